"""Application of conditions: which of them narrow a set, in a collection and beside each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from index.facets.masks import FacetMasks
from service.questions.intent import QuestionSpan
from service.questions.plan.conditions import in_stated_currency
from service.questions.plan.plan import MOST_CONDITIONS, PlannedCondition
from service.questions.plan.unplanned import clashing_conditions

_STAND_IN = {"donor": "partner"}
"""Facets that hold what another one would, where the pages of a collection do not tell the two apart."""
_PLACES = ("country", "region")
"""Facets whose values are known whether or not a collection states any."""


@dataclass(frozen=True, slots=True)
class AppliedConditions:
    """Which conditions narrow the set, and what becomes of the words of the others."""

    conditions: list[PlannedCondition]
    off: list[PlannedCondition]
    """Conditions that a reader took off."""
    free: set[QuestionSpan]
    """Words that count like all others, as their conditions do not apply."""
    clashing: set[QuestionSpan]
    """Words of conditions that cannot be asked for beside the others."""


def apply_conditions(
    conditions: Sequence[PlannedCondition], facets: FacetMasks | None, without: Collection[str]
) -> AppliedConditions:
    """Tell which conditions apply: neither taken off, nor on a place that no practice states, nor beside their like."""
    conditions = [_in_collection(condition, facets) for condition in conditions]
    conditions, beyond = conditions[:MOST_CONDITIONS], conditions[MOST_CONDITIONS:]
    off = [condition for condition in conditions if condition.key in without]
    dropped = [*off, *(condition for condition in conditions if facets and _is_unknown(condition, facets))]
    applied = [condition for condition in conditions if condition not in dropped]
    clashing = clashing_conditions(applied)
    applied = [condition for condition in applied if condition not in clashing]
    kept = _spans_of(applied)
    return AppliedConditions(applied, off, _spans_of(dropped) - kept, _spans_of([*clashing, *beyond]) - kept)


def _in_collection(condition: PlannedCondition, facets: FacetMasks | None) -> PlannedCondition:
    """Ask another facet for what the pages of a collection do not tell from it, and for sums as they state them."""
    if facets and condition.field == "amount":
        return in_stated_currency(condition, facets)
    other = _STAND_IN.get(condition.field)
    if facets is None or other is None or facets.values(condition.field):
        return condition
    return condition.of_field(other)


def _is_unknown(condition: PlannedCondition, facets: FacetMasks) -> bool:
    return condition.field in _PLACES and condition.operator == "any" and not facets.values(condition.field)


def _spans_of(conditions: Iterable[PlannedCondition]) -> set[QuestionSpan]:
    return {span for condition in conditions for span in condition.spans}
