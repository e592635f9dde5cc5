"""Excel's packages (.xlsx, .xlsm): what cells show, read from their XML (ECMA-376, part 1, chapter 18)."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.errors import PageError
from corpus.parsing.tables.grid import CellPlace, MergedRange
from corpus.readers.word.xml import Element, attribute, child, children, kind_of
from corpus.readers.workbook.excel_styles import ExcelStyles, read_styles
from corpus.readers.workbook.number_formats import plain_number, shown_number
from corpus.readers.workbook.rich_text import rich_text
from corpus.readers.workbook.sheet import RawSheet
from corpus.readers.zip_limits import unpack

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_SUM = re.compile(r"\b(?:SUM|SUBTOTAL|AVERAGE|COUNTA?|AGGREGATE)\([^)]*?\$?[A-Z]{1,3}\$?(\d+):\$?[A-Z]{1,3}\$?(\d+)")
"""A formula over several cells of a column."""
_LINK = re.compile(r'\bHYPERLINK\(\s*"([^"]+)"', re.IGNORECASE)
_WEB = re.compile(r"https?://\S+$", re.IGNORECASE)
_HIDDEN = ("hidden", "veryHidden")


@dataclass(frozen=True, slots=True)
class _Package:
    archive: zipfile.ZipFile
    parts: frozenset[str]
    source: str

    def root(self, part: str) -> Element | None:
        """Parse a part of the package, ``None`` where it has none of that name.

        :raises PageError: it is no XML.
        """
        if part not in self.parts:
            return None
        try:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            return etree.fromstring(unpack(self.archive, self.archive.getinfo(part)), parser)
        except etree.XMLSyntaxError as error:
            raise PageError(f"{self.source}: not a workbook that can be read: {part}: {error}.") from error

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Map the ids of a part's relations to what they are and lead to: a part, or an address."""
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        relations = {}
        for relation in children(root, "Relationship"):
            target = attribute(relation, "Target")
            if attribute(relation, "TargetMode") != "External":
                target = posixpath.normpath(posixpath.join(folder, target)) if target[:1] != "/" else target[1:]
            relations[attribute(relation, "Id")] = attribute(relation, "Type").rpartition("/")[2], target
        return relations


def is_excel(archive: zipfile.ZipFile) -> bool:
    """Tell whether an archive is a workbook of Excel whose parts are XML."""
    return any(name.startswith("xl/") and name.endswith("workbook.xml") for name in archive.namelist())


def read_excel(archive: zipfile.ZipFile, source: str) -> Iterator[RawSheet]:
    """Read the sheets of a workbook, one by one.

    :raises PageError: the package is damaged.
    """
    package = _Package(archive, frozenset(archive.namelist()), source)
    part = next((target for kind, target in package.relations("").values() if kind == "officeDocument"), "")
    book = package.root(part)
    if book is None:
        raise PageError(f"{source}: not a workbook that can be read: it lacks its list of sheets.")
    relations = package.relations(part)
    named = {kind: target for kind, target in relations.values() if kind in ("sharedStrings", "styles")}
    styles = read_styles(package.root(named.get("styles", "")))
    strings = [rich_text(item) for item in children(package.root(named.get("sharedStrings", "")), "si")]
    from_1904 = any(attribute(part, "date1904") in ("1", "true") for part in children(book, "workbookPr"))
    for entry in children(child(book, "sheets"), "sheet"):
        kind, target = relations.get(attribute(entry, "id"), ("", ""))
        if kind != "worksheet" or target not in package.parts:
            continue  # charts and dialogs
        sheet = RawSheet(attribute(entry, "name"), attribute(entry, "state") in _HIDDEN)
        _SheetReader(package, target, sheet, strings, styles, from_1904).read()
        yield sheet


