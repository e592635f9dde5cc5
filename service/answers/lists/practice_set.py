"""The set that a list answers with, in two numbers: by fields, exact, and what of that is about the topic."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

from index.facets.masks import FacetMasks, Filters
from index.facets.operators import MISSING, Condition
from index.facets.ranges import parse_range
from service.filters.wording import label
from service.questions.plan.plan import Grouping, Ordering, QuestionPlan


@dataclass(frozen=True, slots=True)
class SetTopic:
    """What of a set is about its topic, judged by meaning and words."""

    text: str
    practice_ids: tuple[str, ...]
    """The likeliest first; all above the bar."""
    possible_ids: tuple[str, ...]
    """Those below it that may be about it."""


@dataclass(frozen=True, slots=True)
class Group:
    """A value of a field, with the practices of the set that state it."""

    value: str
    label: str
    """The value as people read it: an organisation by the name that the collection writes."""
    practice_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetTable:
    """A set grouped or ordered by a field: its values, each with its practices."""

    by: Grouping | Ordering
    groups: tuple[Group, ...]
    not_stated: tuple[str, ...]
    """The practices of the set that state no value of the field."""


@dataclass(frozen=True, slots=True)
class PracticeSet:
    """The practices that meet every condition by their fields, and what of them is about the topic."""

    practice_ids: tuple[str, ...]
    not_stated: dict[str, int]
    """How many practices are left out for not stating a field, by field; they meet all other conditions."""
    unstated_members: dict[str, int]
    """How many of the set do not state a field of which values are only left out, by field."""
    topic: SetTopic | None
    table: SetTable | None


def set_by_fields(facets: FacetMasks, order: Sequence[str], filters: Filters) -> tuple[str, ...]:
    """Select the practices that meet every condition by their fields, in the order of the collection.

    :param order: the ids of all practices of the snapshot, in its order.
    """
    return tuple(compress(order, facets.practices(filters, textless=True).tolist()))


def unstated(facets: FacetMasks, plan: QuestionPlan, filters: Filters) -> tuple[dict[str, int], dict[str, int]]:
    """Count what does not state the fields of some filters: what is left out for it, and what belongs all the same."""
    excluding = [field for field in plan.excluding if filters.get(field) == plan.filters.get(field)]
    left_out = {
        field: count
        for field, count in facets.not_stated(filters, textless=True).items()
        if count and field not in excluding and MISSING not in filters[field]
    }
    belonging = {
        field: int(facets.practices({**filters, field: (MISSING,)}, textless=True).sum()) for field in excluding
    }
    if dated := _half_dated(facets, filters):
        left_out["year"] = left_out.get("year", 0) + dated
    return left_out, {field: count for field, count in belonging.items() if count}


def _half_dated(facets: FacetMasks, filters: Filters) -> int:
    """Count what states when it began or when it ended, not both, and may have run in the years that are asked for."""
    asked = [parse_range(value) for value in filters.get("year", ())]
    if len(asked) != 1 or asked[0] is None or filters.keys() & {"start", "end", "ongoing"}:
        return 0
    low, high = (f"{year:.0f}" if math.isfinite(year) else "" for year in (asked[0].low, asked[0].high))
    others = {**filters, "year": (f"not:{filters['year'][0]}",), "ongoing": ("not:yes", MISSING)}
    stated = f"not:{MISSING}"
    begun = {**others, "start": (f"-{high}" if high else stated,), "end": (MISSING,)}
    ended = {**others, "start": (MISSING,), "end": (f"{low}-" if low else stated,)}
    return sum(int(facets.practices(half, textless=True).sum()) for half in (begun, ended))


def table_of(facets: FacetMasks, order: Iterable[str], members: Sequence[str], plan: QuestionPlan) -> SetTable | None:
    """Make the table that a plan asks for; ``None`` where it asks for none.

    :param order: the ids of all practices of the snapshot, in its order.
    :param members: those of the set.
    """
    by = plan.group or plan.order
    if by is None:
        return None
    among = set(members)
    groups = []
    for value in facets.values(by.field):
        having = facets.practices({by.field: (str(Condition(value)),)}, textless=True).tolist()
        stating = tuple(practice for practice in compress(order, having) if practice in among)
        if stating:
            groups.append(Group(value, label(by.field, value, facets), stating))
    stating_any = {practice for group in groups for practice in group.practice_ids}
    silent = tuple(practice for practice in members if practice not in stating_any)
    return SetTable(by, tuple(_ordered(groups, by)), silent)


def _ordered(groups: list[Group], by: Grouping | Ordering) -> list[Group]:
    if isinstance(by, Ordering):
        values = sorted(groups, key=lambda group: _measure(group.value), reverse=by.is_descending)
        return _first(values, by.most)
    if by.wanted == "all":
        return groups if by.field in _IN_ORDER else sorted(groups, key=lambda group: -len(group.practice_ids))
    return sorted(groups, key=lambda group: len(group.practice_ids), reverse=by.wanted == "most")


_IN_ORDER = ("start", "end", "year")


def _measure(value: str) -> float:
    measured = parse_range(value)
    return measured.low if measured else 0.0


def _first(groups: list[Group], most: int | None) -> list[Group]:
    """Take groups until so many practices are in them; the last one whole, since its practices are equal."""
    taken, practices = [], 0
    for group in groups:
        if most is not None and practices >= most:
            break
        taken.append(group)
        practices += len(group.practice_ids)
    return taken
