"""The sums of money that a practice states, each with its currency."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit
from index.facets.ranges import NO_UNIT, Range, parse_range

if TYPE_CHECKING:
    from corpus.model import Amount

_DASH = re.compile(r"\s*(?:-|–|—|\.\.)\s*")
_HOW = "write 50000 or EUR 50,000, and for a range EUR 1m-5m, 50000- or -50000"
_SMALL = 1000
_LONGEST = 22
"""Digits that a number is written out with; more are given as a power of ten."""


def _parse(written: str) -> tuple[str, ...]:
    return tuple(_parse_range(part.strip()) for part in written.split(";") if part.strip())


def _parse_range(written: str) -> str:
    if own := re.fullmatch(rf"{NO_UNIT}\s+(.+)", written, re.IGNORECASE):
        if own[1][0].isalpha():
            raise FacetValueError(f"amount {written!r} names two currencies; {_HOW}.")
        return f"{NO_UNIT} {_parse_range(own[1])}"
    ends = _DASH.split(written)
    currency = ""
    for place, end in enumerate(ends):
        if end and not re.search(r"\d", end):  # EUR -5000000
            ends[place], currency = "", _read_currency(end, written)
    sums = [_read(end, written) for end in ends if end]
    currencies = {read.currency for read in sums} | {currency or NO_UNIT}
    if len(ends) > 2 or not sums or len(currencies) > 1 + (NO_UNIT in currencies):
        raise FacetValueError(f"amount {written!r} is not known; {_HOW}.")
    if len(sums) == 2 and (sums[1].value < sums[0].value or _may_share_magnitude(ends, sums)):
        raise FacetValueError(
            f"amount {written!r} is from {sums[0].value:,.15g} to {sums[1].value:,.15g}, which is hardly meant; {_HOW}."
        )
    unit = next(iter(currencies - {NO_UNIT}), "")
    numbers = iter(_write(read.value) for read in sums)
    return f"{unit} {'-'.join(next(numbers) if end else '' for end in ends)}".strip()


def _read_currency(end: str, written: str) -> str:
    from corpus.vocabularies.currencies import split_currency

    named = split_currency(end.upper()) or split_currency(end)
    if named is None or named[0]:
        raise FacetValueError(f"amount {written!r} is not known; {_HOW}.")
    return named[1]


def _read(end: str, written: str) -> Amount:
    """Read one end of a range."""
    from corpus.parsing.amounts import parse_amounts

    sums = parse_amounts(end, NO_UNIT) or ()
    if len(sums) != 1 or not math.isfinite(sums[0].value):
        raise FacetValueError(f"amount {written!r} cannot be read in one way only; {_HOW}.")
    return sums[0]


def _may_share_magnitude(ends: list[str], sums: list[Amount]) -> bool:
    """Tell whether the magnitude of the last number may be meant of the first one too: *1-5 million*."""
    from corpus.text.numerals import NUMBER, read_number

    match = re.search(NUMBER, ends[-1])
    return 0 < sums[0].value < _SMALL and match is not None and read_number(match[0]) != sums[1].value


def _write(number: float) -> str:
    """Write a number so that it can be read in one way only: three decimals might be taken for thousands."""
    text = format(Decimal(repr(number)), "f").removesuffix(".0")
    if len(text) > _LONGEST:
        return repr(number)
    return f"{text}0" if re.fullmatch(r"\d+\.\d{3}", text) else text


def _label(value: str) -> str:
    sums = parse_range(value)
    if sums is None:
        return value
    unit = f"{sums.unit} " if sums.unit not in ("", NO_UNIT) else ""
    if math.isinf(sums.high) or math.isinf(sums.low):
        numbers = _label_open(sums, unit)
    else:
        numbers = f"{unit}{sums.low:,.15g}" + ("" if sums.low == sums.high else f" to {sums.high:,.15g}")
    return f"{numbers} (currency not stated)" if sums.unit == NO_UNIT else numbers


def _label_open(sums: Range, unit: str) -> str:
    """Write a range without an end; one that begins or ends a cent beside a whole number leaves that number out."""
    if math.isinf(sums.high):
        is_beyond = round(sums.low * 100) % 100 == 1
        return f"more than {unit}{sums.low - 0.01:,.0f}" if is_beyond else f"{unit}{sums.low:,.15g} or more"
    is_below = round(sums.high * 100) % 100 == 99
    return f"less than {unit}{sums.high + 0.01:,.0f}" if is_below else f"{unit}{sums.high:,.15g} or less"


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    amounts = unit.practice.amounts
    if amounts is None:
        return None
    return tuple(dict.fromkeys(f"{a.currency} {_write(a.value)}" for a in amounts if math.isfinite(a.value)))


def _order(value: str) -> int:
    sums = parse_range(value)
    return -int(sums.low) if sums else 0


FACET = Facet(
    name="amount",
    title="Sum of money",
    hint="Sum of money that the page states, as EUR 50,000; any sum of EUR 1m-5m, 50000- or -50000.",
    parse=_parse,
    values=_values,
    label=_label,
    order=_order,
    has_ranges=True,
    prompt="A sum, or sums as EUR 1m-5m, 50000- or -50000",
    place=107,
)
