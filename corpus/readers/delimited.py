"""CSV and its kin: one practice a row, the delimiter found by the table that it gives."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator

from corpus.parsing.column_mapping import NO_MAPPING, ColumnMapping
from corpus.parsing.results import Item, Problem
from corpus.parsing.table_rows import Sheet, find_sheet, no_records, no_table, read_sheet
from corpus.parsing.tables.grid import CellGrid, TableRow
from corpus.readers.registry import Reader
from corpus.text.decoding import decode

_DELIMITERS = ",;\t|"
_END = "\x1f"
"""Stands in no text that was decoded: a last row that takes it up has a quotation mark that was never closed."""
_SAMPLE = 30
_UNLIMITED = 2**31 - 1


def read_delimited(data: bytes, source: str, mapping: ColumnMapping = NO_MAPPING) -> Iterator[Item]:
    """Read the practices of a delimited file, with the number of the line that each begins on."""
    text, encoding = decode(data, source)
    sheet, unclosed = _split_rows(text, source, mapping)
    mapping.check(sheet.names, sheet.columns)
    items = list(read_sheet(sheet, f"{source}:", encoding))
    yield from items or [no_records(source)]
    if unclosed is not None:
        yield Problem(
            f"{source}:{unclosed}",
            "a quotation mark that opens in this row is never closed; the rest of the file was taken for one cell. "
            "Close it.",
        )


def _split_rows(text: str, source: str, mapping: ColumnMapping) -> tuple[Sheet, int | None]:
    """Choose the delimiter that names most columns, and split the file by it.

    :return: its tables and forms, and the number of the row that does not end, or ``None``.
    """
    # csv.Sniffer counts characters: commas in prose and quoted line breaks lead it astray
    declared = re.match(r"sep=(.)\n", text)
    best: tuple[int, str] = (0, "")
    for delimiter in declared[1] if declared else _DELIMITERS:
        sample = find_sheet(CellGrid(list(itertools.islice(_rows(text, delimiter), _SAMPLE))), mapping)
        if sample is not None and sample.known > best[0]:
            best = sample.known, delimiter
    rows = list(_rows(text, best[1] or ","))
    unclosed = rows[-1].number if rows and rows[-1].cells != [_END] else None
    rows[-1:] = [TableRow(rows[-1].number, [cell.replace(_END, "").rstrip("\n") for cell in rows[-1].cells])]
    sheet = find_sheet(CellGrid(rows), mapping)
    if sheet is None:
        raise no_table(rows, source)
    return sheet, unclosed


def _rows(text: str, delimiter: str) -> Iterator[TableRow]:
    csv.field_size_limit(_UNLIMITED)  # the size of the file is bounded already
    lines = csv.reader(io.StringIO(f"{text}\n{_END}", newline=""), delimiter=delimiter)
    start = 1
    for cells in lines:
        yield TableRow(start, cells)
        start = lines.line_num + 1


READER = Reader("delimited text", (".csv", ".tsv"), read_delimited, takes_mapping=True)
