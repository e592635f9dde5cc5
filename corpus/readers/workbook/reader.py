"""Workbooks to practices: every sheet that is shown, with its tables and forms."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace

from corpus.errors import PageError
from corpus.parsing.column_mapping import NO_MAPPING, ColumnMapping
from corpus.parsing.results import Item, Problem, Read
from corpus.parsing.table_rows import Sheet, find_sheet, no_records, no_table, read_sheet
from corpus.readers.workbook.binary import read_binary
from corpus.readers.workbook.excel import is_excel, read_excel
from corpus.readers.workbook.open_document import is_open_document, read_open_document
from corpus.readers.workbook.sheet import RawSheet, ShownSheet, listed, show
from corpus.readers.zip_limits import Budget, open_archive


def read_workbook(data: bytes, source: str, mapping: ColumnMapping = NO_MAPPING) -> Iterator[Item]:
    """Read the practices of a workbook, with sheet and row; a sheet that is no table of practices is a problem.

    Hidden sheets, rows and columns are set aside, and named.
    """
    raws = [raw for raw in _sheets(data, source) if raw.rows or raw.uncomputed]
    hidden = [raw for raw in raws if raw.is_hidden]
    shown = {f"{source}#{raw.name}": show(raw, f"{source}#{raw.name}") for raw in raws if not raw.is_hidden}
    filled = {place: sheet for place, sheet in shown.items() if sheet.grid.rows}
    if not filled:
        raise PageError(f"{source}: every sheet is {'hidden' if raws else 'empty'}.")
    sheets = _find_sheets(filled, mapping)
    if any(sheets.values()):
        names = [name for sheet in sheets.values() if sheet for name in sheet.names]
        mapping.check(names, [name for sheet in sheets.values() if sheet for name in sheet.columns])
    notes = [f"{source}#{raw.name}: the sheet is hidden; it was set aside." for raw in hidden]
    notes += [f"{place}: {note}" for place, sheet in shown.items() for note in sheet.notes]
    set_aside = [text for raw in hidden for text in raw.texts()]
    items = list(_read_sheets(filled, sheets, set_aside))
    yield from _with_notes(items, notes, set_aside, source)


def _sheets(data: bytes, source: str) -> Iterator[RawSheet]:
    """Read the sheets by what the file is, whatever its name says."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return read_binary(data, source)
    with open_archive(data, source) as archive:
        Budget().spend(archive.infolist(), source)
        if is_excel(archive):
            return iter(list(read_excel(archive, source)))
        if is_open_document(archive):
            return iter(list(read_open_document(archive, source)))
    return read_binary(data, source)


def _find_sheets(filled: dict[str, ShownSheet], mapping: ColumnMapping) -> dict[str, Sheet | None]:
    """Find the tables of each sheet; a form that only explains the columns of a table elsewhere is none."""
    sheets = {place: find_sheet(sheet.grid, mapping) for place, sheet in filled.items()}
    columns = {name for sheet in sheets.values() if sheet for name in sheet.columns}
    return {
        place: sheet if sheet is None or sheet.columns else find_sheet(filled[place].grid, mapping, columns)
        for place, sheet in sheets.items()
    }


def _read_sheets(
    filled: dict[str, ShownSheet], sheets: dict[str, Sheet | None], set_aside: list[str]
) -> Iterator[Item]:
    """Read the practices of each sheet; a sheet without a table is a problem.

    :param set_aside: takes the texts that no practice of their own sheet can go with.
    """
    for place, shown in filled.items():
        if shown.uncomputed:
            yield Problem(
                place,
                f"the file does not hold the results of formulas ({listed(shown.uncomputed)}); "
                "open it in a spreadsheet program and save it.",
            )
        set_aside += shown.hidden
        sheet = sheets[place]
        if sheet is None:
            yield Problem(place, str(no_table(shown.grid.rows, place)).removeprefix(f"{place}: "))
            continue
        is_empty = True
        for item in read_sheet(sheet, f"{place}!"):
            is_empty = is_empty and not isinstance(item, Read)
            yield item
        if is_empty:
            set_aside += sheet.asides


def _with_notes(items: list[Item], notes: list[str], set_aside: list[str], source: str) -> Iterator[Item]:
    """Say with the first practice what was set aside of the workbook; where none is, it is a problem."""
    if not items:
        yield no_records(source)
    first = next((number for number, item in enumerate(items) if isinstance(item, Read)), None)
    for number, item in enumerate(items):
        if number == first and isinstance(item, Read):
            furniture = (*item.furniture, *set_aside)
            yield replace(item, furniture=furniture, seen="\n".join([item.seen, *set_aside]), notes=tuple(notes))
        else:
            yield item
    if first is None:
        yield from (Problem(source, note.removeprefix(f"{source}: ")) for note in notes)
