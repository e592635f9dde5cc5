"""Ranges of numbers as values of a filter: ``2017-2019``, ``2017-``, ``-2019``, ``EUR 1000000-5000000``."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_NUMBER = r"\d+(?:\.\d+)?(?:e\+\d+)?"
_RANGE = re.compile(rf"(?:([A-Z]+) )?({_NUMBER})?(?:(-)({_NUMBER})?)?", re.ASCII)


NO_UNIT = "XXX"
"""The unit of a number whose own is not stated, as ISO 4217 has it: it is not known whether it is within a range of
another unit."""


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from a lowest to a highest one, both included."""

    low: float
    high: float
    unit: str
    """That of the numbers; empty: any."""


def intersect_ranges(first: str, second: str) -> str | None:
    """Write the range of the numbers that are in both; ``None`` where either is no range, or the units differ.

    Where no number is in both, a range that nothing is in.
    """
    both = parse_range(first), parse_range(second)
    if both[0] is None or both[1] is None or (both[0].unit and both[1].unit and both[0].unit != both[1].unit):
        return None
    lows, highs = [_ends(value)[0] for value in (first, second)], [_ends(value)[1] for value in (first, second)]
    low = max(filter(None, lows), key=float, default="")
    high = min(filter(None, highs), key=float, default="")
    unit = both[0].unit or both[1].unit
    return f"{unit} {low if low == high else f'{low}-{high}'}".strip()


def _ends(value: str) -> tuple[str, str]:
    """Split a range into its ends as they are written; empty where it is open."""
    first, dash, last = value.rpartition(" ")[2].partition("-")
    return first, last if dash else first


def parse_range(value: str) -> Range | None:
    """Read a range, or a number as the range of itself, as filters and the index hold it; ``None``: it is none."""
    match = _RANGE.fullmatch(value)
    unit, first, dash, last = match.groups() if match else (None, None, None, None)
    if not (first or last):
        return None
    low = float(first) if first else -math.inf
    high = float(last) if last else math.inf if dash else low
    return Range(low, high, unit or "")
