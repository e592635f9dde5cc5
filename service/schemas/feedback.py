"""Feedback over the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from index.facets.registry import FACETS
from service.feedback.store import LONGEST_COMMENT, MOST_SHOWN, REASONS, Feedback, ShownStatement


class ThanksOut(BaseModel):
    """Feedback has been kept."""

    kept: bool


Short = Annotated[str, Field(max_length=300)]


class StatementIn(BaseModel):
    """A statement that was shown, as the answer gave it: what else it says there is left out."""

    model_config = ConfigDict(extra="ignore")

    practice_id: Short
    passage_id: Short
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class FeedbackIn(BaseModel):
    """A reader's word on an answer: the question and what was shown, as the answer gave them."""

    model_config = ConfigDict(extra="forbid")

    question: str = Field(min_length=1, max_length=2_000)
    helpful: bool
    reason: str = Field("", description=f"Why it did not help: {', '.join(REASONS)}; or nothing.")
    comment: str = Field("", max_length=LONGEST_COMMENT, description="Leave out what tells who you are.")
    filters: dict[Short, list[Short]] = Field({}, max_length=len(FACETS))
    snapshot: str = Field("", max_length=100)
    statements: list[StatementIn] = Field([], max_length=MOST_SHOWN)

    def feedback(self) -> Feedback:
        """Give the reader's word as it is kept, the words of the statements aside."""
        shown = tuple(ShownStatement(s.practice_id, s.passage_id, s.start, s.end) for s in self.statements)
        return Feedback(self.question, self.filters, self.snapshot, shown, self.helpful, self.reason, self.comment)
