"""Forms of a sheet: labels down a column with their values beside them, for one practice or several side by side."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from corpus.parsing.record import target_of
from corpus.parsing.tables.asides import fits
from corpus.parsing.tables.columns import Labels, TableColumn
from corpus.parsing.tables.grid import CellGrid, CellPlace, is_blank

_MOST_BESIDE = 16
"""Forms beside each other; further titles of a row begin none."""

_TALLEST = 1_000
"""Rows of a form above and below its title."""

NamedCell = tuple[TableColumn, str, CellPlace]
"""A cell with its name, its text and its place."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form: where it lies, the cells of its records, each with its column, and the texts that are no value."""

    rows: range
    columns: range
    records: tuple[tuple[int, tuple[NamedCell, ...]], ...]
    asides: tuple[str, ...]


def find_forms(grid: CellGrid, labels: Labels) -> list[Form]:
    """Find the forms of a sheet: a column whose cells are labels of practices, a title among them.

    A row of a table that names columns has more of them beside each other than below.
    """
    titles: dict[int, list[int]] = {}
    for number, row in enumerate(grid.rows):
        named = [column for column, cell in enumerate(row.cells) if labels.is_title(cell.strip())]
        for column in named[:_MOST_BESIDE]:
            titles.setdefault(column, []).append(number)
    forms: list[Form] = []
    taken: dict[int, int] = {}
    for column, numbers in sorted(titles.items()):
        above = 0
        for number, below in zip(numbers, [*numbers[1:], len(grid.rows)], strict=True):
            if taken.get(number, column + 1) <= column:
                continue
            first, above = above, number + 1
            if form := _form_at(grid, labels, number, column, range(first, below)):
                forms.append(form)
                above = form.rows.stop
                taken |= dict.fromkeys(form.rows, column)
    return sorted(forms, key=lambda form: (form.rows.start, form.columns.start))


def _form_at(grid: CellGrid, labels: Labels, title: int, column: int, between: range) -> Form | None:
    rows = _extent(grid, labels, title, column, between)
    labelled = [n for n in rows if grid.rows[n].cell(column) and _is_own(grid, n, column)]
    known = [n for n in labelled if labels.target(grid.rows[n].cell(column))]
    if len(known) < 2 or not labels.names_practice(grid.rows[n].cell(column) for n in known):
        return None
    columns = _label_columns(grid, labels, rows, column)
    beside = sum(labels.target(grid.rows[title].cell(c)) is not None for c in _filled(grid, title))
    total = sum(labels.target(grid.rows[n].cell(c)) is not None for n in rows for c in columns)
    if total <= beside or (2 * len(known) < len(labelled) and (beside > 1 or len(known) < 3)):
        return None
    return _read_form(grid, labels, rows, columns)


def _extent(grid: CellGrid, labels: Labels, title: int, column: int, between: range) -> range:
    """Find the rows of a form: from its first label to the last, and what goes on below that without a blank row."""
    between = range(max(between.start, title - _TALLEST), min(between.stop, title + _TALLEST))
    header = (n for n in between if n > title and _names_columns(grid, labels, n, column))
    between = range(between.start, next(header, between.stop))
    known = [n for n in between if labels.target(grid.rows[n].cell(column))]
    first = min(known, default=title)
    last = max(known, default=title)
    while last + 1 < between.stop and not is_blank(grid.rows[last + 1]):
        last += 1
    return range(first, last + 1)


def _names_columns(grid: CellGrid, labels: Labels, number: int, column: int) -> bool:
    """Tell whether a row below a form is the header of a table: a label where its value would stand, and a title."""
    row = grid.rows[number]
    beside = labels.target(row.cell(column)) is not None and labels.target(row.cell(column + 1)) is not None
    return beside and any(labels.is_title(cell.strip()) for cell in row.cells)


