"""What no condition can be made of, and is named.

Where an organisation is from, a place that does something, a second role or time, *or* between two fields.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern
from corpus.text.strings import fold
from service.questions.gazetteer import language_names
from service.questions.intent import QuestionSpan
from service.questions.plan.agents import ROLES, find_agents, roles_of
from service.questions.plan.atom import Atom
from service.questions.plan.plan import PlannedCondition
from service.questions.plan.words import PlanWord, is_within

_PLACES = ("country", "region")
_TIMES = frozenset({"start", "end", "submitted"})
"""Fields of time, which are also roles."""


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


def of_people(words: Sequence[PlanWord], in_conditions: Collection[int], language: str) -> list[int]:
    """Find adjectives of a people and its language beside the noun of practices: *Italian projects* may be either."""
    names = language_names(language)
    return [
        at
        for at, word in enumerate(words)
        if at not in in_conditions
        and word.mention is None
        and fold(word.text) in names
        and any(words[n].has("units.practice") for n in (at - 1, at + 1) if 0 <= n < len(words))
    ]


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


def other_times(words: Sequence[PlanWord], atoms: Sequence[Atom]) -> list[int]:
    """Find what is joined to what happened at a time, and has no time of its own: *started and ended in 2018*."""
    bound = {at for atom in atoms for at in atom.words}
    verbs = [atom.role_word for atom in atoms if atom.facet == "time" and atom.role_word is not None]
    return [
        at
        for at, word in enumerate(words)
        if at not in bound and not _TIMES.isdisjoint(word.named("fields")) and any(_joined(words, at, n) for n in verbs)
    ]


def _joined(words: Sequence[PlanWord], first: int, second: int) -> bool:
    """Tell whether conjunctions join two words, with nothing else between."""
    between = words[min(first, second) + 1 : max(first, second)]
    joins = [word.has("operators.and", "operators.or") for word in between]
    return any(joins) and all(joined or word.is_form for joined, word in zip(joins, between, strict=True))


def alternatives(words: Sequence[PlanWord], in_conditions: Collection[int]) -> list[int]:
    """Find each *or* that joins a condition to something else: filters ask for both.

    :param in_conditions: places of words that conditions take; *or* between two values of one field is among them.
    """
    return [
        at
        for at, word in enumerate(words)
        if word.has("operators.or")
        and at not in in_conditions
        and not word.has("operators.not")
        and (left := next_carrier(words, range(at - 1, -1, -1))) is not None
        and (right := next_carrier(words, range(at + 1, len(words)))) is not None
        and (left in in_conditions or right in in_conditions)
    ]


def apart(words: Sequence[PlanWord], in_conditions: Collection[int]) -> list[int]:
    """Find what asks for several numbers where a plan has one: *how many have IOM and GIZ each*, not *each project*."""
    counts = [at for at, word in enumerate(words) if word.has("question.count")]
    return counts[1:] + [
        at
        for at, word in enumerate(words)
        if word.has("group.apart") and at not in in_conditions and not _is_of_noun(words, at)
    ]


def _is_of_noun(words: Sequence[PlanWord], at: int) -> bool:
    following = next((word for word in words[at + 1 :] if not word.is_form), None)
    return following is not None and (following.has("units.practice", "units.any") or bool(following.named("fields")))


def next_carrier(words: Sequence[PlanWord], places: Iterable[int]) -> int | None:
    """Find the next word that carries something."""
    return next(
        (
            at
            for at in places
            if (not words[at].is_form and not words[at].is_stop_word) or words[at].mention is not None
        ),
        None,
    )


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


_EVENT = regex.compile(union_pattern(Path(__file__).parents[1] / "patterns", "names", "other_events"), regex.IGNORECASE)


def other_events(words: Sequence[PlanWord], atoms: Sequence[Atom]) -> dict[int, list[int]]:
    """Find times of what is no field of a practice, by their first words, with its verb: *approved in 2017*."""
    events: dict[int, list[int]] = {}
    for atom in atoms:
        if atom.facet != "time":
            continue
        verb = _event(words, atom, range(atom.first - 1, -1, -1))
        if not verb and atom.role not in _TIMES:
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
        is_bound = at in atom.taken and not words[at].has(*(f"fields.{role}" for role in _TIMES))
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
