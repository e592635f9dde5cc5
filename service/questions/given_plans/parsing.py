"""Parsing of plans that are given: JSON as an answer shows it, of which everything may be left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar, get_args

from corpus.text.strings import clean, squeezed
from index.facets.facet import MOST_VALUES
from index.facets.registry import FACETS
from service.errors import PlanError
from service.questions.given_plans.document import (
    ORGANISATION_ROLES,
    ConditionDocument,
    ConditionOperator,
    PlanDocument,
)
from service.questions.intent import AnswerKind, Unit
from service.questions.plan.plan import MOST_CONDITIONS, Grouping, Ordering

LONGEST_PLAN = 20_000
"""Characters: what fits into an address, and several times the longest plan that was read of a question."""
_LONGEST_TEXT = 2000
_MOST_ORDERED = 1000
_SHOWN = 60
"""Characters of what is wrong that an error shows."""

PLANNED_FIELDS = tuple(name for name in FACETS if name != "basis")
"""What conditions can be on; that an objective is stated belongs to each condition on it."""
ORDERED_FIELDS = tuple(name for name, facet in FACETS.items() if facet.has_ranges)
"""What has an order: numbers and dates."""

_Document = TypeVar("_Document")


def parse_plan(text: str) -> PlanDocument:
    """Parse a plan.

    :raises PlanError: it is no plan; the message names what is wrong in it, and what is allowed there.
    """
    if len(text) > LONGEST_PLAN:
        raise PlanError(f"plan: {len(text)} characters are more than the {LONGEST_PLAN} that are read.")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise PlanError(f"plan {_shown(text)} is no JSON; give an object as `plan` of an answer is one.") from None
    return plan_of(value)


def plan_of(value: object) -> PlanDocument:
    """Make a plan of what JSON holds.

    :raises PlanError: as :func:`parse_plan`.
    """
    plan = _object(value, "plan", PlanDocument.__dataclass_fields__)
    order, group = plan.get("order"), plan.get("group")
    if order is not None and group is not None:
        raise PlanError("plan.order and plan.group exclude each other; leave out one of the two.")
    return PlanDocument(
        _choice(plan.get("kind", "list"), "plan.kind", get_args(AnswerKind)),
        _choice(plan.get("unit", "practice"), "plan.unit", get_args(Unit)),
        _list(plan, "conditions", _condition, MOST_CONDITIONS),
        _list(plan, "off", _condition, MOST_CONDITIONS),
        None if order is None else _ordering(order),
        None if group is None else _grouping(group),
        _text(plan.get("topic", ""), "plan.topic"),
        _list(plan, "not_understood", _text, _LONGEST_TEXT),
    )


def _condition(value: object, place: str) -> ConditionDocument:
    condition = _object(value, place, ConditionDocument.__dataclass_fields__)
    role = condition.get("role")
    document = ConditionDocument(
        _choice(condition.get("field"), f"{place}.field", PLANNED_FIELDS),
        None if role is None else _choice(role, f"{place}.role", ORGANISATION_ROLES),
        _choice(condition.get("operator", "any"), f"{place}.operator", get_args(ConditionOperator)),
        _list(condition, "values", _text, MOST_VALUES, place),
        _flag(condition, "negated", place),
        _text(condition.get("label", ""), f"{place}.label"),
        _words(condition.get("words", ""), f"{place}.words"),
        _flag(condition, "proposed", place),
    )
    if role is not None and document.field not in ("organisation", role):
        raise PlanError(f"{place}.role {_shown(role)} is one of organisations; leave it out of {document.field}.")
    return document


def _ordering(value: object) -> Ordering:
    order = _object(value, "plan.order", ("field", "direction", "most"))
    most = order.get("most")
    if most is not None and not (type(most) is int and 1 <= most <= _MOST_ORDERED):
        raise PlanError(f"plan.order.most {_shown(most)} is no number from 1 to {_MOST_ORDERED}, or null for all.")
    direction = _choice(order.get("direction", "descending"), "plan.order.direction", ("descending", "ascending"))
    return Ordering(_choice(order.get("field"), "plan.order.field", ORDERED_FIELDS), direction == "descending", most)


def _grouping(value: object) -> Grouping:
    group = _object(value, "plan.group", Grouping.__dataclass_fields__)
    wanted = _choice(group.get("wanted", "all"), "plan.group.wanted", ("all", "most", "fewest"))
    return Grouping(_choice(group.get("field"), "plan.group.field", PLANNED_FIELDS), wanted)


def _object(value: object, place: str, names: Mapping[str, Any] | Sequence[str]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise PlanError(f"{place} {_shown(value)} is no object; it may have: {', '.join(names)}.")
    for name in value.keys() - set(names):
        raise PlanError(f"{place} has {_shown(name)}, which is not known; there is: {', '.join(names)}.")
    return value


def _list(
    owner: Mapping[str, Any], name: str, make: Callable[[object, str], _Document], most: int, place: str = "plan"
) -> tuple[_Document, ...]:
    values = owner.get(name, [])
    if not isinstance(values, list):
        raise PlanError(f"{place}.{name} {_shown(values)} is no list.")
    if len(values) > most:
        raise PlanError(f"{place}.{name}: {len(values)} are more than the {most} that are read.")
    return tuple(make(value, f"{place}.{name}[{number}]") for number, value in enumerate(values))


def _choice(value: object, place: str, allowed: Sequence[Any]) -> Any:  # noqa: ANN401
    if value not in allowed:
        raise PlanError(f"{place} {_shown(value)} is not known; there is: {', '.join(allowed)}.")
    return value


def _flag(owner: Mapping[str, Any], name: str, place: str) -> bool:
    value = owner.get(name, False)
    if not isinstance(value, bool):
        raise PlanError(f"{place}.{name} {_shown(value)} is not known; there is: true, false.")
    return value


def _words(value: object, place: str) -> str:
    """Take words of the question as they are, for they are looked for in it."""
    _text(value, place)
    return str(value)


def _text(value: object, place: str) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise PlanError(f"{place} {_shown(value)} is no text of at most {_LONGEST_TEXT} characters.")
    return squeezed(clean(value))


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "(an object)" if isinstance(value, dict) else "(a list)"
    text = repr(clean(value)) if isinstance(value, str) else json.dumps(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
