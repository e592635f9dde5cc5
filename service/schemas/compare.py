"""Practices side by side as they go over the wire."""

from __future__ import annotations

from pydantic import BaseModel

from service.answers.comparison import Comparison
from service.schemas.answer import StatementOut
from service.schemas.practice import PracticeSummary


class CellOut(BaseModel):
    """A section of the practices that are compared: a quotation of each, or null where it is not stated."""

    section: str
    cells: list[StatementOut | None]


class ComparisonOut(BaseModel):
    """Practices side by side."""

    question: str
    practices: list[PracticeSummary]
    sections: list[CellOut]
    snapshot: str

    @classmethod
    def of(cls, comparison: Comparison, base_url: str) -> ComparisonOut:
        """Render a comparison."""
        return cls(
            question=comparison.question,
            practices=[PracticeSummary.of(practice, base_url) for practice in comparison.practices],
            sections=[
                CellOut(
                    section=row.name,
                    cells=[StatementOut.of(statement) if statement else None for statement in row.cells],
                )
                for row in comparison.sections
            ],
            snapshot=comparison.snapshot,
        )
