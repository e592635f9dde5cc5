"""What goes over the wire: the shapes of the JSON API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

from pydantic import BaseModel, Field

from corpus.model import Practice
from index.lexical.analysis import matched_words
from index.query.reader import Query
from index.retrieval.hits import Hit, PracticeHit
from index.snapshot.snapshot import Snapshot
from service.answers.answerability.decision import Match, Outcome
from service.answers.comparison import Comparison
from service.answers.lists.answer import Reply
from service.answers.passage_answer import Answer, Statement
from service.practices.freshness import freshness
from service.practices.links import reading_url, source_url
from service.practices.related import Related
from service.questions.intent import Unit
from service.schemas.written import WrittenOut


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
    sha256: str = Field(description="Of the text, to tell whether it has changed.")


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
        """The practice as it is named."""
        address = reading_url(base_url, practice.practice_id)
        return cls(practice_id=practice.practice_id, title=practice.title, reading_url=address)


class InferredOut(BaseModel):
    """A GCM objective that the page does not state and its text suggests."""

    objective: int
    score: float = Field(description="From 0 to 1.")


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
    primary_objectives: list[int] | None = Field(description="Stated ones.")
    secondary_objectives: list[int] | None = Field(description="Stated ones.")
    inferred_objectives: list[InferredOut] = Field(description="Likely ones, where the page states none.")
    principles: list[int] | None
    sdgs: list[int] | None
    implementing: list[str] | None
    partners: list[str] | None
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
    def of(cls, snapshot: Snapshot, practice: Practice, base_url: str, note: str = "") -> PracticeOut:
        """The practice as it goes out."""
        sections = [
            {"kind": s.kind, "name": s.name, "heading": s.heading, "text": s.text, "sha256": s.sha256}
            for s in practice.sections
        ]
        address = reading_url(base_url, practice.practice_id)
        inferred = snapshot.inferred.get(practice.practice_id, ())
        others = snapshot.near_identical(practice.practice_id)
        return cls.model_validate(
            {
                **practice.to_dict(),
                "sections": sections,
                "reading_url": address,
                "inferred_objectives": [asdict(one) for one in inferred],
                "near_identical": [PracticeRef.of(other, base_url) for other in others],
                "note": note,
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
    score: float = Field(description="Higher is better; comparable within one search.")
    dense: float = Field(description="Cosine to the query.")
    across: bool = Field(description="Whether that is by the model across languages, whose cosines are lower.")
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
    objectives: list[int] = Field(description="Stated ones.")
    inferred_objectives: list[InferredOut] = Field(description="Likely ones, where the page states none.")
    score: float
    last_checked: str | None = Field(description="The day its page was last brought from its address, where known.")
    failing_since: str | None = Field(description="The day since when its page cannot be reached.")
    passages: list[PassageOut]
    near_identical: list[PracticeRef] = Field(
        description="Practices that say the same, or nearly, of those that filters and phrases let through: this one "
        "stands for them."
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
        description="Quoted phrases; every passage, or its practice's title, holds them word for word."
    )
    loose_phrases: list[str] = Field(
        description="Quoted phrases that nothing holds, in a language that little of the collection is in; "
        "searched like other words."
    )
    changes: list[ChangeOut]
    expansions: list[ExpansionOut]

    @classmethod
    def of(cls, query: Query) -> ReadingOut:
        """The reading as it goes out."""
        return cls(
            text=query.text,
            language=query.language,
            phrases=list(query.phrases),
            loose_phrases=list(query.loose_phrases),
            changes=[ChangeOut(written=written, read_as=read_as) for written, read_as in query.changes],
            expansions=[
                ExpansionOut(written=one.written, other=one.other, practice_id=one.practice_id)
                for one in query.expansions
            ],
        )


class SearchOut(BaseModel):
    """The matches of a query, best first."""

    query: str
    reading: ReadingOut
    practices: list[PracticeMatch]
    snapshot: str
    took_ms: float


class AlsoInOut(BaseModel):
    """Another practice that says the same."""

    practice_id: str
    title: str
    url: str | None
    passage_id: str | None = Field(
        description="Null where the practice holds the words and none of its passages was read."
    )


class SupportOut(BaseModel):
    """Who stands behind an answer."""

    practices: int = Field(description="Practices it is quoted from, of one title once.")
    implementers: list[str] = Field(description="Organisations that implement them.")
    newest: int | None = Field(description="The latest year that any of them states.")
    ongoing: bool = Field(description="Whether any of them goes on.")
    only_country: str | None = Field(description="The country that all of them are from, where that is one.")


class StatementOut(BaseModel):
    """A quotation: the text of the practice's section ``section_index`` from ``start`` to ``end``."""

    text: str
    practice_id: str
    title: str
    passage_id: str
    section: str
    section_index: int
    page: int | None = Field(description="The page of the source that it begins on, where the source has pages.")
    start: int
    end: int
    source_url: str
    language: str | None
    also_in: list[AlsoInOut]
    differs_in_numbers: bool = Field(description="Whether the one beside it says the same with other numbers.")

    @classmethod
    def of(cls, statement: Statement) -> StatementOut:
        """The statement as it goes out."""
        return cls.model_validate(asdict(statement))


class CountsOut(BaseModel):
    """Tallies over the practices quoted; for a set over all of it, whatever is shown of it."""

    practices: int
    by_country: dict[str, int]
    by_objective: dict[str, int] = Field(description="Of stated objectives.")
    by_year: dict[str, int] = {}


class ConstraintOut(BaseModel):
    """What a question names and its practices are narrowed to."""

    facet: str
    label: str
    values: list[str]
    key: str = Field(description="Switches it off as the parameter `without`.")
    applied: bool = Field(description="False where it is switched off, or a filter that was given wins over it.")


