"""The year that a practice ended in; one that is ongoing has none."""

from __future__ import annotations

from index.facets.facet import FacetUnit, one_value
from index.facets.years import year_facet, year_of


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    dates = unit.practice.dates
    if dates and dates.ongoing:
        return ()
    return one_value(str(year) if dates and (year := year_of(dates.end)) else None)


FACET = year_facet(
    name="end",
    title="Year of the end",
    hint="Year that the practice ended in, as 2019; any year of 2018-2020, 2018- or -2020.",
    values=_values,
    place=104,
)
