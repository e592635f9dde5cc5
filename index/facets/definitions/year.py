"""The years that a practice ran in; of one that is ongoing, up to the last year it is known to run in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit, number_values

MOST_YEARS = 100
"""The longest range of years that one value can stand for."""

_YEARS = re.compile(r"([0-9]{4})(?:\s*(?:-|–|—|\.\.)\s*([0-9]{4}))?")


def year_ranges(years: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Write years as people do, runs of them as a range: ``2018-2020`` with the years it stands for."""
    run: list[int] = []
    for year in [*sorted(map(int, years)), None]:
        if run and (year is None or year > run[-1] + 1):
            yield (f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0])), tuple(map(str, run))
            run = []
        if year is not None:
            run.append(year)


def _parse(written: str) -> tuple[str, ...]:
    years: list[str] = []
    for part in map(str.strip, written.split(",")):
        match = _YEARS.fullmatch(part)
        if not match:
            raise FacetValueError(f"year {part!r} is not known; write 2019, or 2018-2020 for any of these years.")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise FacetValueError(f"year {part!r} ends before it begins; write {last}-{first}.")
        if last - first >= MOST_YEARS:
            raise FacetValueError(f"year {part!r} is a range of {last - first + 1} years; at most {MOST_YEARS}.")
        years += [f"{year:04}" for year in range(first, last + 1)]
    return tuple(years)


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


def year_of(date: str | None) -> int | None:
    """Return the year of an ISO date."""
    from corpus.text.dates import years_in

    return next(iter(years_in(date)), None)


def last_first(value: str) -> int:
    """Return the sort key that puts later years first."""
    return -int(value)


def parse_year(name: str, written: str) -> tuple[str, ...]:
    """Read one year as the value of a facet.

    :raises FacetValueError: it is no year in four digits.
    """
    if re.fullmatch("[0-9]{4}", written):
        return (written,)
    raise FacetValueError(f"{name} {written!r} is not known; write a year, as 2019.")


FACET = Facet(
    name="year",
    title="Year",
    hint="Year the practice ran in, as 2019; any year of 2018-2020.",
    parse=_parse,
    values=_values,
    order=last_first,
    ranges=year_ranges,
    prompt="A year, or years as 2018-2020",
    place=100,
)