class AnswerUnitOut(BaseModel):
    """A country or an organisation that practices of the set state."""

    unit: Literal["country", "organisation", "implementer", "partner"]
    value: str
    label: str
    count: int
    practices: list[str]


class AnswerOut(BaseModel):
    """An answer made of quotations, or the reason why there is none."""

    question: str
    reading: ReadingOut
    outcome: Outcome
    confidence: float | None = Field(
        description="The calibrated probability that the collection answers the question; null for a set."
    )
    match: Match | None = Field(description="The same in a word.")
    why: str
    kind: Literal["list", "count", "passage"]
    asks_for: Unit = Field("practice", description="What the set is of; pages do not tell donors from other partners.")
    subject: str = Field("", description="What is left of the question; practices of the set are about it.")
    understood: list[ConstraintOut] = []
    answer_units: list[AnswerUnitOut] = []
    statements: list[StatementOut]
    practices: list[PracticeMatch]
    counts: CountsOut
    support: SupportOut
    written: WrittenOut | None = Field(
        None,
        description="What the answer writer made of the quotations; null without a writer, or for a set.",
    )
    snapshot: str
    took_ms: float

    @classmethod
    def of(cls, answer: Answer, base_url: str) -> AnswerOut:
        """The answer as it goes out."""
        return cls.model_validate(
            {
                "question": answer.query.written,
                "reading": ReadingOut.of(answer.query),
                "outcome": answer.outcome,
                "confidence": answer.confidence,
                "match": answer.match,
                "why": answer.why,
                "kind": answer.kind,
                "statements": [StatementOut.of(statement) for statement in answer.statements],
                "practices": practice_matches(answer.query, answer.practices, base_url),
                "counts": answer.counts,
                "support": asdict(answer.support),
                "snapshot": answer.snapshot,
                "took_ms": answer.took_ms,
            }
        )

    @classmethod
    def of_reply(cls, reply: Reply, base_url: str) -> AnswerOut:
        """The answer with how its question was understood."""
        meant = reply.meant
        return cls.of(reply.answer, base_url).model_copy(
            update={
                "asks_for": meant.unit,
                "subject": meant.subject,
                "understood": [
                    ConstraintOut(
                        facet=one.facet,
                        label=one.label,
                        values=list(one.values),
                        key=one.key,
                        applied=one in meant.constraints and one.facet not in reply.overruled,
                    )
                    for one in (*meant.constraints, *meant.off)
                ],
                "answer_units": [
                    AnswerUnitOut.model_validate({**asdict(one), "count": len(one.practices)}) for one in reply.units
                ],
            }
        )


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
        """The comparison as it goes out."""
        return cls(
            question=comparison.question,
            practices=[practice_summary(practice, base_url) for practice in comparison.practices],
            sections=[
                CellOut(
                    section=row.name,
                    cells=[
                        StatementOut.model_validate(one, from_attributes=True) if one else None for one in row.cells
                    ],
                )
                for row in comparison.sections
            ],
            snapshot=comparison.snapshot,
        )


class ThanksOut(BaseModel):
    """Feedback has been kept."""

    kept: bool


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
    shared_objectives: list[int] = Field(description="Stated by both.")
    shared_countries: list[str]
    shared_organisations: list[str]
    is_near_identical: bool = Field(description="Whether it says the same as the practice asked about, or nearly.")
    near_identical: list[PracticeRef] = Field(description="Other practices that say the same as this one, or nearly.")

    @classmethod
    def of(cls, one: Related, base_url: str) -> RelatedOut:
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
            is_near_identical=one.is_near_identical,
            near_identical=[PracticeRef.of(other, base_url) for other in one.near_identical],
        )


class TombstoneOut(BaseModel):
    """A practice that its site has withdrawn."""

    practice_id: str
    title: str
    url: str
    withdrawn: str = Field(description="When this was noticed, ISO 8601 in UTC.")


class ProblemOut(BaseModel):
    """An error as a problem document (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    withdrawn: TombstoneOut | None = Field(default=None, description="With status 410 only.")


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


def practice_matches(query: Query, found: list[PracticeHit], base_url: str) -> list[PracticeMatch]:
    """The matches of a search, as they go out."""
    return [
        PracticeMatch(
            practice_id=one.practice.practice_id,
            title=one.practice.title,
            url=one.practice.url,
            countries=list(one.practice.countries) if one.practice.countries is not None else None,
            objectives=list(one.practice.objectives),
            inferred_objectives=[InferredOut(**asdict(guess)) for guess in one.inferred],
            score=one.score,
            last_checked=freshness(one.practice).checked,
            failing_since=freshness(one.practice).failing_since,
            passages=[_passage(query, one.practice, hit, base_url) for hit in one.hits],
            near_identical=[PracticeRef.of(other, base_url) for other in one.near_identical],
        )
        for one in found
    ]


def _passage(query: Query, practice: Practice, hit: Hit, base_url: str) -> PassageOut:
    passage = hit.passage
    section = practice.sections[passage.section]
    page = section.page_at(passage.start)
    return PassageOut(
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
        across=hit.across,
        lexical=hit.lexical,
        matched=matched_words(" ".join([query.text, *query.also]), passage.text, passage.language),
        link=reading_url(base_url, practice.practice_id, passage.passage_id),
        source_url=source_url(practice, passage.passage_id, passage.text, base_url, page),
    )


class FacetsOut(BaseModel):
    """The values of every facet in the filtered set, with the number of its practices that have each."""

    class Facet(BaseModel):
        """One facet, its most frequent value first."""

        class Value(BaseModel):
            """A value: chosen in the request, or what one more choice would give."""

            value: str
            label: str
            practices: int
            selected: bool

        facet: str
        label: str
        values: list[Value]

    practices: int
    facets: list[Facet]
    snapshot: str
