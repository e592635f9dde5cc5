"""OpenDocument spreadsheets (.ods): what cells show, read from their XML (OpenDocument 1.3, part 3, chapter 9)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.errors import PageError
from corpus.parsing.tables.grid import CellPlace, MergedRange
from corpus.readers.word.xml import Element, attribute, child, children, kind_of
from corpus.readers.workbook.number_formats import plain_number
from corpus.readers.workbook.open_styles import OpenStyles, read_open_styles
from corpus.readers.workbook.rich_text import append_run
from corpus.readers.workbook.sheet import RawSheet
from corpus.readers.zip_limits import unpack

_MOST_REPEATED = 10_000
"""Times that a cell or row that holds something is taken; files repeat empty ones to the end of the sheet."""
_SUM = re.compile(r"\b(?:SUM|SUBTOTAL|AVERAGE|COUNTA?|AGGREGATE)\([^)]*?\.[A-Z$]+(\d+):\.?[A-Z$]+(\d+)")
_UNIT = re.compile(r"[^\W\d]|[^\s\w.,'’+()/−-]")
_ROW_GROUPS = ("table-row-group", "table-header-rows", "table-rows")
_COLUMN_GROUPS = ("table-column-group", "table-header-columns", "table-columns")
_WEB = ("http://", "https://")


def is_open_document(archive: zipfile.ZipFile) -> bool:
    """Tell whether an archive is an OpenDocument file."""
    return "content.xml" in archive.namelist()


def read_open_document(archive: zipfile.ZipFile, source: str) -> Iterator[RawSheet]:
    """Read the sheets of a spreadsheet, one by one.

    :raises PageError: the package is damaged, or no spreadsheet.
    """
    roots = [_root(archive, part, source) for part in ("styles.xml", "content.xml") if part in archive.namelist()]
    styles = read_open_styles(roots)
    body = child(child(roots[-1], "body"), "spreadsheet")
    if body is None:
        raise PageError(f"{source}: not a workbook that can be read: it holds no spreadsheet.")
    for table in children(body, "table"):
        style = attribute(table, "style-name")
        sheet = RawSheet(attribute(table, "name"), style in styles.hidden_tables)
        _TableReader(sheet, styles).read(table)
        yield sheet


def _root(archive: zipfile.ZipFile, part: str, source: str) -> Element:
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        return etree.fromstring(unpack(archive, archive.getinfo(part)), parser)
    except etree.XMLSyntaxError as error:
        raise PageError(f"{source}: not a workbook that can be read: {part}: {error}.") from error


@dataclass(slots=True)
class _TableReader:
    sheet: RawSheet
    styles: OpenStyles
    row: int = 0
    column_styles: list[tuple[range, str]] = field(default_factory=list)

    def read(self, table: Element) -> None:
        start = 0
        for column in _parts(table, "table-column", _COLUMN_GROUPS):
            columns = range(start, start + _repeated(column, "columns"))
            start = columns.stop
            self.column_styles.append((columns, attribute(column, "default-cell-style-name")))
            if attribute(column, "visibility") in ("collapse", "filter") and len(columns) <= 16_384:
                self.sheet.hidden_columns.append(columns)
        for row in _parts(table, "table-row", _ROW_GROUPS):
            self._row(row)
        for shapes in children(table, "shapes"):
            self.sheet.beside += [text for p in shapes.iter() if kind_of(p) == "p" and (text := self._line(p)[0])]

    def _row(self, row: Element) -> None:
        times = _repeated(row, "rows")
        cells = [cell for cell in row if kind_of(cell) in ("table-cell", "covered-table-cell")]
        is_filled = any(len(cell) or attribute(cell, "formula") for cell in cells)
        for number in range(self.row + 1, self.row + 1 + (min(times, _MOST_REPEATED) if is_filled else 0)):
            if attribute(row, "visibility") in ("collapse", "filter"):
                self.sheet.hidden_rows.add(number)
            column = 0
            for cell in cells:
                repeated = _repeated(cell, "columns")
                for at in range(
                    column, column + (min(repeated, _MOST_REPEATED) if len(cell) or attribute(cell, "formula") else 0)
                ):
                    self._cell(cell, (number, at), attribute(row, "default-cell-style-name"))
                column += repeated
        self.row += times

    def _cell(self, cell: Element, at: CellPlace, row_style: str) -> None:
        if kind_of(cell) == "covered-table-cell":
            return  # what a merged cell lies over is not shown
        self.sheet.beside += map(_all_text, children(cell, "annotation"))
        lines = [self._line(part) for part in children(cell, "p")]
        shown = "\n".join(text for text, _ in lines).strip()
        style = attribute(cell, "style-name") or row_style or self._column_style(at[1])
        if not shown and attribute(cell, "formula") and attribute(cell, "value-type") != "string":
            self.sheet.uncomputed.add(at)
        if _is_error(cell, shown):
            self.sheet.errors[at] = shown
        elif shown:
            self._fill(cell, at, shown, style)
            if targets := [target for _, target in lines if target]:
                self.sheet.links[at] = targets[0]

    def _fill(self, cell: Element, at: CellPlace, shown: str, style: str) -> None:
        self.sheet.put(*at, self._value(cell, shown, style))
        if style in self.styles.bold:
            self.sheet.bold.add(at)
        if any(first != last for first, last in _SUM.findall(attribute(cell, "formula"))):
            self.sheet.sums.add(at)
        self._merge(cell, at)

    def _merge(self, cell: Element, at: CellPlace) -> None:
        rows, columns = (_count(attribute(cell, f"number-{kind}-spanned")) for kind in ("rows", "columns"))
        if rows > 1 or columns > 1:
            self.sheet.merged.append(MergedRange(at[0], at[1], at[0] + rows - 1, at[1] + columns - 1))

    def _column_style(self, column: int) -> str:
        return next((style for columns, style in self.column_styles if column in columns), "")

    def _value(self, cell: Element, shown: str, style: str) -> str:
        """Write a value as it is shown where that tells more: a unit, the months of a date; else plainly."""
        kind = attribute(cell, "value-type")
        if kind == "date":
            return self._date(attribute(cell, "date-value"), style) or shown
        if kind == "float" and not _UNIT.search(shown):
            try:
                return plain_number(float(attribute(cell, "value")))
            except (ValueError, OverflowError):
                return shown
        return shown

    def _date(self, value: str, style: str) -> str:
        match = re.match(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d))?", value)
        if not match:
            return ""
        parts = self.styles.date_parts.get(self.styles.data_styles.get(style, ""), frozenset())
        if parts and "day" not in parts and "year" in parts and "hours" not in parts:
            return value[:7] if "month" in parts else value[:4]
        return value[:10] if match[4] in (None, "00:00") else f"{value[:10]} {match[4]}"

    def _line(self, element: Element) -> tuple[str, str]:
        """Return the text of a paragraph, and where the first link in it leads."""
        text, link = element.text or "", ""
        for part in element:
            kind = kind_of(part)
            if kind == "s":
                text += " " * min(_count(attribute(part, "c")), 100)
            elif kind in ("tab", "line-break"):
                text += "\n" if kind == "line-break" else "\t"
            elif kind in ("span", "a"):
                inner, target = self._line(part)
                text = append_run(text, inner, self.styles.positions.get(attribute(part, "style-name"), ""))
                target = attribute(part, "href") if kind == "a" else target
                link = link or (target if target.startswith(_WEB) else "")
            elif kind not in ("annotation", "note", ""):
                text += _all_text(part)
            text = append_run(text, part.tail or "", "")
        return text, link


def _parts(table: Element, name: str, groups: tuple[str, ...]) -> Iterator[Element]:
    left = list(reversed(table))
    while left:
        part = left.pop()
        if kind_of(part) == name:
            yield part
        elif kind_of(part) in groups:
            left += reversed(part)


def _is_error(cell: Element, shown: str) -> bool:
    values = (value for key, value in cell.attrib.items() if key.endswith("}value-type"))
    return "error" in values or (bool(attribute(cell, "formula")) and bool(re.fullmatch(r"#[A-Z/0!?]+|Err:\d+", shown)))


def _repeated(element: Element, kind: str) -> int:
    return _count(attribute(element, f"number-{kind}-repeated"))


def _count(written: str) -> int:
    return int(written) if written.isdecimal() and 0 < len(written) < 9 else 1


def _all_text(element: Element) -> str:
    return "".join(element.itertext()).strip()
