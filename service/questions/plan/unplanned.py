"""What no condition can be made of: where an organisation is from, a place that does something, a second role."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern
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
    for place, condition in enumerate(conditions):
        earlier = [
            other
            for other in conditions[:place]
            if other.field == condition.field and _is_of_any(other) and other not in clashing
        ]
        if _is_of_any(condition) and len(condition.values) > 1 and earlier:
            clashing.append(condition)
    return clashing


def _is_of_any(condition: PlannedCondition) -> bool:
    return condition.operator in ("any", "between") and not condition.is_negated


_EVENT = regex.compile(union_pattern(Path(__file__).parents[1] / "patterns", "names", "other_events"), regex.IGNORECASE)
_ROLES_OF_TIMES = ("start", "end", "submitted")


def other_events(words: Sequence[PlanWord], atoms: Sequence[Atom]) -> dict[int, list[int]]:
    """Find times of what is no field of a practice, by their first words, with its verb: *approved in 2017*."""
    events: dict[int, list[int]] = {}
    for atom in atoms:
        if atom.facet != "time":
            continue
        verb = _event(words, atom, range(atom.first - 1, -1, -1))
        if not verb and atom.role not in _ROLES_OF_TIMES:
            verb = _event(words, atom, range(atom.last + 1, len(words)))
        if verb:
            events[atom.first] = verb
    return events


def _event(words: Sequence[PlanWord], atom: Atom, places: range) -> list[int]:
    """Give the verb beside a time, over words that carry nothing; in Chinese its signs."""
    for at in places:
        for verb in ([at], sorted((at, at + places.step))):
            if verb[-1] < len(words) and _EVENT.fullmatch("".join(words[n].text for n in verb)):
                return verb
        is_bound = at in atom.taken and not words[at].has(*(f"fields.{role}" for role in _ROLES_OF_TIMES))
        if not (is_bound or words[at].is_form or words[at].is_stop_word or words[at].has("fields.date")):
            break
    return []


def unknown_groups(words: Sequence[PlanWord]) -> list[int]:
    """Find names beside the noun of countries that are none of a place: *ECOWAS countries*, *pays de la CEDEAO*."""
    groups: list[int] = []
    for at, word in enumerate(words):
        if not word.has("fields.country"):
            continue
        before = next((n for n in range(at - 1, -1, -1) if not words[n].mention), None)
        is_of = at + 1 < len(words) and words[at + 1].has("form.prepositions")
        behind = next((n for n in range(at + 1, len(words)) if is_of and not words[n].is_stop_word), None)
        groups += [n for n in (before, behind) if n is not None and _is_initials(words[n])]
    return groups


def _is_initials(word: PlanWord) -> bool:
    return word.is_content and sum(sign.isupper() or sign.isdecimal() for sign in word.text) > 1
