"""What no condition can be made of: where an organisation is from, a place that does something, a second role."""

from __future__ import annotations

from collections.abc import Sequence

from service.questions.intent import QuestionSpan
from service.questions.plan.agents import ROLES, find_agents, roles_of
from service.questions.plan.atom import Atom
from service.questions.plan.plan import PlannedCondition
from service.questions.plan.words import PlanWord, is_within

_PLACES = ("country", "region")


def unknown_organisations(
    words: Sequence[PlanWord], atoms: Sequence[Atom], frame: Sequence[QuestionSpan], language: str
) -> set[int]:
    """Find places beside a noun of organisations, with it: *the French agency* is where it is from, not a project."""
    named = {
        at for atom in atoms if atom.facet == "organisation" for at in (*atom.words, atom.first - 1, atom.last + 1)
    }
    agents, unknown = find_agents(words, atoms, frame, language), set[int]()
    for atom in atoms:
        if atom.facet not in _PLACES or atom.first in named:
            continue
        beside = [at for at in (atom.first - 1, atom.last + 1) if 0 <= at < len(words)]
        nouns = [at for at in beside if words[at].has("fields.organisation") and not is_within(words[at], frame)]
        if nouns or atom.first in agents:
            unknown |= {atom.first, *nouns}
    return unknown


def other_roles(words: Sequence[PlanWord], atoms: Sequence[Atom]) -> list[int]:
    """Find words for a role that no organisation was bound to: *not implement but fund*."""
    roles = {atom.role for atom in atoms if atom.role in ROLES}
    asks = any(word.has("fields.organisation") for word in words)
    bound = {at for atom in atoms for at in atom.words}
    if not roles or asks:
        return []
    return [
        at for at, word in enumerate(words) if at not in bound and roles_of(word) and roles.isdisjoint(roles_of(word))
    ]


def clashing_conditions(conditions: Sequence[PlannedCondition]) -> list[PlannedCondition]:
    """Find conditions on any of several values beside another one on the same field: a filter cannot ask for both."""
    clashing: list[PlannedCondition] = []
    asked: set[str] = set()
    for condition in filter(_is_of_any, conditions):
        if len(condition.values) > 1 and condition.field in asked:
            clashing.append(condition)
        else:
            asked.add(condition.field)
    return clashing


def _is_of_any(condition: PlannedCondition) -> bool:
    return condition.operator in ("any", "between") and not condition.is_negated
