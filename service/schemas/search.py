"""The matches of a search as they go over the wire."""

from __future__ import annotations

from dataclasses import asdict

from pydantic import BaseModel, Field

from corpus.model import Practice
from index.lexical.analysed_text import matched_words
from index.query.reader import Query
from index.retrieval.hits import PassageHit, PracticeHit
from service.engine import SearchResult
from service.practices.freshness import read_freshness
from service.practices.links import reading_url, source_url
from service.schemas.practice import InferredOut, PracticeRef
from service.schemas.scores import Score


class PassageOut(BaseModel):
    """A passage that matches, and why."""

    passage_id: str
    section: str
    section_index: int
    page: int | None = Field(description="The page of the source that it begins on, where the source has pages.")
    start: int
    end: int
    text: str
    language: str | None
    score: Score = Field(description="Higher is better; comparable within one search.")
    dense: Score = Field(description="Cosine to the query.")
    across: bool = Field(description="Whether that is by the model across languages, whose cosines are lower.")
    lexical: Score = Field(description="BM25; 0 where the word search does not list the passage.")
    matched: list[str] = Field(description="Words of the passage that the query shares with it.")
    link: str = Field(description="The passage in the reading view.")
    source_url: str = Field(description="The source, scrolled to the passage.")

    @classmethod
    def of(cls, hit: PassageHit, practice: Practice, query: Query, base_url: str) -> PassageOut:
        """Render a passage that a query found."""
        passage = hit.passage
        section = practice.sections[passage.section]
        page = section.page_at(passage.start)
        return cls(
            passage_id=passage.passage_id,
            section=section.name,
            section_index=passage.section,
            page=page,
            start=passage.start,
            end=passage.end,
            text=passage.text,
            language=passage.language,
            score=hit.score,
            dense=hit.dense,
            across=hit.multilingual,
            lexical=hit.lexical,
            matched=matched_words(" ".join([query.text, *query.also]), passage.text, passage.language),
            link=reading_url(base_url, practice.practice_id, passage.passage_id),
            source_url=source_url(practice, passage.passage_id, passage.text, base_url, page),
        )


class PracticeMatch(BaseModel):
    """A practice that matches, with its best passages."""

    practice_id: str
    title: str
    url: str | None
    countries: list[str] | None
    objectives: list[int] = Field(description="Stated ones.")
    inferred_objectives: list[InferredOut] = Field(description="Likely ones, where the page states none.")
    score: Score
    last_checked: str | None = Field(description="The day its page was last brought from its address, where known.")
    failing_since: str | None = Field(description="The day since when its page cannot be reached.")
    passages: list[PassageOut]
    near_identical: list[PracticeRef] = Field(
        description="Practices that say the same, or nearly, of those that filters and phrases let through: this one "
        "stands for them."
    )

    @classmethod
    def of(cls, hit: PracticeHit, query: Query, base_url: str) -> PracticeMatch:
        """Render a practice that a query found."""
        practice, fresh = hit.practice, read_freshness(hit.practice)
        return cls(
            practice_id=practice.practice_id,
            title=practice.title,
            url=practice.url,
            countries=list(practice.countries) if practice.countries is not None else None,
            objectives=list(practice.objectives),
            inferred_objectives=[InferredOut(**asdict(objective)) for objective in hit.inferred],
            score=hit.score,
            last_checked=fresh.checked,
            failing_since=fresh.failing_since,
            passages=[PassageOut.of(passage, practice, query, base_url) for passage in hit.hits],
            near_identical=[PracticeRef.of(other, base_url) for other in hit.near_identical],
        )


class ChangeOut(BaseModel):
    """A word read otherwise than it was written; in quotation marks it is taken as written."""

    written: str
    read_as: str


class ExpansionOut(BaseModel):
    """The other form of an acronym in the query, which was looked for too."""

    written: str
    other: str
    practice_id: str = Field(description="A practice that defines it.")


class ReadingOut(BaseModel):
    """How a query was understood."""

    text: str
    language: str = Field(description="ISO 639-1 code.")
    phrases: list[str] = Field(
        description="Quoted phrases that are demanded, by a plus sign or as at least half of the query; every passage, "
        "or its practice's title, holds them word for word."
    )
    loose_phrases: list[str] = Field(
        description="Quoted phrases that are not demanded; passages that hold them rank higher. To demand one, put a "
        "plus sign before its opening mark."
    )
    absent_phrases: list[str] = Field(
        description="Those of `loose_phrases` that nothing holds word for word; they are searched like other words."
    )
    changes: list[ChangeOut]
    expansions: list[ExpansionOut]

    @classmethod
    def of(cls, query: Query) -> ReadingOut:
        """Render how a query was read."""
        return cls(
            text=query.text,
            language=query.language,
            phrases=list(query.phrases),
            loose_phrases=list(query.loose_phrases),
            absent_phrases=list(query.absent_phrases),
            changes=[ChangeOut(written=written, read_as=read_as) for written, read_as in query.changes],
            expansions=[
                ExpansionOut(written=expansion.written, other=expansion.other, practice_id=expansion.practice_id)
                for expansion in query.expansions
            ],
        )


class SearchOut(BaseModel):
    """The matches of a query, best first."""

    query: str
    reading: ReadingOut
    practices: list[PracticeMatch]
    snapshot: str
    took_ms: float

    @classmethod
    def of(cls, result: SearchResult, base_url: str) -> SearchOut:
        """Render the matches of a search."""
        return cls(
            query=result.query.written,
            reading=ReadingOut.of(result.query),
            practices=[PracticeMatch.of(hit, result.query, base_url) for hit in result.practice_hits],
            snapshot=result.snapshot,
            took_ms=result.took_ms,
        )
