"""The year that a practice ended in; one that is ongoing has none."""

from __future__ import annotations

from index.facets.definitions.year import last_first, parse_year, year_of
from index.facets.facet import Facet, FacetUnit, one_value


def _parse(written: str) -> tuple[str, ...]:
    return parse_year("end", written)


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    dates = unit.practice.dates
    if dates and dates.ongoing:
        return ()
    return one_value(str(year) if dates and (year := year_of(dates.end)) else None)


FACET = Facet(
    name="end",
    title="Year of the end",
    hint="Year that the practice ended in, as 2019.",
    parse=_parse,
    values=_values,
    order=last_first,
    place=104,
)
