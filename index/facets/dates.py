"""Facets whose values are dates, of which ranges can be asked: as far as a page states them, and no farther.

A date is a number here, ``2018.0315``, so that ranges of years, months and days are ranges of numbers. A page that
states a year alone has the whole of it as its value: whether that is before July is not known.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit, one_value
from index.facets.ranges import parse_range

_DATE = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
_NUMBER = re.compile(r"[0-9]{4}(?:\.[0-9]{4})?")
_LAST = "9999"


def date_facet(*, name: str, title: str, hint: str, date_of: Callable[[FacetUnit], str | None], place: int) -> Facet:
    """Define a facet of dates."""

    def parse(written: str) -> tuple[str, ...]:
        return tuple(_parse(name, part.strip()) for part in re.split("[,;]", written) if part.strip())

    return Facet(
        name=name,
        title=title,
        hint=hint,
        parse=parse,
        values=lambda unit: one_value(date_span(date_of(unit))),
        label=_label,
        order=_last_first,
        has_ranges=True,
        is_offered=False,
        prompt="A date as 2018-03, or dates as 2018-03..2018-08, 2018-03.. or ..2018-08",
        place=place,
    )


def date_span(date: str | None) -> str | None:
    """Write a date of ISO 8601, of any precision, as the range of numbers that it may be: ``2018.0300-2018.0399``."""
    first, last = _ends(date or "")
    return first if first == last else f"{first}-{last}"


def date_range(first: str | None, last: str | None) -> str:
    """Write the range from the beginning of a date to the end of another one, of ISO 8601; ``None``: open."""
    low, high = _ends(first or "")[0] or "", _ends(last or "")[1] or ""
    return low if low == high else f"{low}-{high}"


def _ends(date: str) -> tuple[str | None, str | None]:
    match = _DATE.match(date)
    if match is None:
        return None, None
    year, month, day = match.groups()
    if day:
        return f"{year}.{month}{day}", f"{year}.{month}{day}"
    return (f"{year}.{month}00", f"{year}.{month}99") if month else (f"{year}.0000", f"{year}.{_LAST}")


def _parse(name: str, written: str) -> str:
    first, dots, last = written.partition("..")
    if not dots and all(_NUMBER.fullmatch(end) for end in written.split("-") if end) and "." in written:
        return written  # as the index has it
    ends = [end.strip() for end in (first, last)]
    if any(end and not _DATE.fullmatch(end) for end in ends) or not any(ends):
        raise FacetValueError(
            f"{name} {written!r} is not known; write 2018, 2018-03 or 2018-03-15, and for a range 2018-03..2018-08, "
            "2018-03.. or ..2018-08."
        )
    value = date_range(ends[0], ends[1] if dots else ends[0])
    wanted = parse_range(value)
    if wanted and wanted.high < wanted.low:
        raise FacetValueError(f"{name} {written!r} ends before it begins; write {ends[1]}..{ends[0]}.")
    return value


def _label(value: str) -> str:
    wanted = parse_range(value)
    if wanted is None:
        return value
    ends = value.split("-")
    low, high = _iso(ends[0]), _iso(ends[-1])
    if low == high:
        return low
    if not high:
        return f"{low} or later"
    return f"{low} to {high}" if low else f"{high} or earlier"


def _iso(number: str) -> str:
    year, _, rest = number.partition(".")
    month, day = rest[:2], rest[2:]
    if month in ("", "00", "99"):
        return year
    return f"{year}-{month}" if day in ("", "00", "99") else f"{year}-{month}-{day}"


def _last_first(value: str) -> int:
    wanted = parse_range(value)
    return -round(10_000 * wanted.low) if wanted else 0