def _label_columns(grid: CellGrid, labels: Labels, rows: range, first: int) -> list[int]:
    """List the columns of a form that hold labels: the first one, and others in which most cells are known ones."""
    columns = [first]
    for column in range(first + 2, max((len(grid.rows[n].cells) for n in rows), default=0)):
        cells = [grid.rows[n].cell(column) for n in rows if grid.rows[n].cell(column) and _is_own(grid, n, column)]
        known = sum(labels.target(cell) is not None for cell in cells)
        if known > 1 and 2 * known >= len(cells):
            columns.append(column)
    return columns


def _read_form(grid: CellGrid, labels: Labels, rows: range, columns: Sequence[int]) -> Form:
    width = max(len(grid.rows[n].cells) for n in rows)
    groups = [range(start + 1, end) for start, end in zip(columns, [*columns[1:], width], strict=True)]
    records: dict[int, list[NamedCell]] = {}
    asides: list[str] = []
    main: list[int] = []
    for label_column, values in zip(columns, groups, strict=True):
        heads = _record_columns(grid, labels, rows, label_column, values)
        main = heads or main
        for cell in _cells(grid, labels, rows, label_column, values, asides):
            under = main[max(bisect_right(main, cell[2][1]) - 1, 0)] if main else label_column
            records.setdefault(under, []).append(cell)
    named = tuple((column, tuple(cells)) for column, cells in sorted(records.items()))
    return Form(rows, range(columns[0], width), named, tuple(asides))


def _record_columns(grid: CellGrid, labels: Labels, rows: range, label_column: int, values: range) -> list[int]:
    """List the columns at which records begin: those with a title; one with as much else beside them has lost its own.

    A merged title goes over the columns of one record.
    """
    number = next((n for n in rows if labels.is_title(grid.rows[n].cell(label_column))), None)
    if number is None:
        return []
    heads = _filled(grid, number, values)
    counts = Counter(column for n in rows for column in _filled(grid, n, values))
    span = {c for c in values if grid.rows[number].cell(c)}
    most = max((counts[c] for c in heads), default=0)
    untitled = [column for column, count in counts.items() if column not in span and 2 * count > most > 0]
    return sorted({*heads, *untitled})


def _cells(
    grid: CellGrid, labels: Labels, rows: range, label_column: int, values: range, asides: list[str]
) -> Iterator[NamedCell]:
    """Iterate over the values of a column of labels; a label without one has it below, in its own column."""
    label = ""
    waiting = False
    seen: set[CellPlace] = set()
    for n in rows:
        row = grid.rows[n]
        cell = row.cell(label_column)
        beside = [c for c in _filled(grid, n, values) if grid.origin(row.number, c) not in seen]
        seen |= {grid.origin(row.number, c) for c in beside}
        if cell and _is_own(grid, n, label_column):
            is_value = waiting and not beside and labels.target(cell) is None
            if is_value:
                yield labels.column([label]), cell, (row.number, label_column)
                waiting = False
                continue
            if waiting:
                asides.append(label)
            label, waiting = cell, not beside
        for column in beside:
            if label:
                yield labels.column([label]), row.cell(column), (row.number, column)
            else:
                asides.append(row.cell(column))
    if waiting:
        asides.append(label)


def _filled(grid: CellGrid, number: int, columns: range | None = None) -> list[int]:
    row = grid.rows[number]
    return grid.filled(row, range(len(row.cells)) if columns is None else columns)


def _is_own(grid: CellGrid, number: int, column: int) -> bool:
    """Tell whether a cell begins at its place, and is not the rest of a merged one."""
    place = (grid.rows[number].number, column)
    return grid.origin(*place) == place


def is_legend(form: Form, names: Set[str]) -> bool:
    """Tell whether a form only explains columns of a table: it has no other label, and no value of the right kind."""
    cells = [cell for _, record in form.records for cell in record]
    return {column.name for column, _, _ in cells} <= names and not any(
        fits(target_of(column.target or "") or "", text) for column, text, _ in cells
    )
