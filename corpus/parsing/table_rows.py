"""Sheets of cells to practices: the tables and forms of a grid, each cell under its own name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.errors import PageError
from corpus.model import SectionKind
from corpus.parsing.column_mapping import IGNORE, ColumnMapping
from corpus.parsing.record import EXTRA, Record, take_cells, target_of
from corpus.parsing.results import Item, Problem, read_item
from corpus.parsing.tables.asides import part_rows
from corpus.parsing.tables.cell_links import link_of_formula, part_links
from corpus.parsing.tables.columns import Labels, TableColumn, label_name, settle_columns
from corpus.parsing.tables.day_order import is_day_first, with_order
from corpus.parsing.tables.forms import Form, NamedCell, find_forms, is_legend
from corpus.parsing.tables.grid import CellGrid, TableRow, letters
from corpus.parsing.tables.headers import name_columns
from corpus.parsing.tables.regions import Region, find_regions
from corpus.text.decoding import UTF_8, Encoding
from corpus.text.links import marked
from corpus.text.strings import clean

_DATED = ("dates", "start", "end", "submitted")
_SHOWN = 30
"""Rows; the widest of the first ones is shown where no header was found."""


@dataclass(frozen=True, slots=True)
class CellRecord:
    """The cells of one practice, each with its column; ``place`` is the number of its row, or its column in a form."""

    place: str
    cells: Sequence[NamedCell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The practices of a sheet: their cells, the names of its columns, and what stands beside its tables."""

    grid: CellGrid
    records: tuple[CellRecord, ...]
    asides: tuple[str, ...]
    names: frozenset[str]
    """Of columns, also those that were joined to one."""
    columns: tuple[str, ...]
    """Of its tables, and not of its forms."""
    known: int
    """How many names of its best table or form are known."""


def find_sheet(grid: CellGrid, mapping: ColumnMapping, explained: Collection[str] = ()) -> Sheet | None:
    """Find the tables and forms of practices in a grid.

    :param explained: names of columns elsewhere; a form that only explains them is no practice.
    :return: ``None`` where no row or column names the title of a practice.
    """
    labels = Labels(mapping)
    all_forms = find_forms(grid, labels)
    regions = find_regions(grid, labels, [(form.rows, form.columns) for form in all_forms])
    if not all_forms and not regions:
        return None
    forms = [form for form in all_forms if not is_legend(form, set(explained))]
    tables = [_read_region(grid, labels, region) for region in regions]
    parts = [*((form.rows.start, _form_records(form)) for form in forms), *tables]
    records = tuple(record for _, part in sorted(parts, key=lambda part: part[0]) for record in part.records)
    columns = [name for _, part in tables for name in part.columns]
    names = {*columns, *(column.name for record in records for column, _, _ in record.cells)}
    names |= {label_name(cell) for region in regions for cell in _header_cells(grid, region)}
    known = max((part.known for _, part in parts), default=0)
    beside = _texts_beside(grid, forms, regions)
    asides = (*beside, *(text for _, part in parts for text in part.asides))
    return Sheet(grid, records, asides, frozenset(names), tuple(dict.fromkeys(columns)), known)


@dataclass(frozen=True, slots=True)
class _Part:
    records: Sequence[CellRecord]
    asides: Sequence[str]
    columns: Sequence[str]
    known: int


def _form_records(form: Form) -> _Part:
    records = [CellRecord(letters(column), cells) for column, cells in form.records]
    known = {column.target for record in records for column, _, _ in record.cells} - {None}
    return _Part(records, form.asides, (), len(known))


def _read_region(grid: CellGrid, labels: Labels, region: Region) -> tuple[int, _Part]:
    names = settle_columns(name_columns(grid, labels, region.header, region.columns), labels.mapping)
    parted = part_rows(grid, labels, names, region.columns, [grid.rows[n] for n in region.rows])
    dated = [c for c, name in zip(region.columns, names, strict=True) if target_of(name.target or "") in _DATED]
    day_first = is_day_first(row.cell(column) for row in parted.records for column in dated)
    records = [
        CellRecord(
            str(row.number),
            [
                (name, _ordered(row.cell(column), day_first if column in dated else None), (row.number, column))
                for column, name in zip(region.columns, names, strict=True)
                if row.cell(column)
            ],
        )
        for row in parted.records
    ]
    asides = list(grid.texts(parted.asides, region.columns))
    known = sum(name.target is not None for name in names)
    return region.header.first, _Part(records, asides, [name.name for name in names], known)


