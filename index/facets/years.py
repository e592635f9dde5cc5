"""Facets whose values are years."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit
from index.facets.ranges import parse_range

_YEARS = re.compile(r"([0-9]{4})?(?:\s*(-|–|—|\.\.)\s*([0-9]{4})?)?")


def year_facet(
    *, name: str, title: str, hint: str, values: Callable[[FacetUnit], tuple[str, ...] | None], place: int
) -> Facet:
    """Define a facet of years, of which ranges can be asked."""

    def parse(written: str) -> tuple[str, ...]:
        return tuple(_parse_years(name, part.strip()) for part in re.split("[,;]", written) if part.strip())

    return Facet(
        name=name,
        title=title,
        hint=hint,
        parse=parse,
        values=values,
        label=_label,
        order=_last_first,
        has_ranges=True,
        prompt="A year, or years as 2018-2020, 2018- or -2020",
        place=place,
    )


def year_of(date: str | None) -> int | None:
    """Return the year of an ISO date."""
    from corpus.text.dates import years_in

    return next(iter(years_in(date)), None)


def _parse_years(name: str, written: str) -> str:
    match = _YEARS.fullmatch(written)
    first, dash, last = match.groups() if match else (None, None, None)
    if not (first or last):
        raise FacetValueError(f"{name} {written!r} is not known; write 2019, or 2018-2020, 2018- or -2020 for a range.")
    if first and last and last < first:
        raise FacetValueError(f"{name} {written!r} ends before it begins; write {last}-{first}.")
    return f"{first or ''}-{last or ''}" if dash and first != last else str(first)


def _label(value: str) -> str:
    years = parse_range(value)
    if years is None or not value.strip("-").isdecimal() or "-" not in value:
        return value
    return f"{value.strip('-')} or {'later' if value.endswith('-') else 'earlier'}"


def _last_first(value: str) -> int:
    return -int(value)
