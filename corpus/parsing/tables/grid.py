"""The grid of a sheet: cells at their places, merged ones in every row and column that they cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

CellPlace = tuple[int, int]
"""The number of a row, as it is shown, and that of a column, from 0."""


class MergedRange(NamedTuple):
    """The rectangle that a merged cell covers, ends included: rows as they are shown, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as a person counts, and its cells as a person would write them. A blank row has none."""

    number: int
    cells: Sequence[str]

    def cell(self, column: int) -> str:
        """Return the text of a cell without the space around it, empty beyond the last one."""
        return self.cells[column].strip() if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class CellGrid:
    """Rows from the first to the last that holds something; a blank one stands for one or more of them."""

    rows: Sequence[TableRow]
    spans: Mapping[CellPlace, MergedRange] = field(default_factory=dict)
    """The merged cell that covers a place; its text stands at all of them."""
    links: Mapping[CellPlace, str] = field(default_factory=dict)
    """Where the link of a cell leads."""
    sums: Set[CellPlace] = frozenset()
    """Cells that are computed from several others: the totals of a sheet."""
    bold: Set[CellPlace] = frozenset()

    @property
    def width(self) -> int:
        """The number of columns."""
        return max((len(row.cells) for row in self.rows), default=0)

    def origin(self, number: int, column: int) -> CellPlace:
        """Return the place whose cell is seen at another: the upper left one of a merged cell, else the same."""
        span = self.spans.get((number, column))
        return (span.top, span.left) if span else (number, column)

    def filled(self, row: TableRow, columns: Iterable[int]) -> list[int]:
        """List the columns of a row that hold something; a merged cell counts once, in the first that it covers."""
        seen: set[CellPlace] = set()
        places = []
        for column in columns:
            if row.cell(column) and (place := self.origin(row.number, column)) not in seen:
                seen.add(place)
                places.append(column)
        return places

    def goes_on(self, row: TableRow, columns: Iterable[int]) -> bool:
        """Tell whether all that a row holds is the rest of cells that begin above it."""
        return all(self.origin(row.number, column)[0] < row.number for column in columns if row.cell(column))

    def texts(self, rows: Iterable[TableRow], columns: Sequence[int]) -> Iterator[str]:
        """Iterate over the texts of a rectangle, each merged one once."""
        seen: set[CellPlace] = set()
        for row in rows:
            for column in self.filled(row, columns):
                if (place := self.origin(row.number, column)) not in seen:
                    seen.add(place)
                    yield row.cell(column)


def is_blank(row: TableRow) -> bool:
    """Tell whether a row holds nothing."""
    return not any(cell.strip() for cell in row.cells)


def letters(column: int) -> str:
    """Write the number of a column, from 0, as spreadsheets do: ``A``, ``AB``."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
