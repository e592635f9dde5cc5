"""Reading of a plan: every word of a question is part of a condition, of the topic, of its form, or not understood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer
from service.questions.intent import QuestionSpan
from service.questions.plan.agents import roles_of
from service.questions.plan.application import apply_conditions
from service.questions.plan.atom import Atom
from service.questions.plan.atoms import find_atoms
from service.questions.plan.binding import bind
from service.questions.plan.conditions import conditions_of, group_atoms
from service.questions.plan.cues import has_lexicon
from service.questions.plan.leftovers import comparisons, name_unplanned
from service.questions.plan.negation import negate
from service.questions.plan.ordering import (
    asked_nouns,
    asked_unit,
    asks_whether,
    find_grouping,
    find_ordering,
    further_groupings,
)
from service.questions.plan.plan import MOST_CONDITIONS, PlannedCondition, QuestionPlan, WordUse
from service.questions.plan.stated import find_stated
from service.questions.plan.states import find_states, turn_negated
from service.questions.plan.unplanned import (
    alternatives,
    apart,
    of_people,
    other_events,
    other_roles,
    other_times,
    unknown_groups,
    unknown_organisations,
)
from service.questions.plan.uses import free_use, take_neighbours, topic_of, use_of
from service.questions.plan.whereabouts import asks_where_it_works
from service.questions.plan.words import PlanWord, is_within, read_words

_FIELDS = {"donors": "donor", "partners": "partner", "type": "type"}
_NOUN_LAST = ("en", "ru", "zh")
"""Languages where a word before a noun, with nothing between, says what it is like."""
OTHER_LANGUAGE = "en"
"""By whose cues questions are read in a language whose own are not known."""


def read_plan(
    question: str,
    language: str,
    gazetteer: Gazetteer,
    facets: FacetMasks | None = None,
    *,
    frame: Sequence[QuestionSpan] = (),
    without: Collection[str] = (),
) -> QuestionPlan:
    """Read the plan of a question; in a language whose cues are not known, by those of English.

    :param facets: of the collection: places that none of its practices states are words like all others.
    :param frame: the spans that say what is asked for.
    :param without: conditions that are not to be applied, by their keys; their words then count like all others.
    """
    language = language if has_lexicon(language) else OTHER_LANGUAGE
    words = read_words(question, language, gazetteer, frame)
    reading = _bound_words(words, frame, language)
    conditions = _conditions(reading, frame, language)
    reading.unbound += [*alternatives(words, reading.in_conditions), *apart(words, reading.in_conditions)]
    grouping, by_group = find_grouping(words, reading.in_conditions)
    reading.unbound += further_groupings(words, reading.in_conditions, by_group)
    ordering, by_order = (None, set()) if grouping else find_ordering(words, reading.in_conditions)
    if ordering and asks_whether(words, language):
        ordering, by_order = None, set()  # *is the largest project one of IOM?* is not about the largest one of IOM
    reading.in_conditions |= by_group | by_order
    applied = apply_conditions(conditions, facets, without)
    reading.unbound += [at for at, word in enumerate(words) if (word.start, word.end) in applied.clashing]
    reading.unbound += of_people(words, reading.in_conditions, language)
    reading.in_conditions -= set(reading.unbound)
    uses = _uses(reading, applied.free, frame, language)
    topic = topic_of(question, words, uses)
    asks_where = asks_where_it_works(words, applied.conditions, topic)
    is_count = any(word.has("question.count") for word in words)
    asks_for_fact = not asks_where and not is_count and any(word.has("question.other") for word in words)
    return QuestionPlan(
        is_count=is_count,
        is_of_practices=not asks_for_fact and _begins_with_unit(words),
        names_practices=any(word.has("units.practice") for word in words),
        asked_unit="country" if asks_where else asked_unit(words, reading.in_conditions),
        asked_role=next(
            (role for at, word in enumerate(words) if at not in reading.bound for role in roles_of(word)), ""
        ),
        asks_for_fact=asks_for_fact,
        conditions=tuple(applied.conditions),
        off=tuple(applied.off),
        topic=topic,
        order=ordering,
        group=grouping,
        uses=tuple(((word.start, word.end), use) for word, use in zip(words, uses, strict=True)),
        not_understood=tuple(word.text for word, use in zip(words, uses, strict=True) if use is WordUse.NOT_UNDERSTOOD),
    )


@dataclass(slots=True)
class _Reading:
    """What the words of a question were found to be so far, by their places."""

    words: Sequence[PlanWord]
    atoms: list[Atom]
    missing: Mapping[str, Collection[int]]
    """What is said not to be stated, by field."""
    unbound: list[int]
    """Words that would narrow the set and that no condition is made of."""
    bound: set[int] = field(default_factory=set)
    """Words of values."""
    in_conditions: set[int] = field(default_factory=set)
    asked: set[int] = field(default_factory=set)
    """Nouns of what is asked for."""


def _bound_words(words: Sequence[PlanWord], frame: Sequence[QuestionSpan], language: str) -> _Reading:
    """Find values and bind to them the words that say how they narrow the set."""
    is_verb_last = language == "zh"
    atoms = find_atoms(words)
    unknown = unknown_organisations(words, atoms, frame, language)
    atoms = [atom for atom in atoms if atom.first not in unknown]
    atoms, too_many = atoms[:MOST_CONDITIONS], atoms[MOST_CONDITIONS:]  # each is compared with all others
    vague = bind(words, atoms, is_verb_last=is_verb_last)
    events = other_events(words, atoms)
    of_events = [at for atom in atoms if atom.first in events for at in (*atom.words, *events[atom.first])]
    atoms = [atom for atom in atoms if atom.first not in events]
    atoms += find_states(words, atoms)
    missing, unbound = negate(words, atoms, has_agent=bool(unknown), is_verb_last=is_verb_last)
    turn_negated(atoms)
    unbound += [*sorted(unknown), *other_roles(words, atoms), *other_times(words, atoms), *vague, *of_events]
    unbound += [*unknown_groups(words), *(at for atom in too_many for at in atom.words)]
    return _Reading(words, atoms, missing, unbound)


def _conditions(reading: _Reading, frame: Sequence[QuestionSpan], language: str) -> list[PlannedCondition]:
    """Make conditions of the values, of what is to be stated or missing, and of what is still going on."""
    words = reading.words
    groups = group_atoms(words, reading.atoms, language)
    reading.bound = {at for atom in reading.atoms for at in atom.words}
    reading.unbound += comparisons(words, reading.bound)
    reading.in_conditions = reading.bound | {at for taken in reading.missing.values() for at in taken}
    reading.asked = asked_nouns(words, reading.in_conditions)
    accounted = {*reading.in_conditions, *reading.unbound, *reading.asked}
    stated = find_stated(words, accounted, frame, is_noun_last=language in _NOUN_LAST)
    reading.in_conditions |= {at for taken in stated.values() for at in taken}
    conditions = [
        *_by_statement(words, reading.missing, "missing"),
        *_by_statement(words, stated, "stated"),
        *conditions_of(groups, words, is_both=any(word.has("operators.both") for word in words)),
    ]
    ongoing = [at for at, word in enumerate(words) if word.has("fields.ongoing") and at not in reading.in_conditions]
    if ongoing:
        conditions.append(PlannedCondition("ongoing", "any", ("yes",), "ongoing", spans=_spans(words, ongoing)))
        reading.in_conditions |= set(ongoing)
    return sorted(conditions, key=lambda condition: condition.spans)


def _asked_role(reading: _Reading) -> str:
    roles = (role for at, word in enumerate(reading.words) if at not in reading.bound for role in roles_of(word))
    return next(roles, "")


def _uses(
    reading: _Reading, free: Collection[QuestionSpan], frame: Sequence[QuestionSpan], language: str
) -> list[WordUse]:
    """Say of each word what it is used for; what is left over goes to its neighbours or is named."""
    words, in_conditions = reading.words, reading.in_conditions
    is_free = [(word.start, word.end) in free for word in words]
    uses = [
        free_use(word) if is_free[at] else use_of(word, at, in_conditions, reading.unbound)
        for at, word in enumerate(words)
    ]
    uses = [
        WordUse.FORM if is_within(word, frame) and use is WordUse.TOPIC else use
        for word, use in zip(words, uses, strict=True)
    ]
    take_neighbours(words, uses, frame)
    used = {*in_conditions, *reading.asked, *(at for at, _ in enumerate(words) if is_free[at])}
    name_unplanned(words, uses, used, frame, language)
    return uses


def _by_statement(
    words: Sequence[PlanWord], fields: Mapping[str, Collection[int]], operator: Literal["missing", "stated"]
) -> Iterator[PlannedCondition]:
    """Make the conditions on whether fields are stated at all."""
    for name, taken in fields.items():
        yield PlannedCondition(_FIELDS.get(name, name), operator, (), "", spans=_spans(words, taken))


def _begins_with_unit(words: Sequence[PlanWord]) -> bool:
    """Tell whether nothing but the form of a list stands before its noun: *the five newest projects*."""
    at = next((at for at, word in enumerate(words) if word.has("units.practice")), -1)
    return at >= 0 and all(map(_leads_to_unit, words[:at]))


def _leads_to_unit(word: PlanWord) -> bool:
    is_lead = word.has("question.which", "question.count") or bool(word.named("order"))
    return word.is_stop_word or word.number is not None or is_lead


def _spans(words: Sequence[PlanWord], taken: Iterable[int]) -> tuple[QuestionSpan, ...]:
    return tuple((words[at].start, words[at].end) for at in sorted(taken))
