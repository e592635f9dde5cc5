"""Conditions of a plan: atoms that go together, as conditions on the fields of practices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.facets.masks import FacetMasks
from index.facets.ranges import NO_UNIT
from index.facets.registry import FACETS
from service.questions.plan.atom import Atom
from service.questions.plan.plan import PlannedCondition
from service.questions.plan.words import PlanWord

_FIELDS = {
    "implementing": "implementing",
    "donors": "donor",
    "partners": "partner",
    "accountable": "accountable",
    "ran": "year",
    "ongoing": "year",
    "time": "year",
}
"""Facets by what an atom is to a practice, where the two are not called the same."""
_ONE_VALUE = frozenset({"language", "type", "start", "end", "year", "ongoing", "amount", "currency"})
"""Facets of which a practice has one value: both of two can then only mean either."""
_CENT = 0.01
_DAY = 0.0001
"""A step from one date to the next, as the index has dates."""


def group_atoms(words: Sequence[PlanWord], atoms: Sequence[Atom], language: str) -> list[tuple[list[Atom], set[str]]]:
    """Put the atoms together that conjunctions join, in order, each group with its conjunctions."""
    groups: list[tuple[list[Atom], set[str]]] = []
    for atom in atoms:
        if groups:
            members, conjunctions = groups[-1]
            joined = _conjunctions(words, members[-1], atom, language)
            if joined is not None:
                if members[-1].is_negated and not atom.is_negated:
                    atom.is_negated = True
                if atom.is_negated == members[-1].is_negated:
                    members.append(atom)
                    conjunctions |= joined
                    members[0].taken |= set(range(members[-2].last + 1, atom.first))
                    continue
        groups.append(([atom], set()))
    return groups


def _conjunctions(words: Sequence[PlanWord], first: Atom, second: Atom, language: str) -> set[str] | None:
    """Give what joins two atoms; ``None`` where they do not go together."""
    between = range(first.last + 1, second.first)
    if first.last == second.first:
        return set()  # *objectives 2,5*: one word
    if (first.facet, first.role) != (second.facet, second.role):
        return None
    if not all(_may_stand_between(words[at], at, first, second) for at in between):
        return None
    joined = {name for at in between for name in words[at].named("operators") if name in ("and", "or", "not")}
    gap_is_comma = words[second.first].start - words[first.last].end >= 1 and not between
    if first.facet == "amount" and joined != {"or"}:
        return None
    is_and = language == "ar" and words[second.first].text.startswith("و")
    if is_and:
        joined.add("and")
    return joined if joined or (gap_is_comma and first.facet != "time") else None


def _may_stand_between(word: PlanWord, at: int, first: Atom, second: Atom) -> bool:
    joins = word.has("operators.and", "operators.or", "operators.both", "form.words")
    compares = second.facet in ("time", "amount") and at in first.taken | second.taken
    repeats_noun = at in second.taken and word.has(f"fields.{second.facet}")  # *objective 9 or objective 10*
    return word.is_form or joins or compares or repeats_noun or (at in second.taken and word.has("operators.not"))


def conditions_of(
    groups: Iterable[tuple[list[Atom], set[str]]], words: Sequence[PlanWord], *, is_both: bool
) -> Iterator[PlannedCondition]:
    """Make the conditions of groups of atoms."""
    for members, conjunctions in groups:
        taken = sorted({at for atom in members for at in atom.words})
        spans = tuple((words[at].start, words[at].end) for at in taken)
        for condition in _conditions(members, conjunctions, is_both=is_both):
            yield replace(condition, spans=spans)


def _conditions(members: list[Atom], conjunctions: set[str], *, is_both: bool) -> Iterator[PlannedCondition]:
    first = members[0]
    if first.facet in ("time", "amount"):
        by_field: dict[str, list[PlannedCondition]] = {}
        for atom in members:
            for condition in _range_conditions(atom):
                by_field.setdefault(condition.field, []).append(condition)
        for same in by_field.values():
            is_either = len(by_field) == 1 and "or" in conjunctions
            is_either |= all(atom.comparison in ("", "range") for atom in members)
            yield from [_either(same)] if is_either else same
        return
    field = _FIELDS.get(first.role, first.facet) if first.facet == "organisation" else first.facet
    values = tuple(dict.fromkeys(value for atom in members for value in atom.values))
    is_all = len(members) > 1 and "or" not in conjunctions and ("and" in conjunctions or is_both)
    if first.is_negated or not is_all or field in _ONE_VALUE:
        label = " or ".join(dict.fromkeys(atom.label for atom in members))
        yield PlannedCondition(field, "none" if first.is_negated else "any", values, label)
        return
    for atom in members:
        yield PlannedCondition(field, "all" if len(atom.values) == 1 else "any", atom.values, atom.label)


def _either(same: Sequence[PlannedCondition]) -> PlannedCondition:
    """Make one condition of several on one field: *2016 or 2018*."""
    label = " or ".join(condition.label for condition in same)
    return replace(same[0], values=tuple(value for condition in same for value in condition.values), label=label)


def _range_conditions(atom: Atom) -> Iterator[PlannedCondition]:
    """Make the conditions of a time or a sum; what is before, after, more or less than it leaves it out.

    What ran at a date started no later, and ended no earlier.
    """
    role = atom.role or "ran"
    if not atom.is_date:
        yield _range_condition(atom, _FIELDS.get(role, role) if atom.facet == "time" else "amount", atom.comparison)
    elif role in ("start", "end"):
        yield _range_condition(atom, f"{role}_date", atom.comparison)
    else:
        if atom.comparison not in ("gt", "ge"):
            yield _range_condition(atom, "start_date", atom.comparison or "le")
        if atom.comparison not in ("lt", "le"):
            yield _range_condition(atom, "end_date", atom.comparison or "ge")


def _range_condition(atom: Atom, field: str, comparison: str) -> PlannedCondition:
    step = {"amount": _CENT}.get(field, _DAY if atom.is_date else 1.0)

    def write(number: float) -> str:
        if atom.is_date:
            return f"{number:.4f}"
        return f"{number:.0f}" if atom.facet == "time" else f"{number:.2f}".removesuffix(".00")

    low = {"lt": "", "le": "", "gt": write(atom.high + step)}.get(comparison, write(atom.low))
    high = {"gt": "", "ge": "", "lt": write(atom.low - step)}.get(comparison, write(atom.high))
    numbers = low if low == high else f"{low}-{high}"
    value = f"{atom.unit} {numbers}" if atom.unit else numbers
    return PlannedCondition(field, "between", (value,), _label(field, value), is_negated=atom.is_negated)


def _label(field: str, value: str) -> str:
    facet = FACETS.get(field)
    return facet.label(value) if facet and facet.label else value


def in_stated_currency(condition: PlannedCondition, facets: FacetMasks) -> PlannedCondition:
    """Compare the numbers of sums alone where no practice states one in the currency, and some state one without any.

    The label then says that the currency is not stated.
    """
    stated = {value.partition(" ")[0] for value in facets.values(condition.field)}
    units = {value.rpartition(" ")[0] for value in condition.values} - {""}
    if not units or units & stated or NO_UNIT not in stated:
        return condition
    values = tuple(f"{NO_UNIT} {value.rpartition(' ')[2]}" for value in condition.values)
    label = " or ".join(_label(condition.field, value) for value in values)
    return replace(condition, values=values, label=label)
