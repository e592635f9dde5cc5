"""A question to an answer made of quotations: found, partly, or not found with the reason."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Practice
from index.facets import Filters
from index.hits import PracticeHit
from index.query import Query
from index.search import Searcher
from service.links import source_url
from service.outcome import Evidence, Outcome, decide
from service.quote import Quotation, Word, coverage, quotations, weigh

_JUDGED = 10
"""Practices that the outcome is judged by, however few are asked for: the answer does not depend on that."""
_READ = 6
"""Practices whose passages are read for sentences to quote."""
_MOST_STATEMENTS = 5
_MOST_EACH = 2
_NEAR_BEST = 0.7
"""A sentence is quoted when it scores at least this share of the best one."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A quotation, word for word: ``practice.sections[section_index].text[start:end] == text``."""

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


@dataclass(frozen=True, slots=True)
class Answer:
    """What the collection says to a question; ``practices`` are the nearest ones, whatever the outcome."""

    query: Query
    outcome: Outcome
    why: str
    kind: str
    statements: list[Statement]
    practices: list[PracticeHit]
    counts: dict[str, object]
    words: list[Word]
    snapshot: str
    took_ms: float


def answer(
    question: str, searcher: Searcher, base_url: str, *, filters: Filters | None = None, top: int = 10
) -> Answer:
    """Answer a question with sentences of the collection, or say that it is not here and why.

    :param top: how many practices to return; the answer is read from the first ones.
    """
    started = time.perf_counter()
    query = searcher.read(question)
    vectors = searcher.embed(query)
    found = searcher.search(query, max(top, _JUDGED), filters=filters, vectors=vectors, grouped=True)
    words = weigh(query.text, searcher, query.language)
    outcome, why = decide(evidence(query, words, found, searcher))
    if query.phrases and not found:
        why = f"No passage holds {' and '.join(f'“{phrase}”' for phrase in query.phrases)} word for word."
    quoted: list[Quotation] = []
    if outcome is not Outcome.NOT_FOUND:
        quoted = _choose(quotations(query, vectors, words, found[:_READ], searcher))
    if outcome is Outcome.FOUND and not quoted:
        outcome, why = Outcome.PARTLY, "The practices below are close to this question, but hold no sentence to quote."
    return Answer(
        query,
        outcome,
        why,
        "passage",
        [statement_of(quotation, base_url) for quotation in quoted],
        found[:top],
        _counts(quotation.practice for quotation in quoted),
        words,
        searcher.snapshot.snapshot_id,
        round(1000 * (time.perf_counter() - started), 1),
    )


def evidence_for(question: str, searcher: Searcher) -> Evidence:
    """What retrieval knows about a question, for measuring the outcome rule."""
    query = searcher.read(question)
    return evidence(query, weigh(query.text, searcher, query.language), searcher.search(query, _JUDGED), searcher)


def evidence(query: Query, words: Sequence[Word], found: Sequence[PracticeHit], searcher: Searcher) -> Evidence:
    """What retrieval knows about a question with these words and matches.

    Words are missed only where the collection has passages in the question's language.
    """
    hits = [hit for practice in found for hit in practice.hits]
    covered = (
        coverage(words, [hit.passage.text for hit in p.hits] + [p.practice.title], p.hits[0].passage.language)
        for p in found
    )
    return Evidence(
        max((hit.dense for hit in hits if not (query.is_native and hit.across)), default=0.0),
        max((hit.dense for hit in hits if hit.across), default=0.0),
        max(covered, default=0.0),
        tuple(word.text for word in words if not word.occurs and searcher.snapshot.speaks(query.language)),
    )


def _choose(ranked: Sequence[Quotation]) -> list[Quotation]:
    """The best sentences, few from each practice, none said twice."""
    chosen: list[Quotation] = []
    each: Counter[str] = Counter()
    said: set[str] = set()
    for quotation in ranked:
        practice_id = quotation.practice.practice_id
        words = " ".join(quotation.text.split()).casefold()
        if quotation.score < _NEAR_BEST * ranked[0].score or len(chosen) == _MOST_STATEMENTS:
            break
        if each[practice_id] < _MOST_EACH and words not in said:
            chosen.append(quotation)
            each[practice_id] += 1
            said.add(words)
    return chosen


def statement_of(quotation: Quotation, base_url: str) -> Statement:
    """A quotation as it is shown, with its link."""
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
    )


def _counts(practices: Iterable[Practice]) -> dict[str, object]:
    """Tallies over the practices that are quoted."""
    quoted = list({practice.practice_id: practice for practice in practices}.values())
    return {
        "practices": len(quoted),
        "by_country": dict(Counter(code for practice in quoted for code in practice.countries or ())),
        "by_objective": dict(Counter(str(number) for practice in quoted for number in practice.objectives)),
    }
