"""Order and groups: what a question wants its practices ordered or counted by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from service.questions.plan.plan import Grouping, Ordering
from service.questions.plan.words import PlanWord

_GROUPED = {
    "country": "country",
    "region": "region",
    "organisation": "organisation",
    "language": "language",
    "date": "start",
    "start": "start",
    "end": "end",
    "type": "type",
    "objective": "objective",
    "donors": "donor",
    "implementing": "implementing",
    "partners": "partner",
}
_FALLING = ("newest", "largest", "last")
_REACH = 4
_WHETHER_BEHIND = ("ru", "zh")
"""Languages where what makes a question one of yes or no stands behind its first word."""


def find_grouping(words: Sequence[PlanWord], taken: set[int]) -> tuple[Grouping | None, set[int]]:
    """Find what practices are to be counted by, and the words that say so."""
    fields = [(at, name) for at, word in enumerate(words) for name in word.named("fields") if name in _GROUPED]
    free = [(at, name) for at, name in fields if at not in taken]
    for at, word in enumerate(words):
        if not word.has("order.most_of", "order.fewest") or not free:
            continue
        asked = [
            (n, name) for n, name in free if name in ("country", "region", "organisation", "language", "date", "donors")
        ]
        if not asked:
            continue
        place, name = asked[0]
        role = next(((n, f) for n, f in free if f in ("implementing", "donors", "partners")), None)
        field = _GROUPED[role[1]] if name == "organisation" and role else _GROUPED[name]
        used = {at, place, *([role[0]] if name == "organisation" and role else [])}
        return Grouping(field, "fewest" if word.has("order.fewest") else "most"), used
    if any(word.named("order") for word in words):
        return None, set()
    for at, word in enumerate(words):
        if not word.has("group.per") or at in taken:
            continue
        following = [n for n in range(at + 1, len(words)) if not words[n].is_form and not words[n].has("group.per")][:1]
        names = [(n, name) for n, name in free if following and following[0] <= n < following[0] + _REACH]
        if names and names[0][0] == following[0]:
            by_name = {name: n for n, name in reversed(names)}
            finer = {"date": ("start", "end"), "organisation": ("implementing", "donors", "partners")}.get(
                names[0][1], ()
            )
            name = next((field for field in finer if field in by_name), names[0][1])
            return Grouping(_GROUPED[name], "all"), {at, names[0][0], by_name[name]}
    return None, set()


def further_groupings(words: Sequence[PlanWord], taken: set[int], used: set[int]) -> list[int]:
    """Find what practices are to be counted by beside the group that is planned: *per country and per year*.

    :param used: the words of that group.
    """
    last = max(used, default=-1)
    further: list[int] = []
    for at in range(last + 1, len(words)):
        is_group = any(name in _GROUPED for name in words[at].named("fields"))
        joins = words[at].is_form or words[at].has("operators.and", "group.per", "group.apart")
        if at in taken or not (is_group or joins):
            break
        further += [at] if is_group or (words[at].has("group.per") and not words[at].has("operators.by")) else []
    return further if used else []


def find_ordering(words: Sequence[PlanWord], taken: set[int]) -> tuple[Ordering | None, set[int]]:
    """Find what practices are to be ordered by, and the words that say so."""
    if by := _sorted_by(words, taken):
        return by
    for at, word in enumerate(words):
        names = _orders(word)
        if not names or at in taken:
            continue
        wanted = names[0]
        fields = [(n, f) for n, w in enumerate(words) for f in w.named("fields") if n not in taken]
        times = [(n, f) for n, f in fields if f in ("start", "end")]
        field = "amount" if wanted in ("largest", "smallest") else (f"{times[0][1] if times else 'start'}_date")
        near = [n for n in range(max(0, at - _REACH + 1), min(len(words), at + _REACH)) if words[n].number is not None]
        if any(_is_span_of_time(words, n) for n in near):
            continue  # *the last five years*
        most = next((n for n in near if not words[n].is_year and n not in taken), None)
        used = {
            at,
            *(n for n, f in fields if f in (field, field.removesuffix("_date"), "date")),
            *([most] if most is not None else []),
        }
        used |= {n for n, other in enumerate(words) if _orders(other) and n not in taken}
        number = words[most].number if most is not None else None
        return Ordering(field, wanted in _FALLING, int(number) if number else None), used
    return None, set()


def _orders(word: PlanWord) -> list[str]:
    """List the orders that a word may ask for; *most* asks for groups."""
    return [name for name in word.named("order") if name not in ("most_of", "fewest", "sorted")]


def _sorted_by(words: Sequence[PlanWord], taken: set[int]) -> tuple[Ordering, set[int]] | None:
    """Find a field that is named to sort by: *sorted by budget*; the highest and the latest first unless it is said."""
    at = next((at for at, word in enumerate(words) if word.has("order.sorted") and at not in taken), None)
    if at is None:
        return None
    near = [n for n in range(max(0, at - _REACH), min(len(words), at + 1 + _REACH)) if n not in taken]
    fields = {name: n for n in sorted(near, key=lambda n: -abs(n - at)) for name in words[n].named("fields")}
    name = next((name for name in ("amount", "end", "start", "date") if name in fields), "")
    if not name:
        return None
    directions = [(n, _orders(words[n])[0]) for n in range(len(words)) if n not in taken and _orders(words[n])]
    is_descending = not directions or directions[0][1] in _FALLING  # *from the oldest to the newest*
    field = {"amount": "amount", "end": "end_date"}.get(name, "start_date")
    used = {at, *(fields[n] for n in (name, "date") if n in fields), *(n for n, _ in directions)}
    return Ordering(field, is_descending, most=None), used


def asks_whether(words: Sequence[PlanWord], language: str) -> bool:
    """Tell whether a question asks for yes or no."""
    asking = words if language in _WHETHER_BEHIND else words[:1]
    return any(word.has("question.whether") for word in asking)


def asked_unit(words: Sequence[PlanWord], taken: set[int]) -> Literal["", "country", "organisation"]:
    """Find whether countries or organisations are asked for, not practices: *how many organisations work in …*."""
    for at in asked_nouns(words, taken):
        return "country" if words[at].has("fields.country") else "organisation"
    return ""


def asked_nouns(words: Sequence[PlanWord], taken: set[int]) -> set[int]:
    """Find the noun of the countries or organisations that are asked for."""
    for at, word in enumerate(words):
        if not word.has("question.which", "question.count"):
            continue
        behind = next((n for n in range(at + 1, len(words)) if not words[n].is_stop_word), None)
        if behind is not None and behind not in taken and words[behind].has("fields.country", "fields.organisation"):
            return {behind}
    return set()


def _is_span_of_time(words: Sequence[PlanWord], at: int) -> bool:
    """Tell whether a number counts years: *five years*, *в последние пять лет*."""
    behind = next((word for word in words[at + 1 :] if not word.is_stop_word), None)
    return not words[at].is_year and behind is not None and behind.has("fields.date")
