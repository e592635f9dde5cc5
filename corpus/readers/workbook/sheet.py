"""Sheets as a workbook holds them: cells by row and column, and what is merged, linked, computed or hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from corpus.errors import PageError
from corpus.parsing.tables.grid import CellGrid, CellPlace, MergedRange, TableRow, letters

MOST_CELLS = 5_000_000
"""Of a sheet when it is laid out: each row from the first column to its last cell, merged cells wherever they go."""


@dataclass(slots=True)
class RawSheet:
    """A sheet that was read. Rows count from 1, columns from 0."""

    name: str
    is_hidden: bool = False
    rows: dict[int, dict[int, str]] = field(default_factory=dict)
    """The texts of the cells that hold one."""
    merged: list[MergedRange] = field(default_factory=list)
    links: dict[CellPlace, str] = field(default_factory=dict)
    sums: set[CellPlace] = field(default_factory=set)
    bold: set[CellPlace] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    hidden_cells: set[CellPlace] = field(default_factory=set)
    """Cells whose format shows nothing."""
    errors: dict[CellPlace, str] = field(default_factory=dict)
    """What cells show that could not be computed."""
    uncomputed: set[CellPlace] = field(default_factory=set)
    """Formulas whose result the file does not hold."""
    beside: list[str] = field(default_factory=list)
    """Texts of the sheet that stand in no cell, as those of boxes and comments."""

    def put(self, row: int, column: int, text: str) -> None:
        """Put a text into a cell, where there is one."""
        if text.strip():
            self.rows.setdefault(row, {})[column] = text

    def texts(self) -> list[str]:
        """List all its texts in order."""
        return [cells[column] for _, cells in sorted(self.rows.items()) for column in sorted(cells)]


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """The grid that a sheet shows, and the texts and the places that it does not show."""

    grid: CellGrid
    hidden: tuple[str, ...]
    notes: tuple[str, ...]
    uncomputed: tuple[str, ...]
    """The names of cells whose formulas were never computed."""


def show(sheet: RawSheet, place: str) -> ShownSheet:
    """Lay out what a sheet shows.

    :param place: the file and the sheet, for messages.
    :raises PageError: its cells would not fit into memory.
    """
    spans = _spans(sheet, place)
    cells = _with_merged(sheet, spans)
    if sum(max(row, default=0) + 1 for row in cells.values()) > MOST_CELLS:
        raise PageError(
            f"{place}: the sheet spans more than {MOST_CELLS:,} cells; delete the ones that lie far from the others."
        )
    hidden_columns = {column for columns in sheet.hidden_columns for column in columns}
    hidden: list[str] = []
    seen: set[CellPlace] = set()
    for number, row in sorted(sheet.rows.items()):
        for column, text in sorted(row.items()):
            span = spans.get((number, column), MergedRange(number, column, number, column))
            if (number, column) in sheet.hidden_cells or not _is_seen(span, sheet.hidden_rows, hidden_columns):
                hidden.append(text)
                seen.add((number, column))
    rows = list(_shown_rows(cells, sheet.hidden_rows, hidden_columns, sheet.hidden_cells))
    grid = CellGrid(rows, spans, sheet.links, sheet.sums, sheet.bold)
    return ShownSheet(
        grid, (*hidden, *sheet.errors.values(), *sheet.beside), tuple(_notes(sheet, seen)), _names(sheet.uncomputed)
    )


def _is_seen(span: MergedRange, rows: set[int], columns: set[int]) -> bool:
    """Tell whether anything of a cell is seen."""
    return any(row not in rows for row in range(span.top, span.bottom + 1)) and any(
        column not in columns for column in range(span.left, span.right + 1)
    )


def _spans(sheet: RawSheet, place: str) -> dict[CellPlace, MergedRange]:
    """Map every place that a merged cell covers to it; of two that lie over each other the first is one."""
    last_row = max(sheet.rows, default=0)
    last_column = max((column for row in sheet.rows.values() for column in row), default=0)
    spans: dict[CellPlace, MergedRange] = {}
    left = MOST_CELLS
    for span in sheet.merged:
        inside = MergedRange(span.top, span.left, min(span.bottom, last_row), min(span.right, last_column))
        covered = [(row, column) for row in range(inside.top, inside.bottom + 1) for column in _columns(inside)]
        left -= len(covered)
        if left < 0:
            raise PageError(f"{place}: merged cells cover more than {MOST_CELLS:,} cells; unmerge them.")
        if len(covered) > 1 and not any(at in spans for at in covered):
            spans |= dict.fromkeys(covered, inside)
    return spans


def _columns(span: MergedRange) -> range:
    return range(span.left, span.right + 1)


def _with_merged(sheet: RawSheet, spans: dict[CellPlace, MergedRange]) -> dict[int, dict[int, str]]:
    """Copy the text of each merged cell to all places that it covers."""
    cells = {number: dict(row) for number, row in sheet.rows.items()}
    for (number, column), span in spans.items():
        if text := sheet.rows.get(span.top, {}).get(span.left):
            cells.setdefault(number, {})[column] = text
    return cells


def _shown_rows(
    cells: dict[int, dict[int, str]], hidden_rows: set[int], hidden_columns: set[int], hidden_cells: set[CellPlace]
) -> Iterator[TableRow]:
    """List the rows that are shown; one blank row stands for all between two others."""
    above = 0
    for number, row in sorted(cells.items()):
        if number in hidden_rows:
            continue
        shown = {c: t for c, t in row.items() if c not in hidden_columns and (number, c) not in hidden_cells}
        if not shown:
            continue
        if above and any(between not in hidden_rows for between in _between(above, number)):
            yield TableRow(above + 1, ())
        yield TableRow(number, [shown.get(column, "") for column in range(max(shown) + 1)])
        above = number


def _between(above: int, number: int) -> range:
    return range(above + 1, number)


def _notes(sheet: RawSheet, hidden: Iterable[CellPlace]) -> Iterator[str]:
    """Say what was hidden, and which cells hold errors."""
    places = list(hidden)
    rows = sorted({row for row, _ in places} & sheet.hidden_rows)
    columns = sorted({column for _, column in places if any(column in part for part in sheet.hidden_columns)})
    if rows:
        yield f"{len(rows)} hidden rows ({listed(map(str, rows))}) were set aside."
    if columns:
        yield f"{len(columns)} hidden columns ({listed(map(letters, columns))}) were set aside."
    if sheet.errors:
        yield f"{len(sheet.errors)} cells show an error ({listed(_names(sheet.errors))}) and were left out."


def _names(places: Iterable[CellPlace]) -> tuple[str, ...]:
    return tuple(f"{letters(column)}{row}" for row, column in sorted(places))


def listed(names: Iterable[str]) -> str:
    """Name the first of many."""
    names = list(names)
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")
