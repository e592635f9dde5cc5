"""The years that a practice ran in; of one that is ongoing, up to the last year it is known to run in."""

from __future__ import annotations

from index.facets.facet import FacetUnit, number_values
from index.facets.years import year_facet, year_of


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    dates = unit.practice.dates
    if dates is None:
        return None
    first, last = year_of(dates.start), year_of(dates.end)
    if dates.ongoing:
        last = unit.open_until or year_of(unit.practice.submitted)
        last = max(first, last) if first and last else last
    known = [year for year in (first, last) if year]
    return number_values(range(min(known), max(known) + 1)) if known else None


FACET = year_facet(
    name="year",
    title="Year",
    hint="Year the practice ran in, as 2019; any year of 2018-2020, 2018- or -2020.",
    values=_values,
    place=100,
)