def _ordered(cell: str, day_first: bool | None) -> str:
    return cell if day_first is None else with_order(cell, day_first=day_first)


def _header_cells(grid: CellGrid, region: Region) -> Iterator[str]:
    for row in grid.rows[region.header.first : region.header.last + 1]:
        yield from (cell for column in region.columns if (cell := row.cell(column)))


def _texts_beside(grid: CellGrid, forms: Sequence[Form], regions: Sequence[Region]) -> list[str]:
    """List the texts of a sheet that stand in none of its tables and forms."""
    taken: dict[int, list[range]] = {}
    for rows, columns in [
        *((form.rows, form.columns) for form in forms),
        *((range(region.header.first, region.rows.stop), region.columns) for region in regions),
    ]:
        for number in rows:
            taken.setdefault(number, []).append(columns)
    texts: list[str] = []
    for number, row in enumerate(grid.rows):
        free = [c for c in range(len(row.cells)) if not any(c in columns for columns in taken.get(number, ()))]
        own = [c for c in free if grid.origin(row.number, c)[0] == row.number]
        texts += [row.cell(c) for c in grid.filled(row, own)]
    return texts


def read_sheet(sheet: Sheet, place: str, encoding: Encoding = UTF_8) -> Iterator[Item]:
    """Read the practices of a sheet; a record without a title is a problem with its place.

    :param place: the file and the sheet with what stands before a row's number (``file.csv:``, ``file.xlsx#Sheet1!``).
    """
    furniture = sheet.asides
    for cells in sheet.records:
        record = _take_record(sheet, cells)
        if not record.values:
            continue
        item = read_item(
            record.written,
            record.sections,
            f"{place}{cells.place}",
            identity=record.identity,
            extra=record.extra,
            furniture=furniture,
            encoding=encoding,
            seen="\n".join([*furniture, *record.values]),
            labels=[record.identity],
            table=place,
        )
        furniture = furniture if isinstance(item, Problem) else ()
        yield item


def _take_record(sheet: Sheet, record: CellRecord) -> Record:
    """Take the cells of a record apart; sections hold links beside their text, the other values in a field of links."""
    cells: list[tuple[str, str]] = []
    targets: dict[str, str] = {}
    links: list[tuple[TableColumn, str]] = []
    for column, text, place in record.cells:
        if column.target == IGNORE:
            continue
        if column.target not in (None, target_of(column.name)):
            targets[column.name] = column.target
        words, url = link_of_formula(clean(text).strip())
        url = sheet.grid.links.get(sheet.grid.origin(*place)) or url
        if _is_text(column):
            words = marked(words, url)
        elif column.target not in ("url", "links", None, EXTRA):
            words, beside = part_links(words)
            links += [(column, address) for address in ([url] if url else beside)]
        elif url:
            links.append((column, url))
        cells.append((column.name, words))
    taken = take_cells(cells, targets)
    _take_links(taken, links)
    return taken


def _is_text(column: TableColumn) -> bool:
    """Tell whether the cells of a column become sections."""
    target = target_of(column.target or "")
    return target == "text" or isinstance(target, SectionKind)


def _take_links(record: Record, links: Iterable[tuple[TableColumn, str]]) -> None:
    """Keep the links of values: that of the title is the practice's own address, where it states none."""
    for column, link in links:
        is_own = column.target == "title" and "url" not in record.written
        values = record.written.setdefault("url" if is_own else "links", [])
        if link not in values and link not in record.written.get("url", ()):
            values.append(link)


def no_table(rows: Sequence[TableRow], place: str) -> PageError:
    """Make the error for rows in which no header was found."""
    widest = max(rows[:_SHOWN], key=lambda row: sum(bool(cell.strip()) for cell in row.cells))
    cells = ", ".join(repr(label_name(cell)) for cell in widest.cells if cell.strip())
    return PageError(
        f"{place}: no column is named as the title; found {cells[:400]}. Name one 'title', or say which one it is in "
        'a file mapping.toml beside the table: [columns] "Their name" = "title".'
    )


def no_records(place: str) -> Problem:
    """Make the problem of tables that hold nothing but their header."""
    return Problem(place, "the names of its columns are those of practices, but no row below them is one.")