@dataclass(slots=True)
class _SheetReader:
    package: _Package
    part: str
    sheet: RawSheet
    strings: list[str]
    styles: ExcelStyles
    from_1904: bool
    row: int = 0
    column: int = -1

    def read(self) -> None:
        data = unpack(self.package.archive, self.package.archive.getinfo(self.part))
        relations = self.package.relations(self.part)
        tags = [f"{{*}}{name}" for name in ("row", "c", "mergeCell", "col", "hyperlink")]
        try:
            events = etree.iterparse(
                io.BytesIO(data), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
            )
            for event, element in events:
                self._take(event, element, relations)
        except etree.XMLSyntaxError as error:
            reason = f"not a workbook that can be read: {self.part}: {error}."
            raise PageError(f"{self.package.source}: {reason}") from error
        for kind, target in relations.values():
            if kind in ("comments", "threadedComment", "drawing"):
                self.sheet.beside += _texts(self.package.root(target))

    def _take(self, event: str, element: Element, relations: dict[str, tuple[str, str]]) -> None:
        kind = kind_of(element)
        if kind == "row":
            (self._begin_row if event == "start" else _forget)(element)
        elif event == "end" and kind == "c":
            self._cell(element)
            element.clear()
        elif event == "end":
            self._take_part(kind, element, relations)

    def _take_part(self, kind: str, element: Element, relations: dict[str, tuple[str, str]]) -> None:
        if kind == "col":
            self._columns(element)
        elif kind == "hyperlink":
            self._link(element, relations)
        elif kind == "mergeCell" and (span := _span(attribute(element, "ref"))):
            self.sheet.merged.append(span)

    def _begin_row(self, element: Element) -> None:
        self.row = _whole(attribute(element, "r")) or self.row + 1
        self.column = -1
        flat = attribute(element, "customHeight") in ("1", "true") and attribute(element, "ht") in ("0", "0.0")
        if attribute(element, "hidden") in ("1", "true") or flat:
            self.sheet.hidden_rows.add(self.row)

    def _columns(self, element: Element) -> None:
        first, last = _whole(attribute(element, "min")), _whole(attribute(element, "max"))
        is_hidden = attribute(element, "hidden") in ("1", "true") or attribute(element, "width") in ("0", "0.0")
        if is_hidden and 0 < first <= last:
            self.sheet.hidden_columns.append(range(first - 1, min(last, 16_384)))

    def _link(self, element: Element, relations: dict[str, tuple[str, str]]) -> None:
        target = relations.get(attribute(element, "id"), ("", ""))[1]
        if (span := _span(attribute(element, "ref"))) and _WEB.match(target):
            self.sheet.links[span.top, span.left] = target

    def _cell(self, cell: Element) -> None:
        place = _place(attribute(cell, "r"))
        row, self.column = place or (self.row, self.column + 1)
        at = (row, self.column)
        style = _whole(attribute(cell, "s"))
        text = self._text(cell, at, style)
        self.sheet.put(*at, text)
        formula = child(cell, "f")
        if formula is not None and not text and attribute(cell, "t") not in ("str", "e", "inlineStr"):
            self.sheet.uncomputed.add(at)
        if not text.strip():
            return
        if self.styles.is_bold(style):
            self.sheet.bold.add(at)
        if formula is not None and formula.text:
            self._formula(formula.text, at)

    def _formula(self, formula: str, at: CellPlace) -> None:
        if link := _LINK.search(formula):
            if _WEB.match(link[1]):
                self.sheet.links[at] = link[1]
        elif any(first != last for first, last in _SUM.findall(formula)):
            self.sheet.sums.add(at)

    def _text(self, cell: Element, at: CellPlace, style: int) -> str:
        kind = attribute(cell, "t")
        if kind == "inlineStr":
            inline = child(cell, "is")
            return "" if inline is None else self._shown_text(rich_text(inline), at, style)
        written = child(cell, "v")
        value = "" if written is None else written.text or ""
        if kind == "s":
            number = _whole(value)
            text = self.strings[number] if value and number < len(self.strings) else ""
            return self._shown_text(text, at, style)
        if kind == "e":
            self.sheet.errors[at] = value
            return ""
        if kind == "b":
            return "TRUE" if value.strip() in ("1", "true") else "FALSE"
        return self._shown_text(value, at, style) if kind in ("str", "d") else self._number(value, at, style)

    def _number(self, value: str, at: CellPlace, style: int) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        text = shown_number(number, self.styles.code(style), from_1904=self.from_1904)
        if not text:
            self.sheet.hidden_cells.add(at)
        return text or plain_number(number)

    def _shown_text(self, text: str, at: CellPlace, style: int) -> str:
        if self.styles.hides_text(style):
            self.sheet.hidden_cells.add(at)
        return text


def _texts(root: Element | None) -> list[str]:
    """List the texts of boxes and comments, one a paragraph or comment."""
    if root is None:
        return []
    parts = [part for part in root.iter() if kind_of(part) in ("p", "comment", "threadedComment")]
    texts = ["".join(t.text or "" for t in part.iter() if kind_of(t) in ("t", "text")) for part in parts]
    return [text for text in texts if text.strip()]


def _forget(element: Element) -> None:
    """Free the memory of a row that was read."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _span(written: str) -> MergedRange | None:
    first, _, last = written.partition(":")
    start, end = _place(first), _place(last or first)
    if start is None or end is None or end < start or end[1] < start[1]:
        return None
    return MergedRange(*start, *end)


def _place(written: str) -> CellPlace | None:
    match = _PLACE.fullmatch(written)
    if not match:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column - 1


def _whole(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else 0
