"""A practice as it goes over the wire: whole, in a list, by reference."""

from __future__ import annotations

from dataclasses import asdict

from pydantic import BaseModel, Field

from corpus.model import Practice
from service.engine import PracticeView
from service.messages.reasons import render
from service.practices.links import reading_url
from service.schemas.scores import Score


class DatesOut(BaseModel):
    """When a practice ran."""

    start: str | None
    end: str | None
    ongoing: bool
    as_written: str


class LinkOut(BaseModel):
    """A link in the text of a section: its words are ``text[start:end]``, counted in characters (code points)."""

    start: int
    end: int
    url: str


class AmountOut(BaseModel):
    """A sum of money that a page states."""

    value: float = Field(description="In units of the currency.")
    currency: str = Field(description="ISO 4217 code; XXX where the page does not state it.")
    as_written: str


class SectionOut(BaseModel):
    """One section of a practice."""

    kind: str
    name: str
    heading: str | None
    text: str
    sha256: str = Field(description="Of the text, to tell whether it has changed.")
    links: list[LinkOut] = Field(description="In the order of the text; their addresses are no part of it.")


class CaptureOut(BaseModel):
    """A file or fetched page that a practice was read from. Times are ISO 8601 in UTC."""

    source: str
    fetched: str | None = Field(description="When it was brought from its address; null for a file that was given.")
    failing_since: str | None = Field(description="Since when it cannot be brought; the text is the last good one.")


class PracticeRef(BaseModel):
    """A practice by its id, title and reading view."""

    practice_id: str
    title: str
    reading_url: str

    @classmethod
    def of(cls, practice: Practice, base_url: str) -> PracticeRef:
        """Render a practice by its id, title and reading view."""
        address = reading_url(base_url, practice.practice_id)
        return cls(practice_id=practice.practice_id, title=practice.title, reading_url=address)


class InferredOut(BaseModel):
    """A GCM objective that the page does not state and its text suggests."""

    objective: int
    score: Score = Field(description="From 0 to 1.")


class PracticeOut(BaseModel):
    """A practice with all its fields; null is unknown, an empty list is none."""

    practice_id: str
    title: str
    url: str | None
    reading_url: str
    language: str | None
    language_basis: str | None = Field(
        description="`detected`: the text tells the language; null: the page states it, or nothing tells."
    )
    dates: DatesOut | None
    type: str | None
    countries: list[str] | None = Field(description="ISO 3166-1 alpha-2 codes.")
    regions: list[str] | None
    primary_objectives: list[int] | None = Field(description="Stated ones.")
    secondary_objectives: list[int] | None = Field(description="Stated ones.")
    inferred_objectives: list[InferredOut] = Field(description="Likely ones, where the page states none.")
    principles: list[int] | None
    sdgs: list[int] | None
    implementing: list[str] | None
    partners: list[str] | None = Field(description="Donors too, where the page does not tell the two apart.")
    donors: list[str] | None
    accountable: list[str] | None
    amounts: list[AmountOut] | None
    submitted: str | None
    related: list[str] | None
    links: list[str] | None
    digest_of: str | None
    extra: dict[str, str] = Field(description="What the page states and no field holds, as it was written.")
    sections: list[SectionOut]
    captures: list[CaptureOut] = Field(description="What it was read from.")
    near_identical: list[PracticeRef] = Field(description="Practices that say the same, or nearly.")
    note: str = Field(description="Says so where the passage asked for is no longer in the practice; else empty.")

    @classmethod
    def of(cls, view: PracticeView, base_url: str) -> PracticeOut:
        """Render a practice with what is known around it."""
        practice = view.practice
        sections = [
            {
                "kind": s.kind,
                "name": s.name,
                "heading": s.heading,
                "text": s.text,
                "sha256": s.sha256,
                "links": [link._asdict() for link in s.links],
            }
            for s in practice.sections
        ]
        return cls.model_validate(
            {
                **practice.to_dict(),
                "sections": sections,
                "reading_url": reading_url(base_url, practice.practice_id),
                "inferred_objectives": [asdict(objective) for objective in view.inferred],
                "near_identical": [PracticeRef.of(other, base_url) for other in view.near_identical],
                "note": render(view.note) if view.note else "",
            }
        )


class PracticeSummary(BaseModel):
    """A practice in a list."""

    practice_id: str
    title: str
    url: str | None
    reading_url: str
    language: str | None
    countries: list[str] | None
    objectives: list[int] = Field(description="Stated ones.")

    @classmethod
    def of(cls, practice: Practice, base_url: str) -> PracticeSummary:
        """Render a practice in a list."""
        return cls(
            practice_id=practice.practice_id,
            title=practice.title,
            url=practice.url,
            reading_url=reading_url(base_url, practice.practice_id),
            language=practice.language,
            countries=list(practice.countries) if practice.countries is not None else None,
            objectives=list(practice.objectives),
        )
