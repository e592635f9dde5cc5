"""Words that make no range of a number or a date: *about* 3 million, *early* 2018, *by* 2018 without a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.questions.plan.atom import Atom
from service.questions.plan.words import PlanWord

_OF_PARTS = {
    ("end", "lt"): "le",
    ("end", "le"): "le",
    ("end", "gt"): "gt",
    ("start", "lt"): "lt",
    ("start", "ge"): "ge",
    ("start", "gt"): "ge",
}
"""Comparisons with an end of a year as those with the year: before its end is up to it."""
_ENDED = ("start", "end", "submitted")


def join_parts(words: Sequence[PlanWord], atoms: Sequence[Atom]) -> None:
    """Make *the end of* part of the time that it is said of."""
    for atom in atoms:
        if atom.facet != "time":
            continue
        for at in (_beside(words, atom, step=-1), _beside(words, atom, step=1)):
            ends = words[at].named("parts") if at is not None else []
            if at is not None and ends and "vague" not in ends:
                atom.part, atom.first, atom.last = ends[0], min(at, atom.first), max(at, atom.last)
                break


def vague_words(words: Sequence[PlanWord], atoms: Sequence[Atom]) -> list[int]:
    """Find the words that make a number or a date less or more than it says, in no way that is known how far.

    How near *about* is, and when in a year *early* ends, is not for the rules to say.
    """
    vague: list[int] = []
    for atom in atoms:
        if atom.facet not in ("time", "amount"):
            continue
        beside = (_beside(words, atom, step=-1), _beside(words, atom, step=1))
        vague += [at for at in beside if at is not None and words[at].has("parts.vague", "operators.about")]
        if atom.part:
            known = "" if atom.comparison == "range" else _OF_PARTS.get((atom.part, atom.comparison), "")
            vague += [] if known else [at for at in atom.words if words[at].named("parts")]
            atom.comparison = known or atom.comparison
        vague += _without_verb(words, atom)
    return vague


def _without_verb(words: Sequence[PlanWord], atom: Atom) -> Iterator[int]:
    """Find *by* before a time of which it is not said what was over by then: *implemented by 2018*."""
    if atom.facet != "time":
        return
    if atom.role not in _ENDED:
        yield from (
            at for at in atom.taken if words[at].has("operators.by_time") and not words[at].has("operators.until")
        )
    before = words[atom.first - 1] if atom.first else None
    is_by = before is not None and before.text.casefold().split()[-1:] == ["by"] and atom.first - 1 not in atom.taken
    if before is not None and is_by and not before.has("operators.until"):
        yield atom.first - 1


def _beside(words: Sequence[PlanWord], atom: Atom, *, step: int) -> int | None:
    """Give the first word beside an atom that is not the noun of a date, its currency, or empty."""
    at = atom.first - 1 if step < 0 else atom.last + 1
    while 0 <= at < len(words):
        word = words[at]
        if word.named("parts") or word.has("operators.about"):
            return at
        is_passed = word.has("fields.date", "operators.exactly") or (word.is_form and not word.has("form.prepositions"))
        if not is_passed and word.text not in "年月日":
            return None
        at += step
    return None
