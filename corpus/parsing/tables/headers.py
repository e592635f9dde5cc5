"""Headers: the rows that name the columns of a table, and how far to each side the table goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.parsing.tables.columns import Labels, TableColumn
from corpus.parsing.tables.grid import CellGrid, TableRow

_LONGEST_NAME = 60
_NO_NAME = re.compile(r"\d{3}|[.!?;]$")
_MOST_ROWS = 4
"""Of one header; more rows that are joined by merged cells are no header."""


@dataclass(frozen=True, slots=True)
class Header:
    """Rows of a grid, by their index, that name the columns of tables; the one that names a title is ``row``."""

    first: int
    row: int
    last: int


def find_header(grid: CellGrid, labels: Labels, row: int) -> Header:
    """Find the rows that make a header together with one that names a title.

    Rows are joined by a merged cell that goes over both, or by one that stands over several names. Where nothing is
    merged, as in delimited text, names with blanks beside them stand over the names below the blanks.
    """
    first = last = row
    while first > 0 and last - first < _MOST_ROWS and _stands_over(grid, grid.rows[first - 1], grid.rows[first]):
        first -= 1
    while (
        last + 1 < len(grid.rows)
        and last - first < _MOST_ROWS
        and _goes_on_below(grid, labels, grid.rows[last], grid.rows[last + 1])
    ):
        last += 1
    return Header(first, row, last)


def name_columns(grid: CellGrid, labels: Labels, header: Header, columns: Sequence[int]) -> tuple[TableColumn, ...]:
    """Name the columns of a table, the name of a lower row joined to that of the upper one."""
    rows = grid.rows[header.first : header.last + 1]
    named = []
    for column in columns:
        parts = [part for row in rows if (part := _name_at(grid, row, column, rows, columns[0]))]
        named.append(labels.column(parts) if parts else TableColumn(f"column {column + 1}", None))
    return tuple(named)


def looks_like_names(grid: CellGrid, row: TableRow, columns: Sequence[int]) -> bool:
    """Tell whether the cells of a row may be names of columns: short, each said once, no numbers or sentences."""
    cells = [row.cell(column) for column in grid.filled(row, columns)]
    return bool(cells) and len(set(cells)) == len(cells) and all(map(_may_be_name, cells))


def _may_be_name(cell: str) -> bool:
    return len(cell) <= _LONGEST_NAME and not _NO_NAME.search(cell)


def _stands_over(grid: CellGrid, above: TableRow, row: TableRow) -> bool:
    """Tell whether a row names groups of the columns that the row below it names."""
    if not above.cells:
        return False
    columns = range(max(len(above.cells), len(row.cells)))
    tops = grid.filled(above, columns)
    names = grid.filled(row, columns)
    if any(grid.origin(row.number, column)[0] < row.number for column in names):
        return True
    spans = [grid.spans.get((above.number, column)) for column in tops]
    merged = any(
        span and span.left < span.right and any(not span.left <= column <= span.right for column in names)
        for span in spans
    )
    if len(tops) == 1 and tops[0] == names[0]:
        return False  # the title of the table
    return (merged and looks_like_names(grid, above, columns)) or _groups(grid, above, tops, names)


def _groups(grid: CellGrid, above: TableRow, tops: list[int], names: list[int]) -> bool:
    """Tell whether names without merged cells are groups: each but perhaps some begins where a name stands below.

    One alone is the title of the table; a name with no name below it is a column of its own.
    """
    return (
        not grid.spans
        and 1 < len(tops) < len(names)
        and set(tops) <= set(names)
        and looks_like_names(grid, above, tops)
        and tops[0] == names[0]
    )


def _goes_on_below(grid: CellGrid, labels: Labels, row: TableRow, below: TableRow) -> bool:
    """Tell whether the names of a header go on in the row below it."""
    if not below.cells:
        return False
    columns = range(max(len(row.cells), len(below.cells)))
    if any(grid.origin(below.number, column)[0] < below.number for column in columns if below.cell(column)):
        return True
    return _fills_gaps(grid, labels, row, below)


def _fills_gaps(grid: CellGrid, labels: Labels, row: TableRow, below: TableRow) -> bool:
    """Tell whether a row names what the one above left open: under a name with a blank, or a merged cell, beside it."""
    columns = range(max(len(row.cells), len(below.cells)))
    names = grid.filled(below, columns)
    if not looks_like_names(grid, below, columns) or any(labels.is_title(below.cell(column)) for column in names):
        return False
    if any(labels.is_title(row.cell(column)) for column in names):  # a practice has its title there
        return False
    under_group = [column for column in names if _is_grouped(grid, row, column)]
    known = [column for column in names if labels.target(below.cell(column))]
    return under_group == names and (2 * len(known) >= len(names) or _all_groups_are_merged(grid, row, names))


def _is_grouped(grid: CellGrid, row: TableRow, column: int) -> bool:
    span = grid.spans.get((row.number, column))
    if span:
        return span.left < span.right
    return not row.cell(column) or not row.cell(column + 1)


def _all_groups_are_merged(grid: CellGrid, row: TableRow, columns: Sequence[int]) -> bool:
    return all((row.number, column) in grid.spans for column in columns)


def _name_at(grid: CellGrid, row: TableRow, column: int, rows: Sequence[TableRow], left: int) -> str:
    """Return what a row of a header says of a column; a name over blanks goes on over the names below them."""
    if (cell := row.cell(column)) or row is rows[-1] or grid.spans:
        return cell
    below = rows[rows.index(row) + 1]
    if not below.cell(column):
        return ""
    before = (row.cell(at) for at in range(column - 1, left - 1, -1))
    return next(filter(None, before), "")
