"""Extractive answers: sentences of the collection, quoted, and an outcome with its reasons."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence

from index.facets.masks import Filters
from index.query.reader import Query
from index.retrieval.hits import PracticeHit
from service.answers.answerability.conditions import StatementConditions
from service.answers.answerability.decision import Judgement, Outcome, judge
from service.answers.answerability.reading import CLOSEST
from service.answers.answerability.unmet import told_of_all
from service.answers.context import AnswerContext
from service.answers.lists.aggregations import aggregate
from service.answers.model import AlsoIn, Answer, Statement, statement_of
from service.answers.narrowings import narrowings_of, widen
from service.answers.quotations.quotation import Quotation
from service.answers.quotations.ranking import rank_quotations
from service.answers.quotations.redundancy import SelectedQuotation, drop_redundant
from service.answers.support import summarise_support
from service.questions.plan.plan import QuestionPlan
from service.questions.terms import QueryTerm, weigh_terms
from service.reasons import NothingCloseWithin, NothingWithin, PhrasesAbsent, Reason, ReasonCode

_JUDGED = 10
"""Practices that the outcome is judged by, however few are asked for: the answer does not depend on that."""
_READ = 6
"""Practices whose passages are read for sentences to quote."""
_MOST_STATEMENTS = 5
_MOST_EACH = 3
_NEAR_BEST = 2.0
"""How far below the best one a further sentence may be: the logarithm of how much less likely it is to answer."""


def answer_with_passages(
    query: Query, plan: QuestionPlan, context: AnswerContext, *, filters: Filters | None = None, top: int = 10
) -> Answer:
    """Answer a question with sentences of the collection, or say that it is not here and why.

    :param top: how many practices to return; the answer is read from the first ones.
    """
    started = time.perf_counter()
    snapshot = context.snapshot
    terms, practice_hits, judgement = _read(query, plan, context, max(top, _JUDGED), filters)
    decision = judgement.decision
    selected = _select(judgement) if decision.outcome is not Outcome.NOT_FOUND else []
    outcome, why = _explain_outcome(query, judgement, practice_hits, selected)
    if filters and outcome is Outcome.NOT_FOUND:
        why = _explain_narrowed(query, plan, context, filters)
    hits = {hit.practice.practice_id: hit for hit in practice_hits}
    quoted = [quotation.practice for selection in selected for quotation in (selection.quotation, *selection.also_in)]
    stating = {selection.quotation.practice.practice_id: selection.quotation.practice for selection in selected}
    return Answer(
        query=query,
        outcome=outcome,
        confidence=round(decision.probability, 4),
        match=decision.match,
        why=why,
        kind="passage",
        statements=[
            _statement(selection, hits[selection.quotation.practice.practice_id], context.base_url)
            for selection in selected
        ],
        practices=practice_hits[:top],
        counts=aggregate(list(stating.values()), list(snapshot.practices), snapshot.facets),
        support=summarise_support(quoted),
        words=terms,
        snapshot=snapshot.snapshot_id,
        took_ms=round(1000 * (time.perf_counter() - started), 1),
    )


def judge_question(query: Query, plan: QuestionPlan, context: AnswerContext) -> Judgement:
    """Judge what the collection holds for a question, as its answer is judged: for measuring outcomes and sentences."""
    return _read(query, plan, context)[2]


def _read(
    query: Query, plan: QuestionPlan, context: AnswerContext, top: int = _JUDGED, filters: Filters | None = None
) -> tuple[list[QueryTerm], list[PracticeHit], Judgement]:
    """Search for a question, rank the sentences of the best practices, and judge whether they answer it."""
    vectors = context.searcher.embed(query)
    practice_hits = context.searcher.search(query, top, filters=filters, vectors=vectors, grouped=True)
    terms = weigh_terms(query.text, context.snapshot, query.language)
    quotations = rank_quotations(query, vectors, terms, practice_hits[:_READ], context.texts)
    conditions = StatementConditions.of(query, plan)
    judged, families = practice_hits[:_JUDGED], context.texts.families
    judgement = judge(query, terms, judged, quotations, context.snapshot, families, conditions, context.reader)
    return terms, practice_hits, judgement


def _explain_outcome(
    query: Query,
    judgement: Judgement,
    practice_hits: Sequence[PracticeHit],
    selected: Sequence[SelectedQuotation],
) -> tuple[Outcome, tuple[Reason, ...]]:
    """Give the outcome with its reasons, in view of what there is to show."""
    decision = judgement.decision
    if query.phrases and not practice_hits:
        return Outcome.NOT_FOUND, (PhrasesAbsent(tuple(query.phrases)),)
    if decision.outcome is not Outcome.NOT_FOUND and not selected:
        return Outcome.PARTLY, (Reason(ReasonCode.NO_SENTENCE), *decision.why)
    if decision.outcome is not Outcome.PARTLY:
        return decision.outcome, decision.why
    others = _near_first(judgement.quotations, selected)[1:]
    by_others = [judgement.checks.mismatches(other) for other in others]
    return Outcome.PARTLY, tuple(told_of_all(decision.why, by_others))


def _near_first(ranked: Sequence[Quotation], selected: Sequence[SelectedQuotation]) -> list[Quotation]:
    """Give the first sentences and all that are shown: what is said of none of them must hold for each."""
    shown = (selection.quotation for selection in selected)
    return list({id(quotation): quotation for quotation in (*ranked[:CLOSEST], *shown)}.values())


def _explain_narrowed(query: Query, plan: QuestionPlan, context: AnswerContext, filters: Filters) -> tuple[Reason, ...]:
    """Say why nothing is found within filters: they leave no practice, or what is close is elsewhere, or nowhere."""
    snapshot = context.snapshot
    within = narrowings_of(filters, snapshot.facets)
    if not snapshot.practices_with(filters):
        without = widen(within, filters, lambda left: len(snapshot.practices_with(left)))
        return (NothingWithin("practice", within, tuple(without)),)
    anywhere = answer_with_passages(query, plan, context)
    if anywhere.outcome is Outcome.NOT_FOUND:
        return anywhere.why
    quoted = {statement.practice_id for statement in anywhere.statements}
    return (NothingCloseWithin(within, len(quoted)),)


def _select(judgement: Judgement) -> list[SelectedQuotation]:
    """Select the best sentence, and others nearly as likely to answer; where it meets the conditions, these do too."""
    ranked = judgement.quotations
    if not ranked:
        return []
    worth = ranked[0].score - _NEAR_BEST
    if not judgement.features.mismatches:
        near = [quotation for quotation in ranked[:CLOSEST] if quotation.score >= worth]
        off = {id(other) for other in near if judgement.checks.mismatches(other)}
        ranked = [quotation for quotation in ranked if id(quotation) not in off]
    return drop_redundant(ranked, most=_MOST_STATEMENTS, most_each=_MOST_EACH, worth=worth)


def _also_in(selection: SelectedQuotation, hit: PracticeHit) -> Iterator[AlsoIn]:
    """List the other practices that say it: quoted ones, then near-identical ones that hold the very words."""
    for quotation in selection.also_in:
        practice = quotation.practice
        yield AlsoIn(practice.practice_id, practice.title, practice.url, quotation.hit.passage.passage_id)
    for practice in hit.near_identical:
        if any(selection.quotation.text in section.text for section in practice.sections):
            yield AlsoIn(practice.practice_id, practice.title, practice.url, None)


def _statement(selection: SelectedQuotation, hit: PracticeHit, base_url: str) -> Statement:
    also_in = tuple(_also_in(selection, hit))
    return statement_of(selection.quotation, base_url, also_in, selection.differs_in_numbers)
