"""Feedback over the wire."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from index.facets.registry import FACETS
from service.feedback.store import LONGEST_COMMENT, MOST_SHOWN, REASONS, Feedback, ShownStatement
from service.filters.bounds import MOST_FILTER_VALUES


class ThanksOut(BaseModel):
    """Feedback has been kept."""

    kept: bool


LAST_CHARACTER = 100_000_000
"""No section is as long."""
Short = Annotated[str, Field(max_length=300)]


def _whole(value: object) -> object:
    """Take ``1.0`` for ``1``: JSON has one kind of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


CharacterOffset = Annotated[int, BeforeValidator(_whole)]


class StatementIn(BaseModel):
    """A statement that was shown, as the answer gave it: what else it says there is left out."""

    model_config = ConfigDict(extra="ignore", strict=True)

    practice_id: Short
    passage_id: Short
    start: CharacterOffset = Field(ge=0, le=LAST_CHARACTER)
    end: CharacterOffset = Field(ge=0, le=LAST_CHARACTER)


class FeedbackIn(BaseModel):
    """A reader's word on an answer: the question and what was shown, as the answer gave them."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str = Field(min_length=1, max_length=2_000)
    helpful: bool
    reason: str = Field("", description="Why it did not help; or nothing.", json_schema_extra={"enum": ["", *REASONS]})
    comment: str = Field("", max_length=LONGEST_COMMENT, description="Leave out what tells who you are.")
    filters: dict[Short, Annotated[list[Short], Field(max_length=MOST_FILTER_VALUES)]] = Field(
        {}, max_length=len(FACETS), json_schema_extra={"propertyNames": {"enum": list(FACETS)}}
    )
    snapshot: str = Field("", max_length=100)
    statements: list[StatementIn] = Field([], max_length=MOST_SHOWN)

    def feedback(self) -> Feedback:
        """Give the reader's word as it is kept, the words of the statements aside."""
        shown = tuple(ShownStatement(s.practice_id, s.passage_id, s.start, s.end) for s in self.statements)
        return Feedback(self.question, self.filters, self.snapshot, shown, self.helpful, self.reason, self.comment)
