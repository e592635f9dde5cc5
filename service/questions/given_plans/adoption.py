"""Adoption of a plan that is given: its values become those of the index, and it stands in for the reading."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from corpus.text.strings import fold
from index.errors import FacetValueError
from index.facets.masks import FacetMasks
from index.facets.ranges import parse_range
from index.facets.registry import FACETS
from index.query.reader import Query
from service.errors import PlanError
from service.questions.gazetteer import Gazetteer
from service.questions.given_plans.claims import ClaimReader
from service.questions.given_plans.document import (
    ORGANISATION_ROLES,
    ConditionDocument,
    ConditionOperator,
    PlanDocument,
)
from service.questions.plan.plan import PlannedCondition, PlanOperator, QuestionPlan
from service.questions.plan.unplanned import clashing_conditions
from service.questions.understanding import INTENT_KEY, Interpretation, doubt_unit, interpret

_IN_RANGES = ("any", "none", "between", "at least", "at most")
"""What is asked of a number is whether it is in a range."""
_WITHOUT_VALUES = ("missing", "stated")
_PLANNED: Mapping[ConditionOperator, PlanOperator] = {
    "any": "any",
    "all": "all",
    "none": "none",
    "missing": "missing",
    "stated": "stated",
    "between": "between",
    "at least": "between",
    "at most": "between",
}
_JOINS = {"or", "and"}


def adopt_plan(
    document: PlanDocument, query: Query, gazetteer: Gazetteer, facets: FacetMasks, without: Collection[str] = ()
) -> Interpretation:
    """Interpret a question by a plan that is given.

    What the rules do not understand of the question stays so, whatever the plan is, unless it is switched off or a
    condition claims the words and they say it; and a statement that answers it is held to what the question names.

    :param without: conditions of the plan that are not to be applied, by their keys.
    :raises PlanError: a condition cannot be carried out; the message names it, and what is allowed.
    """
    named = [condition_of(condition, gazetteer, facets) for condition in document.conditions]
    off = [condition_of(condition, gazetteer, facets) for condition in document.off]
    off += [condition for condition in named if condition.key in without and condition not in off]
    conditions = [condition for condition in named if condition.key not in without]
    check_together(conditions)
    kind = "passage" if INTENT_KEY in without else document.kind
    read = interpret(query, gazetteer, facets, {*without, *(condition.key for condition in off)}).plan
    claims = ClaimReader.of(query, read, gazetteer, facets)
    grounded = [span for condition in conditions if condition.words for span in claims.grounded(condition)]
    if kind == "passage":
        asked = {_meaning(condition) for condition in conditions}
        conditions += [condition for condition in read.conditions if _meaning(condition) not in asked]
    plan = QuestionPlan(
        is_count=kind == "count",
        is_of_practices=False,
        names_practices=False,
        asked_unit="",
        asked_role="",
        asks_for_fact=False,
        conditions=tuple(conditions),
        off=tuple(off),
        topic=document.topic,
        order=document.order,
        group=document.group,
        uses=read.uses,
        not_understood=claims.not_understood(grounded) if grounded else read.not_understood,
    )
    if kind == "passage":
        return Interpretation(kind, "practice", plan)
    return Interpretation(kind, document.unit, doubt_unit(plan, document.unit))


def condition_of(document: ConditionDocument, gazetteer: Gazetteer, facets: FacetMasks) -> PlannedCondition:
    """Make a condition by the values of an index, from values that may be names.

    :raises PlanError: a value is not of its field, or the operator cannot have it.
    """
    field, operator = document.role or document.field, document.operator
    if bool(document.values) == (operator in _WITHOUT_VALUES):
        raise PlanError(
            f"plan: {field} with the operator {operator!r} takes "
            f"{'no values' if document.values else 'at least one value'}."
        )
    is_range = FACETS[field].has_ranges and operator in _IN_RANGES
    if not is_range and (_PLANNED[operator] == "between" or (document.negated and operator != "none")):
        what = "negated" if document.negated else f"the operator {operator!r}"
        raise PlanError(f"plan: {field} cannot have {what}, which is for ranges; leave values out with 'none'.")
    values = _values(field, document.values, facets)
    if operator in ("at least", "at most"):
        values = (_open_range(field, operator, values),)
    label = _label(document, field, values, gazetteer, facets)
    planned = "between" if is_range else _PLANNED[operator]
    return PlannedCondition(
        field,
        planned,
        values,
        label,
        is_range and (document.negated or operator == "none"),
        words=document.words,
        is_proposed=document.proposed,
    )


def _values(field: str, written: Sequence[str], facets: FacetMasks) -> tuple[str, ...]:
    """Resolve values as filters are: what the index has stands for itself."""
    known, facet = set(facets.values(field)), FACETS[field]
    values: list[str] = []
    for value in written:
        try:
            values += [value] if value in known else facet.parse(value)
        except FacetValueError as error:
            raise PlanError(f"plan: {error}") from None
    if not all(values) or bool(written) != bool(values):
        raise PlanError(f"plan: {field} has an empty value; {facet.hint}")
    for value in values if facet.has_ranges else ():
        wanted = parse_range(value)
        if wanted is None or wanted.high < wanted.low:
            raise PlanError(f"plan: {field} {value!r} is no range that anything is in; {facet.hint}")
    return facets.resolved({field: tuple(dict.fromkeys(values))})[field]


def _open_range(field: str, operator: str, values: tuple[str, ...]) -> str:
    """Open the range of a value at one end: *at least 2017* is *2017-*."""
    unit, _, numbers = values[0].rpartition(" ")
    first, dash, last = numbers.partition("-")
    end = first if operator == "at least" or not dash else last
    if len(values) > 1 or not end:
        raise PlanError(f"plan: {field} {operator} takes one number; there is {', '.join(values)}.")
    return f"{unit} {f'{end}-' if operator == 'at least' else f'-{end}'}".strip()


def _label(
    document: ConditionDocument, field: str, values: tuple[str, ...], gazetteer: Gazetteer, facets: FacetMasks
) -> str:
    """Name the values: by the label that is given, where it says no other ones, else as the collection writes them."""
    name = FACETS[field].label or (lambda value: facets.written(field, value))
    joined = " and " if document.operator == "all" else " or "
    written = joined.join(dict.fromkeys(map(name, values)))
    given = document.label
    return given if given and (fold(given) == fold(written) or _names(given, field, values, gazetteer)) else written


def _names(label: str, field: str, values: tuple[str, ...], gazetteer: Gazetteer) -> bool:
    """Tell whether a label is made of names, and of these values."""
    facet = "organisation" if field in ORGANISATION_ROLES else field
    mentions = [mention for mention in gazetteer.find(label, "en") if mention.entry.facet == facet]
    rest = label
    for mention in reversed(mentions):
        rest = f"{rest[: mention.start]} {rest[mention.end :]}"
    named = {value for mention in mentions for value in mention.entry.values}
    return named == set(values) and set(re.findall(r"\w+", rest)) <= _JOINS


def check_together(conditions: list[PlannedCondition]) -> None:
    """Refuse conditions on one field that no filter can ask for together."""
    for clashing in clashing_conditions(conditions):
        raise PlanError(f"plan: {clashing.field} has two conditions on any of several values; one of them is too many.")
    for condition in conditions:
        if condition.operator == "missing" and sum(other.field == condition.field for other in conditions) > 1:
            raise PlanError(
                f"plan: {condition.field} is to be missing and has another condition; leave out one of them."
            )


def _meaning(condition: PlannedCondition) -> PlannedCondition:
    return replace(condition, spans=(), label="", words="", is_proposed=False)
