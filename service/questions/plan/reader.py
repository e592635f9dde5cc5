"""Reading of a plan: every word of a question is part of a condition, of the topic, of its form, or not understood."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer
from service.questions.intent import QuestionSpan
from service.questions.plan.agents import roles_of
from service.questions.plan.atoms import find_atoms
from service.questions.plan.binding import bind
from service.questions.plan.conditions import conditions_of, group_atoms, in_stated_currency
from service.questions.plan.cues import has_lexicon
from service.questions.plan.leftovers import comparisons, name_unplanned
from service.questions.plan.negation import negate
from service.questions.plan.ordering import asked_nouns, asked_unit, find_grouping, find_ordering
from service.questions.plan.plan import MOST_CONDITIONS, PlannedCondition, QuestionPlan, WordUse
from service.questions.plan.stated import find_stated
from service.questions.plan.unplanned import (
    alternatives,
    clashing_conditions,
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
_STAND_IN = {"donor": "partner"}
"""Facets that hold what another one would, where the pages of a collection do not tell the two apart."""
_NOUN_LAST = ("en", "ru", "zh")
"""Languages where a word before a noun, with nothing between, says what it is like."""
_PLACES = ("country", "region")
"""Facets whose values are known whether or not a collection states any."""
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
    atoms = find_atoms(words)
    unknown_names = unknown_organisations(words, atoms, frame, language)
    atoms = [atom for atom in atoms if atom.first not in unknown_names]
    atoms, too_many = atoms[:MOST_CONDITIONS], atoms[MOST_CONDITIONS:]  # each is compared with all others
    vague = bind(words, atoms, is_verb_last=language == "zh")
    events = other_events(words, atoms)
    vague += [at for atom in atoms if atom.first in events for at in (*atom.words, *events[atom.first])]
    vague += [*unknown_groups(words), *(at for atom in too_many for at in atom.words)]
    atoms = [atom for atom in atoms if atom.first not in events]
    missing, unbound = negate(words, atoms, has_agent=bool(unknown_names), is_verb_last=language == "zh")
    unbound += [*sorted(unknown_names), *other_roles(words, atoms), *other_times(words, atoms), *vague]
    groups = group_atoms(words, atoms, language)
    bound = {at for atom in atoms for at in atom.words}
    unbound += comparisons(words, bound)
    in_conditions = bound | {at for taken in missing.values() for at in taken}
    asked = asked_nouns(words, in_conditions)
    stated = find_stated(words, {*in_conditions, *unbound, *asked}, frame, is_noun_last=language in _NOUN_LAST)
    in_conditions |= {at for taken in stated.values() for at in taken}
    conditions = [
        *_by_statement(words, missing, "missing"),
        *_by_statement(words, stated, "stated"),
        *conditions_of(groups, words, is_both=any(word.has("operators.both") for word in words)),
    ]
    ongoing = [at for at, word in enumerate(words) if word.has("fields.ongoing") and at not in in_conditions]
    if ongoing:
        conditions.append(PlannedCondition("ongoing", "any", ("yes",), "ongoing", spans=_spans(words, ongoing)))
        in_conditions |= set(ongoing)
    unbound += alternatives(words, in_conditions)
    grouping, by_group = find_grouping(words, in_conditions)
    ordering, by_order = (None, set()) if grouping else find_ordering(words, in_conditions)
    in_conditions |= by_group | by_order
    conditions = sorted(
        (_in_collection(condition, facets) for condition in conditions), key=lambda condition: condition.spans
    )
    conditions, beyond = conditions[:MOST_CONDITIONS], conditions[MOST_CONDITIONS:]
    off = [condition for condition in conditions if condition.key in without]
    dropped = [*off, *(condition for condition in conditions if facets and _is_unknown(condition, facets))]
    applied = [condition for condition in conditions if condition not in dropped]
    clashing = clashing_conditions(applied)
    applied = [condition for condition in applied if condition not in clashing]
    kept = {span for condition in applied for span in condition.spans}
    free = {span for condition in dropped for span in condition.spans} - kept
    clashed = {span for condition in (*clashing, *beyond) for span in condition.spans} - kept
    unbound += [at for at, word in enumerate(words) if (word.start, word.end) in clashed]
    in_conditions -= set(unbound)
    uses = [
        WordUse.FORM if is_within(word, frame) and use is WordUse.TOPIC else use
        for word, use in (
            (word, use_of(word, at, in_conditions, unbound) if (word.start, word.end) not in free else free_use(word))
            for at, word in enumerate(words)
        )
    ]
    take_neighbours(words, uses, frame)
    used = {*in_conditions, *asked, *(at for at, word in enumerate(words) if (word.start, word.end) in free)}
    name_unplanned(words, uses, used, frame, language)
    spans = [(word.start, word.end) for word in words]
    topic = topic_of(question, words, uses)
    asks_where = asks_where_it_works(words, applied, topic)
    asks_for_fact = not asks_where and any(
        word.has("question.other") and not word.has("question.count") for word in words
    )
    return QuestionPlan(
        is_count=any(word.has("question.count") for word in words),
        is_of_practices=not asks_for_fact and _begins_with_unit(words),
        names_practices=any(word.has("units.practice") for word in words),
        asked_unit="country" if asks_where else asked_unit(words, in_conditions),
        asked_role=next((role for at, word in enumerate(words) if at not in bound for role in roles_of(word)), ""),
        asks_for_fact=asks_for_fact,
        conditions=tuple(applied),
        off=tuple(off),
        topic=topic,
        order=ordering,
        group=grouping,
        uses=tuple(zip(spans, uses, strict=True)),
        not_understood=tuple(word.text for word, use in zip(words, uses, strict=True) if use is WordUse.NOT_UNDERSTOOD),
    )


def _by_statement(
    words: Sequence[PlanWord], fields: Mapping[str, Collection[int]], operator: Literal["missing", "stated"]
) -> Iterator[PlannedCondition]:
    """Make the conditions on whether fields are stated at all."""
    for field, taken in fields.items():
        yield PlannedCondition(_FIELDS.get(field, field), operator, (), "", spans=_spans(words, taken))


def _in_collection(condition: PlannedCondition, facets: FacetMasks | None) -> PlannedCondition:
    """Ask another facet for what the pages of a collection do not tell from it, and for sums as they state them."""
    if facets and condition.field == "amount":
        return in_stated_currency(condition, facets)
    other = _STAND_IN.get(condition.field)
    if facets is None or other is None or facets.values(condition.field):
        return condition
    return condition.of_field(other)


def _is_unknown(condition: PlannedCondition, facets: FacetMasks) -> bool:
    return condition.field in _PLACES and condition.operator == "any" and not facets.values(condition.field)


def _begins_with_unit(words: Sequence[PlanWord]) -> bool:
    """Tell whether nothing but the form of a list stands before its noun: *the five newest projects*."""
    at = next((at for at, word in enumerate(words) if word.has("units.practice")), -1)
    return at >= 0 and all(map(_leads_to_unit, words[:at]))


def _leads_to_unit(word: PlanWord) -> bool:
    is_lead = word.has("question.which", "question.count") or bool(word.named("order"))
    return word.is_stop_word or word.number is not None or is_lead


def _spans(words: Sequence[PlanWord], taken: Iterable[int]) -> tuple[QuestionSpan, ...]:
    return tuple((words[at].start, words[at].end) for at in sorted(taken))
