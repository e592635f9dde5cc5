"""Numbers in cells, with the unit that is shown beside them, to tell the totals of a table."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"^[^\d\w]*(?:[A-Z]{3}|[^\W\d_]{0,2}\$)?\s*(-?\d[\d\s.,'’]*?)\s*(?:%|[^\W\d_]{1,8}|[^\w\s]{1,2})?$"
)
_THOUSANDS = re.compile(r"^-?\d{1,3}(?:[.,]\d{3})+$")


def number_in(cell: str) -> float | None:
    """Read a cell that is one number: ``1,200.50 EUR``, ``1 200,5``, ``-3``; ``None`` for any other."""
    match = _NUMBER.match(cell) if len(cell) < 40 else None
    if not match:
        return None
    digits = re.sub(r"[\s'’]", "", match[1])
    if "," in digits and "." in digits:
        decimal = max(digits.rindex(","), digits.rindex("."))
        digits = re.sub(r"[.,]", "", digits[:decimal]) + "." + digits[decimal + 1 :]
    elif _THOUSANDS.match(digits):
        digits = re.sub(r"[.,]", "", digits)
    try:
        return float(digits.replace(",", "."))
    except ValueError:
        return None
