"""Ranges of numbers as values of a filter: ``2017-2019``, ``2017-``, ``-2019``, ``EUR 1000000-5000000``."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_NUMBER = r"\d+(?:\.\d+)?(?:e\+\d+)?"
_RANGE = re.compile(rf"(?:([A-Z]+) )?({_NUMBER})?(?:(-)({_NUMBER})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers from a lowest to a highest one, both included."""

    low: float
    high: float
    unit: str
    """That of the numbers; empty: any."""


def parse_range(value: str) -> Range | None:
    """Read a range, or a number as the range of itself, as filters and the index hold it; ``None``: it is none."""
    match = _RANGE.fullmatch(value)
    unit, first, dash, last = match.groups() if match else (None, None, None, None)
    if not (first or last):
        return None
    low = float(first) if first else -math.inf
    high = float(last) if last else math.inf if dash else low
    return Range(low, high, unit or "")
