"""Binary workbooks (.xls, .xlsb), read by calamine: values and merged cells.

What calamine does not tell is not known of them: hidden rows and columns, formats of numbers, links, computed totals.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from corpus.errors import PageError
from corpus.parsing.tables.grid import MergedRange
from corpus.readers.workbook.number_formats import plain_number
from corpus.readers.workbook.sheet import RawSheet


def read_binary(data: bytes, source: str) -> Iterator[RawSheet]:
    """Read the sheets of a workbook, one by one.

    :raises PageError: it is no workbook, or needs a password.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for entry in workbook.sheets_metadata:
            sheet = RawSheet(entry.name, entry.visible != SheetVisibleEnum.Visible)
            _fill(sheet, workbook)
            yield sheet
    except CalamineError as error:
        raise PageError(f"{source}: not a workbook that can be read: {error}.") from error


def _fill(sheet: RawSheet, workbook: CalamineWorkbook) -> None:
    cells = workbook.get_sheet_by_name(sheet.name)
    top, left = cells.start or (0, 0)
    for number, row in enumerate(cells.to_python(), start=top + 1):
        for column, value in enumerate(row, start=left):
            sheet.put(number, column, as_written(value))
    for (first, start), (last, end) in cells.merged_cell_ranges or ():
        sheet.merged.append(MergedRange(first + 1, start, last + 1, end))


def as_written(value: object) -> str:
    """Write a cell as a person would: ``2019`` for 2019.0, ``2019-03-05`` for a date at midnight."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return plain_number(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes") if value.hour or value.minute else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
