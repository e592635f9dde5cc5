"""Proposals for a plan: conditions that a model makes of what the rules did not understand, taken where they hold."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from index.facets.masks import FacetMasks
from index.facets.ranges import intersect_ranges, parse_range
from index.query.reader import Query
from service.errors import PlanError
from service.questions.gazetteer import Gazetteer
from service.questions.given_plans.adoption import adopt_plan, check_together, condition_of
from service.questions.given_plans.claims import ClaimReader
from service.questions.given_plans.document import ORGANISATION_ROLES, ConditionDocument, PlanDocument
from service.questions.intent import QuestionSpan
from service.questions.plan.plan import PlannedCondition, WordUse
from service.questions.understanding import Interpretation

log = logging.getLogger(__name__)


def take_proposals(
    read: Interpretation,
    proposals: Iterable[ConditionDocument],
    query: Query,
    gazetteer: Gazetteer,
    facets: FacetMasks,
    without: Collection[str] = (),
) -> Interpretation:
    """Add the conditions to a plan whose words say them; the others are dropped, and the plan of the rules stands.

    Each has to account for words that were not understood, and for none that another condition takes; nothing that
    the rules read is lost or contradicted.

    :param without: conditions that are not to be applied, by their keys.
    """
    claims = ClaimReader.of(query, read.plan, gazetteer, facets)
    unclear = {span for span, use in read.plan.uses if use is WordUse.NOT_UNDERSTOOD}
    conditions, taken = list(read.plan.conditions), set[QuestionSpan]()
    for proposal in proposals:
        try:
            condition = condition_of(replace(proposal, proposed=True, label=""), gazetteer, facets)
            more = _with(conditions, condition)
            check_together(more)
        except PlanError as error:
            log.info("proposal field=%s dropped: %s", proposal.field, error)
            continue
        spans = claims.grounded(condition)
        if spans.isdisjoint(unclear) or not spans.isdisjoint(taken) or _contradicts(condition, conditions):
            log.info("proposal field=%s dropped: ungrounded", condition.field)
            continue
        conditions = more
        taken |= spans
    if not taken:
        return read
    documents = tuple(map(ConditionDocument.of, conditions))
    adopted = adopt_plan(replace(PlanDocument.of(read), conditions=documents), query, gazetteer, facets, without)
    return replace(adopted, is_presumed=read.is_presumed)


def _with(conditions: Sequence[PlannedCondition], condition: PlannedCondition) -> list[PlannedCondition]:
    """Add a condition; any of several values can only be asked for before any other one of the field."""
    return [condition, *conditions] if len(condition.values) > 1 else [*conditions, condition]


def _contradicts(condition: PlannedCondition, conditions: Iterable[PlannedCondition]) -> bool:
    """Tell whether nothing can meet a condition and another one that the rules read."""
    same = [other for other in conditions if _kind(other) == _kind(condition)]
    return any(_exclude_each_other(condition, other) for other in same)


def _exclude_each_other(first: PlannedCondition, second: PlannedCondition) -> bool:
    if {first.operator, second.operator} & {"missing"}:
        return True
    if first.is_excluding != second.is_excluding:
        return not set(first.values).isdisjoint(second.values)
    if first.operator == second.operator == "between" and not first.is_excluding:
        both = [intersect_ranges(value, other) for value in first.values for other in second.values]
        ranges = [parse_range(value) for value in both if value]
        return bool(ranges) and all(wanted is None or wanted.high < wanted.low for wanted in ranges)
    return False


def _kind(condition: PlannedCondition) -> str:
    return "organisation" if condition.field in ORGANISATION_ROLES else condition.field
