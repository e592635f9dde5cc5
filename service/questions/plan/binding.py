"""Binding: what the atoms of a question are to a practice, how they compare, which are negated, which go together."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from service.questions.plan.agents import ROLES
from service.questions.plan.atom import Atom
from service.questions.plan.words import PlanWord

TIMES = ("start", "end", "ran", "submitted", "ongoing")
_BEFORE = {"before": "lt", "after": "gt", "since": "ge", "until": "le"}
_SIZES = {"more": "gt", "least": "ge", "less": "lt", "most": "le"}
_BEHIND = {"least_behind": "ge", "most_behind": "le", "before_behind": "lt", "after_behind": "gt", "since_behind": "ge"}
_FARTHEST = {"time": 7, "amount": 7, "organisation": math.inf}
"""Words between a time and what happened then, at the most; what an organisation does may stand anywhere."""
_NEAR = 3
"""Words between another name and the noun of its field."""
_SPLIT = 6
"""Words between the two parts of a comparison, at the most."""


def bind(words: Sequence[PlanWord], atoms: Sequence[Atom], *, is_verb_last: bool) -> None:
    """Bind comparisons, roles and the nouns of fields to the atoms.

    :param is_verb_last: whether what happens is said behind when and by whom, as in Chinese.
    """
    fields = {name for word in words for name in word.named("fields")}
    held: dict[str, Counter[int]] = defaultdict(Counter)
    for atom in atoms:
        held[atom.facet].update(atom.words)
    for atom in atoms:
        held[atom.facet].subtract(atom.words)
        if atom.facet in ("time", "amount"):
            _compare(words, atom)
        names = {"time": TIMES, "organisation": ROLES}.get(atom.facet, (atom.facet,))
        is_said = not fields.isdisjoint(names)
        nearest = _nearest(words, held[atom.facet], atom, names, behind_first=is_verb_last) if is_said else None
        if nearest:
            atom.role, atom.role_word = nearest[2], nearest[1]
            atom.taken.add(nearest[1])
        if atom.facet == "organisation":
            atom.taken |= _apposition(words, atom)
        if atom.facet == "time":
            atom.taken |= _adjacent(words, atom, "fields.date")
        held[atom.facet].update(atom.words)


def _compare(words: Sequence[PlanWord], atom: Atom) -> None:
    """Bind the comparison before an atom, or behind it."""
    if atom.comparison:
        return
    sizes = _SIZES | ({**_BEFORE} if atom.facet == "time" else {"until": "le", "since": "ge"})
    behind = next((at for at in range(atom.last + 1, len(words)) if not _is_filler(words[at])), None)
    before = next((at for at in reversed(range(atom.first)) if not _is_filler(words[at])), None)
    if behind is not None and _leads_to_number(words, behind):
        behind = None  # *after 2015 and before 2018*: it is before the next one
    if behind is not None and (named := [n for n in words[behind].named("operators") if n in _BEHIND]):
        atom.comparison = _BEHIND[named[0]]
        atom.taken.add(behind)
    if before is not None and (named := [n for n in words[before].named("operators") if n in sizes]):
        atom.comparison = atom.comparison or sizes[named[0]]
        atom.taken.add(before)
        return
    if atom.comparison or atom.facet != "amount":
        return
    for at in reversed(range(max(0, atom.first - _SPLIT), atom.first)):  # a verb: *dépassent*, تقل ميزانيتها عن
        if not words[at].has("form.words") and (named := [n for n in words[at].named("operators") if n in _SIZES]):
            atom.comparison = _SIZES[named[0]]
            atom.taken.add(at)
            return


def _leads_to_number(words: Sequence[PlanWord], at: int) -> bool:
    following = next((word for word in words[at + 1 :] if not _is_filler(word)), None)
    return following is not None and (following.number is not None or following.months is not None)


def _is_filler(word: PlanWord) -> bool:
    return (word.is_form and not word.named("operators")) or word.has("fields.date", "fields.amount")


def _nearest(
    words: Sequence[PlanWord], held: Mapping[int, int], atom: Atom, names: Collection[str], *, behind_first: bool
) -> tuple[float, int, str] | None:
    """Find the nearest word for one of some fields, over no other atom of the same kind unless both go together.

    :param held: how many other atoms of its kind take a word, by its place.
    """
    farthest = _FARTHEST.get(atom.facet, _NEAR)
    best: tuple[float, int, str] | None = None
    for step, at in ((-1, atom.first - 1), (1, atom.last + 1)):
        extra = 0.5 if (step < 0) == behind_first else 0.0
        distance, is_over_other, is_over_stray = extra, False, False
        while 0 <= at < len(words) and distance <= farthest and not (is_over_other and is_over_stray):
            named = [name for name in words[at].named("fields") if name in names]
            if named:
                nearest = (distance, at, named[0])
                best = nearest if best is None or nearest[0] < best[0] else best
                break
            is_held = held.get(at, 0) > 0
            is_over_other |= is_held
            is_over_stray |= not is_held and not _joins(words[at])
            at, distance = at + step, distance + 1
    return best


def _joins(word: PlanWord) -> bool:
    return word.is_form or word.has("operators.and", "operators.or", "operators.both", "operators.not", "form.words")


def _adjacent(words: Sequence[PlanWord], atom: Atom, cue: str) -> set[int]:
    return {at for at in (atom.first - 1, atom.last + 1) if 0 <= at < len(words) and words[at].has(cue)}


def _apposition(words: Sequence[PlanWord], atom: Atom) -> set[int]:
    """Take what only says what an organisation is: *the Spanish agency* AECID; GIZ, *the German agency*."""
    taken: set[int] = set()
    at = atom.first - 1
    while at >= 0 and (words[at].is_form or words[at].has("fields.organisation")):
        taken |= {at} if words[at].has("fields.organisation") else set()
        at -= 1
    if taken and at >= 0 and (words[at].is_content or words[at].mention) and at == min(taken) - 1:
        taken.add(at)
    return taken
