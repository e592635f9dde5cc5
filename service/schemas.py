"""What goes over the wire: the shapes of the JSON API."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from corpus.model import Practice
from index.analyze import matched_words
from index.hits import Hit, PracticeHit
from service.answer import Answer
from service.links import reading_url, source_url
from service.outcome import Outcome
from service.related import Related


class DatesOut(BaseModel):
    """When a practice ran."""

    start: str | None
    end: str | None
    ongoing: bool
    as_written: str


class SectionOut(BaseModel):
    """One section of a practice."""

    kind: str
    name: str
    heading: str | None
    text: str


class PracticeOut(BaseModel):
    """A practice with all its fields; null is unknown, an empty list is none."""

    practice_id: str
    title: str
    url: str | None
    reading_url: str
    language: str | None
    dates: DatesOut | None
    type: str | None
    countries: list[str] | None = Field(description="ISO 3166-1 alpha-2 codes.")
    regions: list[str] | None
    primary_objectives: list[int] | None
    secondary_objectives: list[int] | None
    principles: list[int] | None
    sdgs: list[int] | None
    implementing: list[str] | None
    partners: list[str] | None
    submitted: str | None
    related: list[str] | None
    links: list[str] | None
    digest_of: str | None
    extra: dict[str, str]
    sections: list[SectionOut]

    @classmethod
    def of(cls, practice: Practice, base_url: str) -> PracticeOut:
        """The practice as it goes out."""
        sections = [{"kind": s.kind, "name": s.name, "heading": s.heading, "text": s.text} for s in practice.sections]
        address = reading_url(base_url, practice.practice_id)
        return cls.model_validate({**practice.to_dict(), "sections": sections, "reading_url": address})


class PracticeSummary(BaseModel):
    """A practice in a list."""

    practice_id: str
    title: str
    url: str | None
    reading_url: str
    language: str | None
    countries: list[str] | None
    objectives: list[int]


class PassageOut(BaseModel):
    """A passage that matches, and why."""

    passage_id: str
    section: str
    section_index: int
    start: int
    end: int
    text: str
    score: float = Field(description="Higher is better; comparable within one search.")
    dense: float = Field(description="Cosine to the query.")
    lexical: float = Field(description="BM25; 0 where the word search does not list the passage.")
    matched: list[str] = Field(description="Words of the passage that the query shares with it.")
    link: str = Field(description="The passage in the reading view.")
    source_url: str = Field(description="The source, scrolled to the passage.")


class PracticeMatch(BaseModel):
    """A practice that matches, with its best passages."""

    practice_id: str
    title: str
    url: str | None
    countries: list[str] | None
    objectives: list[int]
    score: float
    passages: list[PassageOut]


class SearchOut(BaseModel):
    """The matches of a query, best first."""

    query: str
    practices: list[PracticeMatch]
    snapshot: str
    took_ms: float


class StatementOut(BaseModel):
    """A quotation: the text of the practice's section ``section_index`` from ``start`` to ``end``."""

    text: str
    practice_id: str
    title: str
    passage_id: str
    section: str
    section_index: int
    start: int
    end: int
    source_url: str


class CountsOut(BaseModel):
    """Tallies over the practices quoted."""

    practices: int
    by_country: dict[str, int]
    by_objective: dict[str, int]


class AnswerOut(BaseModel):
    """An answer made of quotations, or the reason why there is none."""

    question: str
    outcome: Outcome
    why: str
    kind: Literal["list", "count", "passage"]
    statements: list[StatementOut]
    practices: list[PracticeMatch]
    counts: CountsOut
    snapshot: str
    took_ms: float

    @classmethod
    def of(cls, answer: Answer, base_url: str) -> AnswerOut:
        """The answer as it goes out."""
        return cls.model_validate(
            {
                "question": answer.question,
                "outcome": answer.outcome,
                "why": answer.why,
                "kind": answer.kind,
                "statements": [
                    {name: getattr(statement, name) for name in StatementOut.model_fields}
                    for statement in answer.statements
                ],
                "practices": practice_matches(answer.question, answer.practices, base_url),
                "counts": answer.counts,
                "snapshot": answer.snapshot,
                "took_ms": answer.took_ms,
            }
        )


class RelatedOut(BaseModel):
    """A related practice and the two passages that make it so."""

    practice_id: str
    title: str
    url: str | None
    score: float
    own_passage: str
    own_passage_id: str
    their_passage: str
    their_passage_id: str
    shared_objectives: list[int]
    shared_countries: list[str]
    shared_organisations: list[str]

    @classmethod
    def of(cls, one: Related) -> RelatedOut:
        """The related practice as it goes out."""
        return cls(
            practice_id=one.practice.practice_id,
            title=one.practice.title,
            url=one.practice.url,
            score=one.score,
            own_passage=one.own.text.strip(),
            own_passage_id=one.own.passage_id,
            their_passage=one.theirs.text.strip(),
            their_passage_id=one.theirs.passage_id,
            shared_objectives=list(one.shared_objectives),
            shared_countries=list(one.shared_countries),
            shared_organisations=list(one.shared_organisations),
        )


class ProblemOut(BaseModel):
    """An error as a problem document (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


def practice_summary(practice: Practice, base_url: str) -> PracticeSummary:
    """A practice in a list, as it goes out."""
    return PracticeSummary(
        practice_id=practice.practice_id,
        title=practice.title,
        url=practice.url,
        reading_url=reading_url(base_url, practice.practice_id),
        language=practice.language,
        countries=list(practice.countries) if practice.countries is not None else None,
        objectives=list(practice.objectives),
    )


def practice_matches(query: str, found: list[PracticeHit], base_url: str) -> list[PracticeMatch]:
    """The matches of a search, as they go out."""
    return [
        PracticeMatch(
            practice_id=one.practice.practice_id,
            title=one.practice.title,
            url=one.practice.url,
            countries=list(one.practice.countries) if one.practice.countries is not None else None,
            objectives=list(one.practice.objectives),
            score=one.score,
            passages=[_passage(query, one.practice, hit, base_url) for hit in one.hits],
        )
        for one in found
    ]


def _passage(query: str, practice: Practice, hit: Hit, base_url: str) -> PassageOut:
    passage = hit.passage
    return PassageOut(
        passage_id=passage.passage_id,
        section=practice.sections[passage.section].name,
        section_index=passage.section,
        start=passage.start,
        end=passage.end,
        text=passage.text,
        score=hit.score,
        dense=hit.dense,
        lexical=hit.lexical,
        matched=matched_words(query, passage.text, practice.language),
        link=reading_url(base_url, practice.practice_id, passage.passage_id),
        source_url=source_url(practice, passage.passage_id, passage.text, base_url),
    )
