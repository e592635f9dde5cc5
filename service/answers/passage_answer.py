"""A question to an answer made of quotations: found, partly, or not found with the reason."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import Practice
from index.facets.masks import Filters
from index.query.reader import Query
from index.retrieval.hits import PracticeHit
from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import (
    AnswerabilityFeatures,
    Decision,
    Outcome,
    decide_outcome,
    probability_by_model,
)
from service.answers.answerability.features import extract_features
from service.answers.answerability.mismatches import mismatches
from service.answers.model import AlsoIn, Answer, AnswerCounts, Statement, statement_of
from service.answers.quotations.quotation import Quotation
from service.answers.quotations.ranking import merge_by_model, rank_quotations
from service.answers.quotations.redundancy import SelectedQuotation, drop_redundant
from service.answers.support import summarise_support
from service.questions.terms import QueryTerm, weigh_terms
from service.reasons import PhrasesAbsent, Reason, ReasonCode

_JUDGED = 10
"""Practices that the outcome is judged by, however few are asked for: the answer does not depend on that."""
_READ = 6
"""Practices whose passages are read for sentences to quote."""
_MOST_STATEMENTS = 5
_MOST_EACH = 3
_HELPFUL = 3
"""So many sentences are offered at least, for the first does not always answer; more where they are near the best."""
_NEAR_BEST = 2.0
"""How far below the best one a further sentence may be: the logarithm of how much less likely it is to answer."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A question as it was read, the practices found, and their sentences, best first."""

    query: Query
    words: list[QueryTerm]
    found: list[PracticeHit]
    ranked: list[Quotation]
    evidence: AnswerabilityFeatures


def _read(question: str | Query, searcher: Searcher, top: int = _JUDGED, filters: Filters | None = None) -> _Read:
    query = searcher.read(question) if isinstance(question, str) else question
    vectors = searcher.embed(query)
    found = searcher.search(query, top, filters=filters, vectors=vectors, grouped=True)
    words = weigh_terms(query.text, searcher, query.language)
    ranked = rank_quotations(query, vectors, words, found[:_READ], searcher)
    judged = extract_features(query, words, found[:_JUDGED], ranked, searcher)
    ranked = merge_by_model(ranked, probability_by_model(judged))
    judged = replace(judged, reservations=tuple(mismatches(query, ranked)))
    return _Read(query, words, found, ranked, judged)


def answer_with_passages(
    question: str, searcher: Searcher, base_url: str, *, filters: Filters | None = None, top: int = 10
) -> Answer:
    """Answer a question with sentences of the collection, or say that it is not here and why.

    :param top: how many practices to return; the answer is read from the first ones.
    """
    started = time.perf_counter()
    read = _read(question, searcher, max(top, _JUDGED), filters)
    query, found = read.query, read.found
    verdict = decide_outcome(read.evidence)
    chosen = _choose(read.ranked) if verdict.outcome is not Outcome.NOT_FOUND else []
    outcome, why = _explained(verdict, query, found, chosen)
    names = {one.practice.practice_id: one for one in found}
    quoted = [quotation.practice for one in chosen for quotation in (one.quotation, *one.also_in)]
    return Answer(
        query=query,
        outcome=outcome,
        confidence=round(verdict.probability, 4),
        match=verdict.match,
        why=why,
        kind="passage",
        statements=[_statement(one, names[one.quotation.practice.practice_id], base_url) for one in chosen],
        practices=found[:top],
        counts=_counts(one.quotation.practice for one in chosen),
        support=summarise_support(quoted),
        words=read.words,
        snapshot=searcher.snapshot.snapshot_id,
        took_ms=round(1000 * (time.perf_counter() - started), 1),
    )


def evidence_for(question: str | Query, searcher: Searcher) -> AnswerabilityFeatures:
    """What retrieval knows about a question, for measuring the outcome."""
    return _read(question, searcher).evidence


def ranked_sentences(question: str, searcher: Searcher) -> list[Quotation]:
    """The sentences that an answer is chosen from, best first, for measuring them."""
    return _read(question, searcher).ranked


def _explained(
    verdict: Decision, query: Query, found: Sequence[PracticeHit], chosen: Sequence[SelectedQuotation]
) -> tuple[Outcome, tuple[Reason, ...]]:
    """Give the outcome with its reasons, in view of what there is to show."""
    if query.phrases and not found:
        return Outcome.NOT_FOUND, (PhrasesAbsent(tuple(query.phrases)),)
    if verdict.outcome is Outcome.FOUND and not chosen:
        return Outcome.PARTLY, (Reason(ReasonCode.NO_SENTENCE),)
    return verdict.outcome, verdict.why


def _choose(ranked: Sequence[Quotation]) -> list[SelectedQuotation]:
    """The best sentences; at least three, and more where they are near the best."""
    if not ranked:
        return []
    worth = min(ranked[0].score - _NEAR_BEST, ranked[min(_HELPFUL, len(ranked)) - 1].score)
    return drop_redundant(ranked, most=_MOST_STATEMENTS, most_each=_MOST_EACH, worth=worth)


def _also_in(chosen: SelectedQuotation, found: PracticeHit) -> Iterator[AlsoIn]:
    """The other practices that say it: quoted ones, then near-identical practices that hold the very words."""
    for one in chosen.also_in:
        practice = one.practice
        yield AlsoIn(practice.practice_id, practice.title, practice.url, one.hit.passage.passage_id)
    for practice in found.near_identical:
        if any(chosen.quotation.text in section.text for section in practice.sections):
            yield AlsoIn(practice.practice_id, practice.title, practice.url, None)


def _statement(chosen: SelectedQuotation, found: PracticeHit, base_url: str) -> Statement:
    return statement_of(chosen.quotation, base_url, tuple(_also_in(chosen, found)), chosen.differs_in_numbers)


def _counts(practices: Iterable[Practice]) -> AnswerCounts:
    """Count the practices that are quoted."""
    quoted = list({practice.practice_id: practice for practice in practices}.values())
    return AnswerCounts(
        practices=len(quoted),
        by_country=dict(Counter(code for practice in quoted for code in practice.countries or ())),
        by_objective=dict(Counter(str(number) for practice in quoted for number in practice.objectives)),
    )
