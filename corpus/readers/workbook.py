"""Workbooks (Excel, OpenDocument): one practice a row on every sheet that names a title column."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from corpus.errors import PageError
from corpus.parsing.column_mapping import NO_MAPPING, ColumnMapping
from corpus.parsing.results import Item, Problem
from corpus.parsing.table_rows import TableRow, find_table, no_table, read_table
from corpus.readers.registry import Reader
from corpus.readers.zip_limits import Budget, open_archive, unpack

_MOST_CELLS = 5_000_000
"""In the rectangle from the first to the last cell of a sheet, which is held in memory whole."""
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*[^>/]>')

Value = int | float | str | bool | date | datetime | object


def read_workbook(data: bytes, source: str, mapping: ColumnMapping = NO_MAPPING) -> Iterator[Item]:
    """Read the practices of a workbook, with sheet and row; a sheet that is no table of practices is a problem."""
    _check_size(data, source)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = {name: _rows(workbook, name) for name in workbook.sheet_names}
    except CalamineError as error:
        raise PageError(f"{source}: not a workbook that can be read: {error}.") from error
    filled = {f"{source}#{name}": rows for name, rows in sheets.items() if rows}
    if not filled:
        raise PageError(f"{source}: every sheet is empty.")
    tables = {place: find_table(rows, mapping) for place, rows in filled.items()}
    if any(tables.values()):
        mapping.check([column for table in tables.values() if table for column in table.columns])
    for place, table in tables.items():
        if table is None:
            yield Problem(place, str(no_table(filled[place], place)).removeprefix(f"{place}: "))
        else:
            yield from read_table(table, mapping, f"{place}!")


def _rows(workbook: CalamineWorkbook, name: str) -> list[TableRow]:
    """List the rows of a sheet that hold something, with the numbers that the program shows."""
    sheet = workbook.get_sheet_by_name(name)
    first = sheet.start[0] if sheet.start else 0
    rows = (
        TableRow(number, [as_written(value) for value in cells]) for number, cells in enumerate(sheet.to_python(), 1)
    )
    return [TableRow(row.number + first, row.cells) for row in rows if any(row.cells)]


def as_written(value: Value) -> str:
    """Write a cell as a person would: ``2019`` for 2019.0, ``2019-03-05`` for a date at midnight."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}" if value != int(value) or abs(value) >= 1e15 else str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.hour or value.minute else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _check_size(data: bytes, source: str) -> None:
    """Refuse what would not fit into memory once unpacked.

    :raises PageError: the parts unpack to too much, or a few cells span a sheet without end.
    """
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return
    with open_archive(data, source) as archive:
        Budget().spend(archive.infolist(), source)
        for info in archive.infolist():
            if info.filename.startswith("xl/worksheets/") and _extent(unpack(archive, info)) > _MOST_CELLS:
                raise PageError(
                    f"{source}: the sheet {info.filename} spans more than {_MOST_CELLS:,} cells; "
                    "delete the ones that lie far from the others."
                )


def _extent(sheet: bytes) -> int:
    """Count the cells of the rectangle around all that hold something."""
    cells = list(_CELL.finditer(sheet))
    rows = [int(cell[2]) for cell in cells] or [0]
    columns = [_column(cell[1]) for cell in cells] or [0]
    return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


READER = Reader("workbook", (".ods", ".xls", ".xlsm", ".xlsx"), read_workbook, takes_mapping=True)
