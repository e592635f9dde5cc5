"""The year that a practice started in."""

from __future__ import annotations

from index.facets.facet import FacetUnit, one_value
from index.facets.years import year_facet, year_of


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    dates = unit.practice.dates
    return one_value(str(year) if dates and (year := year_of(dates.start)) else None)


FACET = year_facet(
    name="start",
    title="Year of the start",
    hint="Year that the practice started in, as 2019; any year of 2018-2020, 2018- or -2020.",
    values=_values,
    place=102,
)
