"""Grounding: whether words of a question say a condition that claims them, and which of them it accounts for.

A condition that no rule read is only as good as its words: its values have to be named in them, by the vocabularies or
as the collection writes them; a role, a negation, a comparison needs a word for it; and a word that says how to choose
and that the condition has no part for stays not understood.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from corpus.text.strings import fold
from index.facets.masks import FacetMasks
from index.facets.ranges import parse_range
from index.facets.registry import FACETS
from service.questions.given_plans.document import ORGANISATION_ROLES
from service.questions.intent import QuestionSpan
from service.questions.plan.atoms import NUMBERED, find_atoms
from service.questions.plan.plan import PlannedCondition
from service.questions.plan.words import PlanWord

CUES_OF_FIELDS = {"donor": "donors", "partner": "partners", "start_date": "start", "end_date": "end", "year": "ran"}
"""The cues of fields, where the two are not called the same."""
_SAID_BY_VALUES = ("country", "region", "organisation", "year", "amount", "language", "type", "objective", "sdg")
"""Fields that need no word beside their values."""
NEGATIONS = ("operators.not", "operators.except", "operators.except_behind", "operators.lacking")
_BELOW = tuple(f"operators.{name}" for name in ("before", "until", "less", "most", "before_behind", "most_behind"))
_ABOVE = ("after", "since", "more", "least", "least_behind", "after_behind", "since_behind")
COMPARISONS = (*_BELOW, *(f"operators.{name}" for name in _ABOVE))
_TOGETHER = ("operators.and", "operators.both")
_CENT, _DAY = 0.01, 0.0001
_LONGEST_NAME = 12
"""Words of the name of an organisation, at the most."""


def question_spans(text: str, question: str) -> Iterator[QuestionSpan]:
    """Find the places of a question where it has some words, whole."""
    at = question.find(text) if text else -1
    while at >= 0:
        end = at + len(text)
        if not (question[at - 1 : at].isalnum() and text[0].isascii()) and not (
            question[end : end + 1].isalnum() and text[-1].isascii()
        ):
            yield at, end
        at = question.find(text, at + 1)


def ground(
    condition: PlannedCondition, words: Sequence[PlanWord], question: str, facets: FacetMasks
) -> frozenset[QuestionSpan]:
    """Find the words that a condition accounts for, of those that it claims; none where they do not say it.

    :param words: those that it claims, in order.
    """
    is_range = condition.operator == "between"
    named = _numbers(condition, words) if is_range else _names(condition, words, question, facets)
    values = {at for at, word in enumerate(words) if word.mention or word.number is not None}
    joined = _joined(condition, words, named)
    field = CUES_OF_FIELDS.get(condition.field, condition.field)
    by_field = {at for at, word in enumerate(words) if word.has(f"fields.{field}")}
    denies = condition.is_excluding or condition.operator == "missing"
    negations = {at for at, word in enumerate(words) if word.has(*NEGATIONS) and at not in by_field}
    is_said = by_field or (condition.field in _SAID_BY_VALUES and condition.operator != "missing")
    if named is None or joined is None or not values <= named or not is_said:
        return frozenset()
    if bool(negations) != denies or condition.operator == "stated":
        return frozenset()
    comparisons = _comparisons(condition, words) if is_range else set()
    if comparisons is None:
        return frozenset()
    beside = {at for at, word in enumerate(words) if _is_beside(condition, word)}
    return frozenset(
        (words[at].start, words[at].end) for at in named | joined | by_field | negations | comparisons | beside
    )


def _names(
    condition: PlannedCondition, words: Sequence[PlanWord], question: str, facets: FacetMasks
) -> set[int] | None:
    """Find the words that name its values; ``None`` where one of them is not named."""
    facet = "organisation" if condition.field in ORGANISATION_ROLES else condition.field
    wanted, named, taken = set(condition.values), set[str](), set[int]()
    for at, word in enumerate(words):
        if word.mention and word.mention.entry.facet == facet and wanted.issuperset(word.mention.entry.values):
            named |= set(word.mention.entry.values)
            taken.add(at)
    for atom in find_atoms(words) if facet in NUMBERED else ():
        if atom.facet == facet and wanted.issuperset(atom.values):
            named |= set(atom.values)
            taken |= atom.words
    own = set(facets.values(condition.field)) if facet == "organisation" else set()
    for value in (wanted - named) & own:
        if place := _place_of(fold(facets.written(condition.field, value)), words, question):
            named.add(value)
            taken |= set(place)
    if condition.field == "ongoing" and wanted == {"yes"}:
        return {at for at, word in enumerate(words) if word.has("fields.ongoing")} or None
    return taken if named == wanted else None


def _place_of(name: str, words: Sequence[PlanWord], question: str) -> range | None:
    """Find the words that are the name of an organisation, whole."""
    for first in range(len(words)):
        for last in range(first, min(len(words), first + _LONGEST_NAME)):
            if fold(question[words[first].start : words[last].end]) == name:
                return range(first, last + 1)
    return None


def _numbers(condition: PlannedCondition, words: Sequence[PlanWord]) -> set[int] | None:
    """Find the words for the ends of its ranges; ``None`` where one of them is no time or sum that they state."""
    is_money, is_date = condition.field == "amount", condition.field.endswith("_date")
    atoms = [atom for atom in find_atoms(words) if atom.facet == ("amount" if is_money else "time")]
    says_money = any(word.has("fields.amount") for word in words)
    step = _CENT if is_money else _DAY if is_date else 1.0
    taken: set[int] = set()
    for value in condition.values:
        wanted = parse_range(value)
        for end in (wanted.low, wanted.high) if wanted else ():
            stating = [
                atom
                for atom in atoms
                if atom.is_date == is_date
                and (not is_money or ((atom.unit or says_money) and wanted and atom.unit == wanted.unit))
                and any(math.isclose(end, stated, abs_tol=step / 10) for stated in _ends(atom.low, atom.high, step))
            ]
            if not stating and math.isfinite(end):
                return None
            taken |= {at for atom in stating for at in atom.words}
    return taken


def _ends(low: float, high: float, step: float) -> tuple[float, ...]:
    """List what a range may end at that a number states: itself, or what is next to it."""
    return low, high, low - step, high + step


def _comparisons(condition: PlannedCondition, words: Sequence[PlanWord]) -> set[int] | None:
    """Find the words that compare; ``None`` where a range is open at an end for which there is none."""
    ranges = list(filter(None, map(parse_range, condition.values)))
    is_below, is_above = any(r.low == -math.inf for r in ranges), any(r.high == math.inf for r in ranges)
    below = {at for at, word in enumerate(words) if word.has(*_BELOW)}
    above = {at for at, word in enumerate(words) if word.has(*COMPARISONS)} - below
    if bool(below) != is_below or bool(above) != is_above:
        return None
    return below | above


def _joined(condition: PlannedCondition, words: Sequence[PlanWord], named: set[int] | None) -> set[int] | None:
    """Find the conjunctions of its values; ``None`` where they join them otherwise, or to something else."""
    places = [at for at, word in enumerate(words) if word.has("operators.or", *_TOGETHER)]
    if places and condition.operator != "between" and not (named and min(named) < places[-1] < max(named)):
        return None
    either = {at for at, word in enumerate(words) if word.has("operators.or")}
    together = {at for at, word in enumerate(words) if word.has(*_TOGETHER)} - either
    if condition.operator == "all" and len(condition.values) > 1:
        return together if together and not either else None
    if condition.operator in ("any", "none"):
        return either if either or not together else None
    return set()


def _is_beside(condition: PlannedCondition, word: PlanWord) -> bool:
    """Tell whether a word only says what kind of thing a value is: *the agency*, *by*, *the year*."""
    if condition.field == "organisation" or condition.field in ORGANISATION_ROLES:
        return word.has("fields.organisation") or word.has("operators.by")
    return condition.field in FACETS and FACETS[condition.field].has_ranges and word.has("fields.date")
