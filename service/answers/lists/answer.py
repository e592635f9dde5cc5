"""List answers: every practice that belongs, with its best sentence, and counts over all of them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from corpus.model import Practice
from corpus.text.strings import fold
from index.dense.query_vectors import QueryVectors
from index.facets.masks import Filters
from index.facets.operators import Condition, with_operand
from index.query.reader import Query
from index.retrieval.hits import PassageHit, PracticeHit
from service.answers.answerability.decision import Outcome
from service.answers.context import AnswerContext
from service.answers.lists.aggregations import AnswerUnit, aggregate, answer_units, units_stated_by
from service.answers.lists.membership import MOST_JUDGED, lacks_bar, select_members
from service.answers.lists.networks import is_network
from service.answers.model import Answer, statement_of
from service.answers.quotations.quotation import Quotation, candidate_quotations
from service.answers.support import summarise_support
from service.questions.intent import Unit
from service.questions.subject import Subject, parse_subject
from service.questions.understanding import Interpretation
from service.reasons import (
    ListedUnit,
    NamesChanged,
    Narrowing,
    NotAllJudged,
    NothingAbout,
    NothingWithin,
    Reason,
    ReasonCode,
)

MOST_QUOTED = 100
"""Practices of a list that are quoted; all of them are counted."""
_MOST_EMBEDDED = 40
_MOST_EACH = 3
_SURE = 0.5
_NAMING = 0.5
"""What it is worth to a sentence that it names what is asked for."""
_NAMED_FACETS = ("region", "type", "organisation")
"""Facets whose values are names, not codes."""


@dataclass(frozen=True, slots=True)
class _Selection:
    """The practices of a list, the likeliest first, and what to say of it."""

    hits: list[PracticeHit]
    nearest: list[PracticeHit]
    outcome: Outcome
    why: tuple[Reason, ...] = ()


def answer_with_list(
    query: Query, interpretation: Interpretation, context: AnswerContext, filters: Filters, *, top: int = 10
) -> tuple[Answer, list[AnswerUnit]]:
    """Answer a question for a list with every practice that belongs to it.

    :param filters: what is searched in: the filters given, and those that the question names.
    :return: the answer, and the countries or organisations that the question asks for.
    """
    started = time.perf_counter()
    snapshot = context.snapshot
    subject = parse_subject(interpretation.subject, query, snapshot)
    vectors = context.searcher.embed(subject.query)
    selection = (
        _select_by_subject(subject, vectors, context, filters, interpretation)
        if interpretation.subject
        else _select_by_filters(query, context, filters, interpretation)
    )
    if query.changed_names and selection.hits:
        why = (*selection.why, NamesChanged(query.changed_names))
        selection = replace(selection, outcome=Outcome.PARTLY, why=why)
    practices = [hit.practice for hit in selection.hits]
    quotations = _select_quotations(selection.hits[:MOST_QUOTED], subject, vectors, context, interpretation)
    answer = Answer(
        query=query,
        outcome=selection.outcome,
        confidence=None,
        match=None,
        why=selection.why,
        kind=interpretation.kind,
        statements=[statement_of(quotation, context.base_url) for quotation in quotations],
        practices=(selection.hits or selection.nearest)[:top],
        counts=aggregate(practices, list(snapshot.practices), snapshot.facets),
        support=summarise_support(practices),
        words=list(subject.words),
        snapshot=snapshot.snapshot_id,
        took_ms=round(1000 * (time.perf_counter() - started), 1),
    )
    return answer, answer_units(practices, interpretation.unit)


def _may_belong(practice: Practice, unit: Unit) -> bool:
    """Tell whether a practice can be in a list of a unit: of organisations, only where it states one."""
    if unit == "network":
        return is_network(practice)
    return unit == "practice" or bool(units_stated_by(practice, unit))


def _select_by_subject(
    subject: Subject, vectors: QueryVectors, context: AnswerContext, filters: Filters, interpretation: Interpretation
) -> _Selection:
    """Select the practices that are about a subject."""
    members, nearest = select_members(
        subject, vectors, context.searcher, filters, lambda practice: _may_belong(practice, interpretation.unit)
    )
    hits = [member.hit for member in members]
    if not members:
        nearest = nearest or context.searcher.search(subject.query, vectors=vectors)
        narrowings = _narrowings(filters, interpretation, context)
        why = NothingAbout(_listed_unit(interpretation.unit), interpretation.subject, narrowings)
        if not subject.can_be_covered and lacks_bar(nearest, context.searcher.models):
            return _Selection([], nearest, Outcome.NOT_FOUND, (why, Reason(ReasonCode.MODEL_UNCALIBRATED)))
        return _Selection([], nearest, Outcome.NOT_FOUND, (why,))
    if len(nearest) == MOST_JUDGED:
        return _Selection(hits, nearest, Outcome.PARTLY, (NotAllJudged(MOST_JUDGED),))
    if members[0].probability < _SURE:
        return _Selection(hits, nearest, Outcome.PARTLY, (Reason(ReasonCode.NONE_SURELY),))
    return _Selection(hits, nearest, Outcome.FOUND)


def _select_by_filters(
    query: Query, context: AnswerContext, filters: Filters, interpretation: Interpretation
) -> _Selection:
    """Select every practice that the filters let through, where the question says no more."""
    snapshot = context.snapshot
    practices = [
        practice for practice in snapshot.practices_with(filters) if _may_belong(practice, interpretation.unit)
    ]
    if not practices:
        why = NothingWithin(_listed_unit(interpretation.unit), _narrowings(filters, interpretation, context))
        return _Selection([], context.searcher.search(query), Outcome.NOT_FOUND, (why,))
    hits = [
        PracticeHit(practice, 0.0, _first_hits(practice, context), snapshot.inferred.get(practice.practice_id, ()))
        for practice in practices
    ]
    return _Selection(hits, [], Outcome.FOUND)


def _listed_unit(unit: Unit) -> ListedUnit:
    return "network" if unit == "network" else "practice"


def _narrowings(filters: Filters, interpretation: Interpretation, context: AnswerContext) -> tuple[Narrowing, ...]:
    """Give what the list was narrowed to: first what the question names, then the filters given."""
    facets, named_filters = context.snapshot.facets, interpretation.filters
    named = [
        Narrowing(
            constraint.facet,
            (str(Condition(constraint.label)),) if constraint.facet in _NAMED_FACETS else constraint.values,
        )
        for constraint in interpretation.constraints
        if filters.get(constraint.facet) == named_filters[constraint.facet]
    ]
    given = [
        Narrowing(facet, tuple(with_operand(value, partial(facets.written, facet)) for value in values))
        for facet, values in filters.items()
        if values != named_filters.get(facet)
    ]
    return (*named, *given)


def _first_hits(practice: Practice, context: AnswerContext) -> tuple[PassageHit, ...]:
    """Give all passages of a practice as hits, for a practice that no search has scored."""
    passages = context.snapshot.passages_of(practice.practice_id)
    return tuple(PassageHit(passage, 0.0, 0.0, 0.0) for passage in passages)


def _select_quotations(
    hits: Sequence[PracticeHit],
    subject: Subject,
    vectors: QueryVectors,
    context: AnswerContext,
    interpretation: Interpretation,
) -> list[Quotation]:
    """Select the best sentence of each practice that has one: it names the subject, and is close to it in meaning."""
    most = max(1, min(_MOST_EACH, _MOST_EMBEDDED // max(1, len(hits))))
    promising: list[list[Quotation]] = []
    for hit in hits:
        sentences = _scored_sentences(hit, subject, interpretation, context)
        promising.append(sorted(sentences, key=lambda sentence: -sentence.score)[:most])
    if most > 1 and interpretation.subject:
        texts = [(sentence.text, sentence.hit.passage) for sentences in promising for sentence in sentences]
        cosines = iter(context.texts.similarities(subject.query, vectors, texts).tolist())
        promising = [
            [replace(sentence, score=sentence.score + next(cosines)) for sentence in sentences]
            for sentences in promising
        ]
    return [max(sentences, key=lambda sentence: sentence.score) for sentences in promising if sentences]


def _scored_sentences(
    hit: PracticeHit, subject: Subject, interpretation: Interpretation, context: AnswerContext
) -> list[Quotation]:
    practice, unit = hit.practice, interpretation.unit
    names = [f" {fold(name)} " for name in units_stated_by(practice, unit)] if unit != "country" else []
    passages = hit.hits if not names else (*hit.hits, *_first_hits(practice, context))
    scored = []
    for passage in passages:
        for sentence in candidate_quotations(practice, passage):
            score = subject.coverage([sentence.analysed]) if interpretation.subject else 0.0
            score += _NAMING * any(name in f" {fold(sentence.text)} " for name in names)
            scored.append(replace(sentence, score=score))
    return scored
