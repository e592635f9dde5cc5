"""Answers: quotations, an outcome, the nearest practices."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.query.reader import Query
from index.retrieval.hits import PracticeHit
from service.answers.answerability.decision import MatchStrength, Outcome
from service.answers.quotations.leaning import start_with_context
from service.answers.quotations.quotation import Quotation
from service.answers.support import Support
from service.practices.links import source_url
from service.questions.intent import AnswerKind
from service.questions.terms import QueryTerm
from service.reasons import Reason

MOST_NEAREST = 3
"""Practices that are named where nothing is found: the way on, no second result."""


@dataclass(frozen=True, slots=True)
class AlsoIn:
    """Another practice that says the same; the passage where its sentence is known."""

    practice_id: str
    title: str
    url: str | None
    passage_id: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation, word for word: ``practice.sections[section_index].text[start:end] == text``.

    With what it leans on, it is ``text[before_start:end] == before + text`` of that section.
    """

    text: str
    practice_id: str
    title: str
    passage_id: str
    section: str
    section_index: int
    page: int | None
    start: int
    end: int
    source_url: str
    language: str | None
    also_in: tuple[AlsoIn, ...] = ()
    differs_in_numbers: bool = False
    """Whether the statement beside it says the same with other numbers."""
    before: str = ""
    """The sentence before it, as far as the statement's beginning, where it leans on that: *It*, *that year*."""

    @property
    def before_start(self) -> int:
        """Where ``before`` begins in the section; the statement's own start where that is empty."""
        return self.start - len(self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCounts:
    """Tallies over the practices of an answer, by stated fields: a practice can count in several places or in none."""

    practices: int
    by_country: dict[str, int]
    by_objective: dict[str, int]
    by_year: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the collection says to a question; ``practices`` are the nearest ones, whatever the outcome."""

    query: Query
    outcome: Outcome
    confidence: float | None
    """The calibrated probability that the collection answers the question; ``None`` for a list."""
    match: MatchStrength | None
    why: tuple[Reason, ...]
    """Why it is not *found*; empty where it is."""
    kind: AnswerKind
    statements: list[Statement]
    practices: list[PracticeHit]
    counts: AnswerCounts
    support: Support
    words: list[QueryTerm]
    snapshot: str
    took_ms: float


def nearest_of(answer: Answer) -> list[PracticeHit]:
    """Give the practices to name beside an answer: all of them, and of a question that is not found a few."""
    return answer.practices[:MOST_NEAREST] if answer.outcome is Outcome.NOT_FOUND else answer.practices


def statement_of(
    quotation: Quotation, base_url: str, also_in: tuple[AlsoIn, ...] = (), differs_in_numbers: bool = False
) -> Statement:
    """Make the statement of a quotation: its words, where they stand, and its link."""
    passage = quotation.hit.passage
    page = quotation.section.page_at(quotation.start)
    return Statement(
        quotation.text,
        quotation.practice.practice_id,
        quotation.practice.title,
        passage.passage_id,
        quotation.section.name,
        passage.section,
        page,
        quotation.start,
        quotation.end,
        source_url(quotation.practice, passage.passage_id, quotation.text, base_url, page),
        passage.language,
        also_in,
        differs_in_numbers,
        quotation.section.text[start_with_context(quotation) : quotation.start],
    )
