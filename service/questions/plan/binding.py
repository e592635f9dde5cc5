"""Binding: what the atoms of a question are to a practice, how they compare, which are negated, which go together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from service.questions.plan.agents import ROLES
from service.questions.plan.atom import Atom
from service.questions.plan.vague import join_parts, vague_words
from service.questions.plan.words import PlanWord

TIMES = ("start", "end", "ran", "submitted", "ongoing")
_BEFORE = {"before": "lt", "after": "gt", "since": "ge", "until": "le", "by_time": "le"}
_STRICT = {"not_before": "start", "not_after": "end"}
"""What did not run before a time started later, whatever else is not said of it; and it ended before."""
_SIZES = {"more": "gt", "least": "ge", "less": "lt", "most": "le"}
_BEHIND = {"least_behind": "ge", "most_behind": "le", "before_behind": "lt", "after_behind": "gt", "since_behind": "ge"}
_FAR = 7
"""Words between a time and what happened then, at the most."""
_NEAR = 3
"""Words between a name and the noun of its field."""
_EXACTLY = "operators.exactly"
_SPLIT = 6
"""Words between the two parts of a comparison, at the most."""


def bind(words: Sequence[PlanWord], atoms: Sequence[Atom], *, is_verb_last: bool) -> list[int]:
    """Bind comparisons, roles and the nouns of fields to the atoms.

    :param is_verb_last: whether what happens is said behind when and by whom, as in Chinese.
    :return: words that make a number or a date vague.
    """
    join_parts(words, atoms)
    for atom in atoms:
        if atom.facet in ("time", "amount"):
            _compare(words, atom)
    for atom in atoms:
        names = {"time": TIMES, "organisation": ROLES}.get(atom.facet, (atom.facet,))
        nearest = _nearest(words, atoms, atom, names, behind_first=is_verb_last)
        if nearest and (
            atom.facet == "organisation" or nearest[0] <= (_FAR if atom.facet in ("time", "amount") else _NEAR)
        ):
            atom.role = atom.role if atom.role and nearest[2] == "ran" else nearest[2]
            atom.role_word = nearest[1]
            atom.taken.add(nearest[1])
        if atom.facet == "organisation":
            atom.taken |= _apposition(words, atom)
        if atom.facet in ("time", "amount"):
            atom.taken |= _exactly(words, atom)
        if atom.facet == "time":
            atom.taken |= _adjacent(words, atom, "fields.date")
    return vague_words(words, atoms)


def _compare(words: Sequence[PlanWord], atom: Atom) -> None:
    """Bind the comparison before an atom, or behind it."""
    if atom.comparison:
        return
    sizes = _SIZES | ({**_BEFORE} if atom.facet == "time" else {"until": "le", "since": "ge"})
    atom.taken |= {
        at for at in (*_filled(words, atom, -1), *_filled(words, atom, 1)) if words[at].has("operators.exactly")
    }
    behind = next((at for at in range(atom.last + 1, len(words)) if not _is_filler(words[at])), None)
    before = next((at for at in reversed(range(atom.first)) if not _is_filler(words[at])), None)
    if behind is not None and _leads_to_number(words, behind):
        behind = None  # *after 2015 and before 2018*: it is before the next one
    if behind is not None and (named := [n for n in words[behind].named("operators") if n in _BEHIND]):
        atom.comparison = _BEHIND[named[0]]
        atom.taken.add(behind)
    is_of_noun = before is not None and _leads_to_noun_of_sum(words, before, atom)
    if before is not None and not is_of_noun and (named := [n for n in words[before].named("operators") if n in sizes]):
        atom.comparison = atom.comparison or sizes[named[0]]
        atom.taken.add(before)
        atom.role = next((_STRICT[name] for name in words[before].named("operators") if name in _STRICT), "")
        return
    if atom.comparison or atom.facet != "amount":
        return
    for at in reversed(range(max(0, atom.first - _SPLIT), atom.first)):  # a verb: *dépassent*, تقل ميزانيتها عن
        if not words[at].has("form.words") and (named := [n for n in words[at].named("operators") if n in _SIZES]):
            atom.comparison = _SIZES[named[0]]
            atom.taken.add(at)
            return


def _leads_to_noun_of_sum(words: Sequence[PlanWord], at: int, atom: Atom) -> bool:
    """Tell whether a preposition is of the noun before a sum, not of the sum: *с бюджетом 5 миллионов*."""
    between = words[at + 1 : atom.first]
    return words[at].has("form.prepositions") and any(word.has("fields.amount") for word in between)


def _leads_to_number(words: Sequence[PlanWord], at: int) -> bool:
    following = next((word for word in words[at + 1 :] if not _is_filler(word)), None)
    return following is not None and (following.number is not None or bool(following.months or following.period))


def _is_filler(word: PlanWord) -> bool:
    is_empty = word.is_form and not word.named("operators")
    return is_empty or word.has("fields.date", "fields.amount", "operators.exactly", "operators.about")


def _filled(words: Sequence[PlanWord], atom: Atom, step: int) -> Iterator[int]:
    """Give the words beside an atom that stand between it and its comparison."""
    at = atom.first - 1 if step < 0 else atom.last + 1
    while 0 <= at < len(words) and _is_filler(words[at]):
        yield at
        at += step


def _nearest(
    words: Sequence[PlanWord], atoms: Sequence[Atom], atom: Atom, names: Iterable[str], *, behind_first: bool
) -> tuple[float, int, str] | None:
    """Find the nearest word for one of some fields, over no other atom of the same kind unless both go together."""
    best: tuple[float, int, str] | None = None
    for at, word in enumerate(words):
        named = [name for name in word.named("fields") if name in names]
        if not named or any(other.first <= at <= other.last for other in atoms):
            continue
        is_before = at < atom.first
        between = range(at + 1, atom.first) if is_before else range(atom.last + 1, at)
        distance = len(between) + (0.5 if is_before == behind_first else 0.0)
        if best and distance >= best[0]:
            continue
        others = [o for o in atoms if o is not atom and o.facet == atom.facet and not o.words.isdisjoint(between)]
        if others and not all(_joins(words[n]) or any(n in o.words for o in (atom, *others)) for n in between):
            continue
        best = (distance, at, named[0])
    return best


def _joins(word: PlanWord) -> bool:
    return word.is_form or word.has("operators.and", "operators.or", "operators.both", "operators.not", "form.words")


def _adjacent(words: Sequence[PlanWord], atom: Atom, cue: str) -> set[int]:
    return {at for at in (atom.first - 1, atom.last + 1) if 0 <= at < len(words) and words[at].has(cue)}


def _exactly(words: Sequence[PlanWord], atom: Atom) -> set[int]:
    """Take *exactly*, which is what a number means that nothing compares."""
    before = next((at for at in reversed(range(atom.first)) if not _is_filler(words[at])), None)
    return {at for at in (before, atom.last + 1) if at is not None and at < len(words) and words[at].has(_EXACTLY)}


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
