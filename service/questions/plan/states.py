"""States that are said without a time: *completed projects* are over, *projects that have not ended yet* go on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from service.questions.plan.atom import Atom
from service.questions.plan.unplanned import next_carrier
from service.questions.plan.words import PlanWord


def find_states(words: Sequence[PlanWord], atoms: Iterable[Atom]) -> list[Atom]:
    """Find what is said to be over, of practices and not of a topic: *training that was completed* is no state of one.

    :param atoms: bound ones: an end that has a time is no state.
    """
    taken = {at for atom in atoms for at in atom.words}
    if any(word.has("question.other") and not word.has("question.whether") for word in words):
        return []  # *when did the project end?*
    return [
        Atom("ongoing", ("no",), "ended", at, at)
        for at, word in enumerate(words)
        if at not in taken and is_end(word) and _is_of_practices(words, at, taken)
    ]


def turn_negated(atoms: Iterable[Atom]) -> None:
    """Read what is said not to be over as going on: what does not say when it ends is neither."""
    for atom in atoms:
        if atom.facet == "ongoing" and atom.is_negated:
            atom.values, atom.label, atom.is_negated = ("yes",), "ongoing", False


def is_end(word: PlanWord) -> bool:
    """Tell whether a word says that something ends, not when: *completed*, not *end date*."""
    return word.has("fields.end") and not word.has("nouns.fields", "form.words")


def _is_of_practices(words: Sequence[PlanWord], at: int, taken: Collection[int]) -> bool:
    before = next_carrier(words, (n for n in range(at - 1, -1, -1) if n not in taken))
    after = next_carrier(words, (n for n in range(at + 1, len(words)) if n not in taken))
    beside = before if after is None else after
    return beside is not None and words[beside].has("units.practice")
