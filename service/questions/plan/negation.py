"""Negation: what a *not* leaves out, an atom or the statement of a field at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from service.questions.plan.atom import Atom
from service.questions.plan.words import PlanWord

_FIELDS = ("start", "end", "date", "ongoing", "country", "region", "language", "amount", "objective", "sdg", "type")
_BARS = ("operators.both", "units.practice")
_ROLES = ("implementing", "donors", "partners", "accountable", "organisation")


@dataclass(frozen=True, slots=True)
class _Places:
    """The places of a question that a negation can bind to, or ends at."""

    names: Mapping[int, Atom]
    """The atom that a word names."""
    holders: dict[int, Atom]
    """The atom that takes a word."""
    stops: Sequence[int]
    """All other words are passed over, and looked at once, not by each negation."""

    @classmethod
    def of(cls, words: Sequence[PlanWord], atoms: Sequence[Atom]) -> Self:
        names = _first_by_place((range(atom.first, atom.last + 1), atom) for atom in atoms)
        stops = [
            at
            for at, word in enumerate(words)
            if at in names or word.is_content or word.has(*_BARS) or word.named("fields")
        ]
        return cls(names, _first_by_place((atom.words, atom) for atom in atoms), stops)


def negate(
    words: Sequence[PlanWord], atoms: Sequence[Atom], *, has_agent: bool = False
) -> tuple[dict[str, set[int]], list[int]]:
    """Bind each negation to the atom, or to the field, that comes next.

    :param has_agent: whether something else has a role: *not funded by Germany* does not ask for no donor.
    :return: the fields that are to be missing, with the words that say so, and negations that bind to nothing.
    """
    missing: dict[str, set[int]] = {}
    stated = {atom.facet for atom in atoms} | {atom.role for atom in atoms} | set(_ROLES if has_agent else ())
    unbound: list[int] = []
    places = _Places.of(words, atoms)
    for at, word in enumerate(words):
        if at in places.holders or any(at in taken for taken in missing.values()):
            continue
        if word.has("operators.except_behind"):
            if before := [atom for atom in atoms if atom.last < at]:
                before[-1].is_negated = True
                before[-1].taken.add(at)
                places.holders[at] = before[-1]
        elif word.has("operators.lacking"):
            _lack_next(words, at, missing, stated)
        elif _is_negation(word) and not _negate_next(words, places, at, missing, stated) and not word.has("form.words"):
            unbound.append(at)
    return missing, unbound


def _lack_next(words: Sequence[PlanWord], at: int, missing: dict[str, set[int]], stated: Collection[str]) -> None:
    """Read *missing* as a negation right beside the field that it is about: migrants go missing too."""
    after = next((n for n in range(at + 1, len(words)) if not words[n].is_stop_word), len(words))
    for beside in (after, at - 1):
        if 0 <= beside < len(words) and _miss(words[beside], beside, {at}, missing, stated):
            return


def _is_negation(word: PlanWord) -> bool:
    return word.has("operators.not", "operators.except") and not word.has("question.which")


def _negate_next(
    words: Sequence[PlanWord], places: _Places, at: int, missing: dict[str, set[int]], stated: Collection[str]
) -> bool:
    for following in places.stops[bisect_right(places.stops, at) :]:
        if words[following].has(*_BARS) or words[following].is_content:
            return False  # *but not both*, *are there no projects*, *not about returnees in Ethiopia*
        bound = places.names.get(following)
        bound = bound or (places.holders.get(following) if words[following].named("fields") else None)
        if bound:
            bound.is_negated = True
            bound.taken.add(at)
            places.holders[at] = bound
            return True
        if _miss(words[following], following, {at}, missing, stated):
            return True
    return any(
        _miss(words[before], before, {at}, missing, stated)
        for before in reversed(places.stops[: bisect_left(places.stops, at)])
        if before not in places.holders
    )


def _miss(word: PlanWord, at: int, by: set[int], missing: dict[str, set[int]], stated: Collection[str]) -> bool:
    """Read a field as one that is not stated, unless the question states a value of it."""
    named = [name for name in word.named("fields") if name in (*_FIELDS, *_ROLES) and name not in stated]
    if not named or word.is_form:
        return False
    for name in ("start", "end") if named[0] == "date" else (named[0],):
        missing.setdefault(name, set()).update({at}, by)
    return True


def _first_by_place(placed: Iterable[tuple[Iterable[int], Atom]]) -> dict[int, Atom]:
    """Map places to the first atom that is there."""
    return {at: atom for places, atom in reversed(list(placed)) for at in places}
