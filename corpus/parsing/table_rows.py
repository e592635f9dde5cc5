"""Row parsing: one practice a row; the header is found by its names, and its columns tell what a cell is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import PageError
from corpus.parsing.column_mapping import IGNORE, ColumnMapping
from corpus.parsing.record import take_cells, target_of
from corpus.parsing.results import Item, read_item
from corpus.text.strings import clean

_SEARCHED = 30
"""Rows; a header stands no lower, below a title, a logo or a note."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as a person counts, and its cells as a person would write them."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table taken apart: what stands above its header, its columns, how many have a known name, and its rows."""

    above: tuple[str, ...]
    known: int
    columns: tuple[str, ...]
    rows: Sequence[TableRow]


def find_table(rows: Sequence[TableRow], mapping: ColumnMapping) -> Table | None:
    """Find the table in the rows of a sheet: from the row that names most columns, a title among them.

    :return: ``None`` where no row near the top names the title.
    """
    best, header = 0, -1
    for number, row in enumerate(rows[:_SEARCHED]):
        targets = [mapping.targets.get(name) or target_of(name) for name in map(_name, row.cells)]
        known = sum(target is not None for target in targets)
        if known > best and any(target and target_of(target) == "title" for target in targets):
            best, header = known, number
    if header < 0:
        return None
    width = max(len(row.cells) for row in rows[header:])
    names = [_name(cell) for cell in rows[header].cells]
    names += [""] * (width - len(names))
    columns = tuple(name or f"column {number}" for number, name in enumerate(names, start=1))
    above = tuple(cell.strip() for row in rows[:header] for cell in row.cells if cell.strip())
    return Table(above, best, columns, rows[header + 1 :])


def read_table(table: Table, mapping: ColumnMapping, place: str, encoding: str = "utf-8") -> Iterator[Item]:
    """Read the practices of a table; an empty row says nothing, and one without a title is a problem with its number.

    :param place: the file and the sheet with what stands before a row's number (``file.csv:``, ``file.xlsx#Sheet1!``).
    """
    furniture = table.above
    for row in table.rows:
        cells = [
            (column, clean(cell).strip())
            for column, cell in zip(table.columns, row.cells, strict=False)
            if cell.strip() and mapping.targets.get(column) != IGNORE
        ]
        if not cells:
            continue
        record = take_cells(cells, mapping.targets)
        yield read_item(
            record.written,
            record.sections,
            f"{place}{row.number}",
            identity=record.identity,
            extra=record.extra,
            furniture=furniture,
            encoding=encoding,
            seen="\n".join([*furniture, *record.values]),
            labels=[record.identity],
            table=place,
        )
        furniture = ()


def no_table(rows: Sequence[TableRow], place: str) -> PageError:
    """Make the error for rows in which no header was found."""
    widest = max(rows[:_SEARCHED], key=lambda row: sum(bool(cell.strip()) for cell in row.cells))
    cells = ", ".join(repr(_name(cell)) for cell in widest.cells if cell.strip())
    return PageError(
        f"{place}: no column is named as the title; found {cells[:400]}. Name one 'title', or say which one it is in "
        'a file mapping.toml beside the table: [columns] "Their name" = "title".'
    )


def _name(cell: str) -> str:
    return clean(" ".join(cell.split()))
