"""What a practice states, as the values of its facets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from corpus.model import Practice
from corpus.text.dates import years_in
from corpus.text.strings import fold
from corpus.vocabularies.organisations import Organisations
from corpus.vocabularies.regions import REGIONS, region_names, regions_around, regions_of


def practice_values(
    practice: Practice, inferred: Sequence[int], open_until: int | None, organisations: Organisations
) -> dict[str, tuple[str, ...]]:
    """The values of the facets that all passages of a practice share; see :func:`index.facets.masks.facet_values`."""
    stated = practice.objectives
    return {
        "country": practice.countries or (),
        "region": tuple(_regions(practice)),
        "objective": _numbers(stated or inferred),
        "principle": _numbers(practice.principles or ()),
        "sdg": _numbers(practice.sdgs or ()),
        "type": one_value(practice.type),
        "organisation": tuple(dict.fromkeys(filter(None, map(organisations.key, named_organisations(practice))))),
        "year": _numbers(_years(practice, open_until)),
        "basis": ("stated",) if stated else ("inferred",) if inferred else (),
    }


@lru_cache(maxsize=10_000)
def region_keys(written: str) -> Mapping[str, str]:
    """The regions a text names: canonical names as they are, others folded; each with the name to show."""
    names = {(name if name in REGIONS else fold(name)): name for name in region_names(written)}
    return {key: name for key, name in names.items() if key}


def _regions(practice: Practice) -> dict[str, str]:
    """The stated regions and those of the stated countries, each within the wider ones it is part of."""
    stated = {key: name for written in practice.regions or () for key, name in region_keys(written).items()}
    around = [region for key in stated for region in regions_around(key)]
    around += [region for code in practice.countries or () for region in regions_of(code)]
    return dict.fromkeys(around, "") | stated


def named_organisations(practice: Practice) -> tuple[str, ...]:
    """The organisations of a practice as it writes them."""
    return (practice.implementing or ()) + (practice.partners or ())


def _years(practice: Practice, open_until: int | None) -> range:
    """Every year of a practice; of one that is ongoing, up to the last year it is known to run in."""
    dates = practice.dates
    if dates is None:
        return range(0)
    first, last = _year(dates.start), _year(dates.end)
    if dates.ongoing:
        last = open_until or _year(practice.submitted)
        last = max(first, last) if first and last else last
    known = [year for year in (first, last) if year]
    return range(min(known), max(known) + 1) if known else range(0)


def _year(date: str | None) -> int | None:
    return next(iter(years_in(date)), None)


def one_value(value: str | None) -> tuple[str, ...]:
    """A value, or none where it is not known."""
    return (value,) if value else ()


def _numbers(numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(map(str, numbers))


def most_written(practices: Iterable[Practice]) -> dict[str, str]:
    """The form that most practices write a region in, by its value; of equal ones the first."""
    forms: dict[str, Counter[str]] = {}
    for practice in practices:
        for key, form in _regions(practice).items():
            if form:
                forms.setdefault(key, Counter())[" ".join(form.split())] += 1
    return {value: counted.most_common(1)[0][0] for value, counted in forms.items()}
