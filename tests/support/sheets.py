"""Sheets to read: cells, merged ranges and formats as XlsxWriter writes them, and the practices that come of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from corpus.model import Practice
from corpus.parsing.results import Item, Problem, Read
from corpus.readers.delimited import read_delimited
from corpus.readers.workbook import read_workbook

Row = Sequence[object]


def sheet_of(rows: Sequence[Row], then: Callable[[xlsxwriter.Workbook, Worksheet], None] | None = None) -> bytes:
    """Write a workbook with one sheet, and what else is done to it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("S")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if then:
            then(book, sheet)
    return out.getvalue()


def delimited(rows: Sequence[Row]) -> bytes:
    """Write the same as comma-separated values."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def read_sheet_file(data: bytes) -> list[Item]:
    """Read a workbook."""
    return list(read_workbook(data, "file.xlsx"))


def read_both(rows: Sequence[Row]) -> tuple[list[Practice], list[Practice]]:
    """Read rows as a workbook and as comma-separated values."""
    return practices_of(read_sheet_file(sheet_of(rows))), practices_of(
        list(read_delimited(delimited(rows), "file.csv"))
    )


def practices_of(items: Sequence[Item]) -> list[Practice]:
    """List the practices among what was read."""
    return [item.practice for item in items if isinstance(item, Read)]


def problems_of(items: Sequence[Item]) -> list[Problem]:
    """List the problems among what was read."""
    return [item for item in items if isinstance(item, Problem)]


def furniture_of(items: Sequence[Item]) -> list[str]:
    """List what was set aside."""
    return [text for item in items if isinstance(item, Read) for text in item.furniture]
