"""Day and month of a table's dates: what one cell leaves open another of the same table may tell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.text.strings import squeezed

_DATE = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d\d)(?!\d)")


def is_day_first(cells: Iterable[str]) -> bool | None:
    """Tell whether the dates of a table begin with the day; ``None`` where no cell tells, or two contradict."""
    orders = set()
    for cell in cells:
        for left, _, right, _ in _DATE.findall(cell):
            if int(left) > 12 >= int(right):
                orders.add(True)
            elif int(right) > 12 >= int(left):
                orders.add(False)
    return orders.pop() if len(orders) == 1 else None


def with_order(cell: str, *, day_first: bool) -> str:
    """Write the dates of a cell as ISO 8601: ``01/09/2018`` is ``2018-09-01`` where days come first."""
    return squeezed(_DATE.sub(lambda date: _iso(date, day_first=day_first), cell)) if _DATE.search(cell) else cell


def _iso(date: re.Match[str], *, day_first: bool) -> str:
    left, right = int(date[1]), int(date[3])
    day, month = (left, right) if day_first else (right, left)
    return f"{date[4]}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else date[0]
