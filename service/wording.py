"""A plan in words: how a question was read, and each of its conditions."""

from __future__ import annotations

from index.facets.registry import FACETS
from service.questions.intent import Unit
from service.questions.plan.plan import Grouping, Ordering, PlannedCondition, QuestionPlan

_UNITS: dict[Unit, tuple[str, str]] = {
    "practice": ("practice", "practices"),
    "network": ("network", "networks"),
    "country": ("country", "countries"),
    "organisation": ("organisation", "organisations"),
    "implementer": ("implementing organisation", "implementing organisations"),
    "partner": ("partner or donor organisation", "partner or donor organisations"),
}
"""One and several; many pages do not tell donors from other partners."""


def unit_name(unit: Unit, count: int) -> str:
    """Name what a list is of, as it stands behind a number."""
    singular, plural = _UNITS[unit]
    return singular if count == 1 else plural


_VERBS = {
    "country": "in",
    "region": "in",
    "organisation": "of",
    "implementing": "implemented by",
    "partner": "with",
    "donor": "funded by",
    "accountable": "under",
    "start": "started in",
    "end": "ended in",
    "start_date": "started on",
    "end_date": "ended on",
    "year": "ran in",
    "language": "written in",
    "objective": "on objective",
    "sdg": "on goal",
    "type": "of type",
    "amount": "of",
}
"""What ties a practice to a value of a field, as it stands between the two."""


def describe_plan(plan: QuestionPlan, unit: Unit, given: str = "") -> str:
    """Say in a line how a question was read: *practices · implemented by IOM · not in Niger · about “fisheries”*.

    :param given: the filters beside the question, in words.
    """
    parts = [unit_name(unit, 2), *map(describe_condition, plan.conditions), *([given] if given else [])]
    if plan.topic:
        parts.append(f"about “{plan.topic}”")
    if by := plan.group or plan.order:
        parts.append(describe_order(by))
    return " · ".join(parts)


def describe_condition(condition: PlannedCondition) -> str:
    """Say a condition: *not in Niger*, *started in 2018 or later*, *country not stated*."""
    verb = _VERBS.get(condition.field, "")
    said = " ".join(filter(None, ["not" if condition.is_excluding else "", verb, condition.label]))
    if condition.operator in ("missing", "stated"):
        said = f"{field_title(condition.field)} {condition.text}"
    return f"{said} (as a model reads “{condition.words}”)" if condition.is_proposed else said


def describe_order(by: Grouping | Ordering) -> str:
    """Say what a set is grouped or ordered by: *by country, most first*, *by year of the start, last first*."""
    title = field_title(by.field)
    if isinstance(by, Grouping):
        return f"by {title}{ {'all': '', 'most': ', most first', 'fewest': ', fewest first'}[by.wanted] }"
    which = "highest" if by.field == "amount" else "latest"
    which = which if by.is_descending else {"highest": "lowest", "latest": "earliest"}[which]
    return f"by {title}, {which} first{f', the first {by.most}' if by.most else ''}"


def field_title(field: str) -> str:
    """Give the title of a field as it stands within a sentence; the names of frameworks keep their capitals."""
    title = FACETS[field].title
    return title if field in ("objective", "sdg") else title[0].lower() + title[1:]
