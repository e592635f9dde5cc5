"""List answers: every practice that belongs, with its best sentence, and counts over all of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from corpus.model import Practice
from corpus.text.strings import fold
from index.dense.query_vectors import QueryVectors
from index.facets.masks import Filters
from index.query.reader import Query
from index.retrieval.hits import PassageHit, PracticeHit
from service.answers.answerability.decision import Outcome
from service.answers.context import AnswerContext
from service.answers.lists.aggregations import AnswerUnit, aggregate, answer_units, units_stated_by
from service.answers.lists.membership import lacks_bar, select_members
from service.answers.lists.networks import is_network
from service.answers.lists.practice_set import PracticeSet, SetTable, SetTopic, set_by_fields, table_of, unstated
from service.answers.model import Answer, statement_of
from service.answers.narrowings import narrowings_of, widen
from service.answers.quotations.quotation import Quotation, candidate_quotations
from service.answers.support import summarise_support
from service.questions.intent import Unit
from service.questions.plan.plan import Ordering, QuestionPlan
from service.questions.subject import Subject, parse_subject
from service.questions.understanding import Interpretation
from service.reasons import (
    ListedUnit,
    NamesChanged,
    NothingAbout,
    NothingWithin,
    NotUnderstood,
    Reason,
    ReasonCode,
    Widening,
)

MOST_QUOTED = 100
"""Practices of a list that are quoted; all of them are counted."""
_MOST_EMBEDDED = 40
_MOST_EACH = 3
_SURE = 0.5
_NAMING = 0.5
"""What it is worth to a sentence that it names what is asked for."""


@dataclass(frozen=True, slots=True)
class _Selection:
    """The practices of a list, the likeliest first, and what to say of it."""

    hits: list[PracticeHit]
    nearest: list[PracticeHit]
    outcome: Outcome
    why: tuple[Reason, ...] = ()
    topic: SetTopic | None = None


def answer_with_list(
    query: Query, interpretation: Interpretation, context: AnswerContext, filters: Filters, *, top: int = 10
) -> tuple[Answer, list[AnswerUnit], PracticeSet]:
    """Answer a question for a list with every practice that belongs to it.

    :param filters: what is searched in: the filters given, and those that the question names.
    :return: the answer, the countries or organisations that the question asks for, and the set in its two numbers.
    """
    started = time.perf_counter()
    snapshot, plan = context.snapshot, interpretation.plan
    order = list(snapshot.practices)
    by_fields = set_by_fields(snapshot.facets, order, filters)
    subject = parse_subject(interpretation.subject, query, snapshot)
    vectors = context.searcher.embed(subject.query)
    if by_fields and interpretation.subject:
        selection = _select_by_subject(subject, vectors, context, filters, interpretation)
    else:
        selection = _select_by_fields(by_fields, context, interpretation)
        if not selection.hits:
            count = partial(_count, subject, vectors, context, interpretation)
            why = (_nothing_within(context, filters, interpretation, count),)
            selection = _Selection([], context.searcher.search(query), Outcome.NOT_FOUND, why, selection.topic)
    selection = _with_doubts(selection, query, plan)
    members = [hit.practice.practice_id for hit in selection.hits]
    table = table_of(snapshot.facets, snapshot.practices, members, plan)
    counts = aggregate([hit.practice for hit in selection.hits], order, snapshot.facets)
    if table:
        selection = replace(selection, hits=_in_order(selection.hits, table))
    practices = [hit.practice for hit in selection.hits]
    left_out, belonging = unstated(snapshot.facets, plan, filters)
    quotations = _select_quotations(selection.hits[:MOST_QUOTED], subject, vectors, context, interpretation)
    answer = Answer(
        query=query,
        outcome=selection.outcome,
        confidence=None,
        match=None,
        why=selection.why,
        kind="count" if interpretation.kind == "count" else "list",
        statements=[statement_of(quotation, context.base_url) for quotation in quotations],
        practices=(selection.hits or selection.nearest)[:top],
        counts=counts,
        support=summarise_support(practices),
        words=list(subject.words),
        snapshot=snapshot.snapshot_id,
        took_ms=round(1000 * (time.perf_counter() - started), 1),
    )
    practice_set = PracticeSet(by_fields, left_out, belonging, selection.topic, table)
    return answer, answer_units(practices, interpretation.unit), practice_set


def _may_belong(practice: Practice, unit: Unit) -> bool:
    """Tell whether a practice can be in a list of a unit: of organisations, only where it states one."""
    if unit == "network":
        return is_network(practice)
    return unit == "practice" or bool(units_stated_by(practice, unit))


def _in_order(hits: Sequence[PracticeHit], table: SetTable) -> list[PracticeHit]:
    """Put practices in the order of a table; where only so many are asked for, the others are left out."""
    places: dict[str, int] = {}
    for group in table.groups:
        for practice_id in group.practice_ids:
            places.setdefault(practice_id, len(places))
    is_cut = isinstance(table.by, Ordering) and table.by.most is not None
    listed = [hit for hit in hits if not is_cut or hit.practice.practice_id in places]
    return sorted(listed, key=lambda hit: places.get(hit.practice.practice_id, len(places)))


def _with_doubts(selection: _Selection, query: Query, plan: QuestionPlan) -> _Selection:
    """Say what of the question is not in the list: it is not found then, however much there is."""
    doubts: list[Reason] = []
    if plan.not_understood:
        doubts.append(NotUnderstood(plan.not_understood))
    if query.changed_names:
        doubts.append(NamesChanged(query.changed_names))
    if not doubts:
        return selection
    outcome = Outcome.PARTLY if selection.hits else selection.outcome
    return replace(selection, outcome=outcome, why=(*selection.why, *doubts))


def _select_by_subject(
    subject: Subject, vectors: QueryVectors, context: AnswerContext, filters: Filters, interpretation: Interpretation
) -> _Selection:
    """Select the practices that are about a subject."""
    unit = interpretation.unit
    judged = select_members(subject, vectors, context.searcher, filters, lambda practice: _may_belong(practice, unit))
    hits, possible = [member.hit for member in judged.members], [member.hit for member in judged.possible]
    topic = SetTopic(_topic_text(interpretation), _ids(hits), _ids(possible))
    if hits and judged.members[0].probability < _SURE:
        return _Selection(hits, judged.nearest, Outcome.PARTLY, (Reason(ReasonCode.NONE_SURELY),), topic)
    if hits:
        return _Selection(hits, judged.nearest, Outcome.FOUND, (), topic)
    nearest = judged.nearest or context.searcher.search(subject.query, vectors=vectors)
    why: list[Reason] = [_nothing_about(subject, vectors, context, filters, interpretation)]
    if not subject.can_be_covered and lacks_bar(nearest, context.snapshot):
        why.append(Reason(ReasonCode.MODEL_UNCALIBRATED))
    return _Selection([], nearest, Outcome.NOT_FOUND, tuple(why), topic)


def _nothing_about(
    subject: Subject, vectors: QueryVectors, context: AnswerContext, filters: Filters, interpretation: Interpretation
) -> NothingAbout:
    """Say that nothing is about a subject; under conditions, with how many are without any of them."""
    within = narrowings_of(filters, context.snapshot.facets, interpretation.filters)
    without = (Widening(within, _count(subject, vectors, context, interpretation, {})),) if within else ()
    return NothingAbout(_listed_unit(interpretation.unit), interpretation.subject, within, without)


def _count(
    subject: Subject, vectors: QueryVectors, context: AnswerContext, interpretation: Interpretation, filters: Filters
) -> int:
    """Count the practices within filters that belong to a list: by its subject, where it has one."""
    unit = interpretation.unit
    if not interpretation.subject:
        return sum(_may_belong(practice, unit) for practice in context.snapshot.practices_with(filters))
    judged = select_members(subject, vectors, context.searcher, filters, lambda practice: _may_belong(practice, unit))
    return len(judged.members)


def _select_by_fields(by_fields: Sequence[str], context: AnswerContext, interpretation: Interpretation) -> _Selection:
    """Select every practice that meets the conditions, where the question says no more."""
    snapshot = context.snapshot
    practices = [snapshot.practices[practice_id] for practice_id in by_fields]
    practices = [practice for practice in practices if _may_belong(practice, interpretation.unit)]
    topic = None
    if interpretation.unit == "network":
        topic = SetTopic(_topic_text(interpretation), tuple(practice.practice_id for practice in practices), ())
    hits = [
        PracticeHit(practice, 0.0, _first_hits(practice, context), snapshot.inferred.get(practice.practice_id, ()))
        for practice in practices
    ]
    return _Selection(hits, [], Outcome.FOUND, (), topic)


def _nothing_within(
    context: AnswerContext, filters: Filters, interpretation: Interpretation, count: Callable[[Filters], int]
) -> NothingWithin:
    """Say that no practice meets the conditions, with how many do without each of them.

    :param count: counts the practices within filters that belong to the list.
    """
    within = narrowings_of(filters, context.snapshot.facets, interpretation.filters)
    without = tuple(widen(within, filters, count))
    return NothingWithin(_listed_unit(interpretation.unit), within, without, interpretation.subject)


def _ids(hits: Sequence[PracticeHit]) -> tuple[str, ...]:
    return tuple(hit.practice.practice_id for hit in hits)


def _topic_text(interpretation: Interpretation) -> str:
    """Name the topic; that a practice is a network is judged by its words, as a topic is."""
    return " ".join(filter(None, ["network" if interpretation.unit == "network" else "", interpretation.subject]))


def _listed_unit(unit: Unit) -> ListedUnit:
    return "network" if unit == "network" else "practice"


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
