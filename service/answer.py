"""A question to an answer made of quotations: found, partly, or not found with the reason."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Practice
from index.facets import Filters
from index.hits import PracticeHit
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
    start: int
    end: int
    source_url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the collection says to a question; ``practices`` are the nearest ones, whatever the outcome."""

    question: str
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
    vector = searcher.embedder.embed_queries([question])[0]
    found = searcher.search(question, max(top, _JUDGED), filters=filters, vector=vector)
    words = weigh(question, searcher)
    outcome, why = decide(evidence(words, found))
    quoted: list[Quotation] = []
    if outcome is not Outcome.NOT_FOUND:
        quoted = _choose(quotations(vector, words, found[:_READ], searcher))
    if outcome is Outcome.FOUND and not quoted:
        outcome, why = Outcome.PARTLY, "The practices below are close to this question, but hold no sentence to quote."
    return Answer(
        question,
        outcome,
        why,
        "passage",
        [_statement(quotation, base_url) for quotation in quoted],
        found[:top],
        _counts(quotation.practice for quotation in quoted),
        words,
        searcher.snapshot.snapshot_id,
        round(1000 * (time.perf_counter() - started), 1),
    )


def evidence_for(question: str, searcher: Searcher) -> Evidence:
    """What retrieval knows about a question, for measuring the outcome rule."""
    return evidence(weigh(question, searcher), searcher.search(question, _JUDGED))


def evidence(words: Sequence[Word], found: Sequence[PracticeHit]) -> Evidence:
    """What retrieval knows about a question with these words and matches."""
    similarity = max((hit.dense for practice in found for hit in practice.hits), default=0.0)
    covered = max(
        (
            coverage(words, [hit.passage.text for hit in p.hits] + [p.practice.title], p.practice.language)
            for p in found
        ),
        default=0.0,
    )
    return Evidence(similarity, covered, tuple(word.text for word in words if not word.occurs))


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


def _statement(quotation: Quotation, base_url: str) -> Statement:
    passage = quotation.hit.passage
    return Statement(
        quotation.text,
        quotation.practice.practice_id,
        quotation.practice.title,
        passage.passage_id,
        quotation.section.name,
        passage.section,
        quotation.start,
        quotation.end,
        source_url(quotation.practice, passage.passage_id, quotation.text, base_url),
    )


def _counts(practices: Iterable[Practice]) -> dict[str, object]:
    """Tallies over the practices that are quoted."""
    quoted = list({practice.practice_id: practice for practice in practices}.values())
    return {
        "practices": len(quoted),
        "by_country": dict(Counter(code for practice in quoted for code in practice.countries or ())),
        "by_objective": dict(Counter(str(number) for practice in quoted for number in practice.objectives)),
    }
