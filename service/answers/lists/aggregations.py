"""Aggregations over the practices of a list: counts, and the countries or organisations stated, none inferred."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Practice
from corpus.vocabularies.countries import country_name
from corpus.vocabularies.organisations import organisation_key
from index.facets.masks import FacetMasks
from service.answers.model import AnswerCounts
from service.questions.intent import Unit


@dataclass(frozen=True, slots=True)
class AnswerUnit:
    """A country or an organisation, and the practices of the list that state it."""

    unit: Unit
    value: str
    label: str
    practices: tuple[str, ...]


def aggregate(practices: Sequence[Practice], order: Sequence[str], facets: FacetMasks) -> AnswerCounts:
    """Count practices, and those by country, objective and year.

    :param order: the ids of the practices of the snapshot, in its order.
    """
    practice_ids = {practice.practice_id for practice in practices}
    return AnswerCounts(
        practices=len(practice_ids),
        by_country=_counted(code for practice in practices for code in practice.countries or ()),
        by_objective=_counted(str(number) for practice in practices for number in practice.objectives),
        by_year=_by_year(practice_ids, order, facets) if practice_ids else {},
    )


def answer_units(practices: Iterable[Practice], unit: Unit) -> list[AnswerUnit]:
    """List the countries or organisations that practices state, the most frequent first; none for other units."""
    stating: dict[str, dict[str, None]] = {}
    labels: dict[str, Counter[str]] = {}
    for practice in practices:
        for name in units_stated_by(practice, unit):
            value = name if unit == "country" else organisation_key(name)
            stating.setdefault(value, {})[practice.practice_id] = None
            labels.setdefault(value, Counter())[country_name(name) if unit == "country" else name] += 1
    units = [
        AnswerUnit(unit, value, labels[value].most_common(1)[0][0], tuple(practice_ids))
        for value, practice_ids in stating.items()
    ]
    return sorted(units, key=lambda answer_unit: (-len(answer_unit.practices), answer_unit.label.casefold()))


def units_stated_by(practice: Practice, unit: Unit) -> tuple[str, ...]:
    """List what a practice states of a unit: codes of countries, or names of organisations."""
    implementing = practice.implementing or ()
    partners = (practice.partners or ()) + (practice.donors or ())
    return {
        "country": practice.countries or (),
        "organisation": implementing + partners + (practice.accountable or ()),
        "implementer": implementing,
        "partner": partners,
    }.get(unit, ())


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(Counter(values).most_common())


def _by_year(practice_ids: set[str], order: Sequence[str], facets: FacetMasks) -> dict[str, int]:
    """Count the practices that ran in each year, as the filter by year counts them."""
    counts = {}
    for year in sorted(facets.values("year")):
        ran = facets.practices({"year": (year,)}, textless=True).tolist()
        if count := sum(practice_id in practice_ids for practice_id, runs in zip(order, ran, strict=True) if runs):
            counts[year] = count
    return counts
