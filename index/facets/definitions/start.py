"""The year that a practice started in."""

from __future__ import annotations

from index.facets.definitions.year import last_first, parse_year, year_of
from index.facets.facet import Facet, FacetUnit, one_value


def _parse(written: str) -> tuple[str, ...]:
    return parse_year("start", written)


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    dates = unit.practice.dates
    return one_value(str(year) if dates and (year := year_of(dates.start)) else None)


FACET = Facet(
    name="start",
    title="Year of the start",
    hint="Year that the practice started in, as 2019.",
    parse=_parse,
    values=_values,
    order=last_first,
    place=102,
)
