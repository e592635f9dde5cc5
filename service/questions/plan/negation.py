"""Negation: what a *not* leaves out, an atom or the statement of a field at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from service.questions.plan.agents import roles_of
from service.questions.plan.atom import Atom
from service.questions.plan.plan import MOST_CONDITIONS
from service.questions.plan.stated import AGENTS, STATED_FIELDS, joined_nouns
from service.questions.plan.words import PlanWord

_PLACES = ("country", "region")


def negate(
    words: Sequence[PlanWord], atoms: Sequence[Atom], *, has_agent: bool = False, is_verb_last: bool = False
) -> tuple[dict[str, set[int]], list[int]]:
    """Bind each negation to the atom, or to the field, that comes next; that of a verb to who does it.

    :param has_agent: whether something else has a role: *not funded by Germany* does not ask for no donor.
    :param is_verb_last: whether where something is done is said before the verb, as in Chinese.
    :return: the fields that are to be missing, with the words that say so, and negations that bind to nothing, or are
        more than a plan has conditions: each is looked at along the whole question.
    """
    missing: dict[str, set[int]] = {}
    stated = {atom.facet for atom in atoms} | {atom.role for atom in atoms} | set(AGENTS if has_agent else ())
    negations = [at for at, word in enumerate(words) if _is_negation(word)]
    beyond = set(negations[MOST_CONDITIONS:])
    unbound = sorted(beyond)
    for at, word in enumerate(words):
        if at in beyond or any(at in atom.words for atom in atoms) or any(at in taken for taken in missing.values()):
            continue
        if word.has("operators.except_behind"):
            if before := [atom for atom in atoms if atom.last < at]:
                _negate(before[-1], at)
        elif word.has("operators.lacking"):
            _lack_next(words, at, missing, stated)
        elif _is_negation(word) and (agent := _agent_of_verb(words, atoms, at, is_verb_last=is_verb_last)):
            _negate(agent, at)
        elif _is_negation(word) and not _negate_next(words, atoms, at, missing, stated) and not word.has("form.words"):
            unbound.append(at)
    return missing, unbound


def _lack_next(words: Sequence[PlanWord], at: int, missing: dict[str, set[int]], stated: Collection[str]) -> None:
    """Read *missing* as a negation right beside the field that it is about: migrants go missing too."""
    before = next((n for n in reversed(range(at)) if not words[n].is_form), -1)
    after = next((n for n in range(at + 1, len(words)) if not words[n].is_stop_word), len(words))
    for beside in (after, before):
        if 0 <= beside < len(words) and _miss(words[beside], beside, {at}, missing, stated):
            return


def _is_negation(word: PlanWord) -> bool:
    return word.has("operators.not", "operators.except") and not word.has("question.which")


def _negate(atom: Atom, by: int) -> None:
    atom.is_negated = True
    atom.taken.add(by)


def _agent_of_verb(words: Sequence[PlanWord], atoms: Sequence[Atom], at: int, *, is_verb_last: bool) -> Atom | None:
    """Find who does what a negated verb says: *did IOM not implement in Ghana* leaves out IOM, not Ghana."""
    verb = next((n for n in range(at + 1, len(words)) if not words[n].is_stop_word or words[n].mention), len(words))
    if is_verb_last and (place := next((a for a in atoms if a.first == verb and a.facet in _PLACES), None)):
        verb = place.last + 1
    roles = roles_of(words[verb]) if verb < len(words) else []
    agents = [atom for atom in atoms if atom.facet == "organisation" and atom.last < at and atom.role in roles]
    return agents[-1] if agents else None


def _negate_next(
    words: Sequence[PlanWord], atoms: Sequence[Atom], at: int, missing: dict[str, set[int]], stated: Collection[str]
) -> bool:
    for following in range(at + 1, len(words)):
        if words[following].has("operators.both", "units.practice") or words[following].is_content:
            return False  # *but not both*, *are there no projects*, *not about returnees in Ethiopia*
        if atom := next((a for a in atoms if a.first <= following <= a.last), None):
            _negate(atom, at)
            return True
        if bound := next((a for a in atoms if following in a.words and words[following].named("fields")), None):
            _negate(bound, at)
            return True
        if _miss(words[following], following, {at}, missing, stated):
            for joined, by in joined_nouns(words, following):
                if _is_unbound(joined, atoms):
                    _miss(words[joined], joined, by, missing, stated)
            return True
    return any(
        _miss(words[before], before, {at}, missing, stated)
        for before in reversed(range(at))
        if _is_unbound(before, atoms)
    )


def _miss(word: PlanWord, at: int, by: set[int], missing: dict[str, set[int]], stated: Collection[str]) -> bool:
    """Read a field as one that is not stated, unless the question states a value of it."""
    named = [name for name in word.named("fields") if name in STATED_FIELDS and name not in stated]
    if not named or word.is_form:
        return False
    for name in ("start", "end") if named[0] == "date" else (named[0],):
        missing.setdefault(name, set()).update({at}, by)
    return True


def _is_unbound(at: int, atoms: Sequence[Atom]) -> bool:
    return not any(at in atom.words for atom in atoms)
