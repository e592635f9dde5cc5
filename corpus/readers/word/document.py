"""Word files: submission forms, headings, lists, tables, with what stands beside the text (notes, boxes, headers)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from corpus.errors import PageError
from corpus.parsing.fields import Written
from corpus.parsing.page import Line
from corpus.parsing.results import Item
from corpus.readers.forms import set_unticked_aside
from corpus.readers.headings import is_heading_text, plain_heading, with_title
from corpus.readers.text import read_lines
from corpus.readers.word.numbering import Numbering, Styles
from corpus.readers.word.paragraphs import Story
from corpus.readers.word.tables import WordCell, read_rows, word_table_lines
from corpus.readers.word.xml import (
    Element,
    all_text,
    attribute,
    children,
    is_placeholder,
    kind_of,
    shown_children,
)
from corpus.text.links import plain

if TYPE_CHECKING:
    from docx.opc.part import Part

_OLE = b"\xd0\xcf\x11\xe0"
_LEAST_STYLED = 12
_BOLD_LEVEL = 13
"""The heading level of a bold line: below all that a style can give."""
_BOLD_IN_CELL = 14


def read_docx(data: bytes, source: str) -> Iterator[Item]:
    """Read the practices of a Word file; a form that was filled in is one."""
    main, title = _open(data, source)
    document = _Document(main)
    lines = with_title(document.lines(), title, PurePath(source).stem, _LEAST_STYLED)
    yield from read_lines(lines, source, "utf-8", document.stated)


def read_doc(data: bytes, source: str) -> Iterator[Item]:
    """Read what is named as a Word file of the old kind: often enough it is one of the new kind."""
    if not data.startswith(b"PK"):
        raise PageError(f"{source}: Word's old format (.doc) is not read; open it and save it as .docx.")
    yield from read_docx(data, source)


def _open(data: bytes, source: str) -> tuple[Part, str]:
    """Open a file with macros or without.

    :return: its main part, and the title in its properties.
    :raises PageError: it is no Word file, damaged, or locked.
    """
    from docx.opc.package import OpcPackage

    if data.startswith(_OLE):
        raise PageError(f"{source}: the file is locked with a password, or in Word's old format; save it as .docx.")
    try:
        package = OpcPackage.open(io.BytesIO(data))
        parts = [part for part in package.iter_parts() if "word" in part.content_type]
        main = next((part for part in parts if part.content_type.endswith("main+xml")), None)
    except MemoryError:
        raise
    # zipfile, lxml and python-docx each fail in their own ways on a damaged file
    except Exception as error:
        reason = f"not a Word file, or a damaged one; open it and save it again ({type(error).__name__})"
        raise PageError(f"{source}: {reason}.") from error
    if main is None:
        raise PageError(
            f"{source}: not a Word file, or a damaged one: it holds no document; open it and save it again."
        )
    try:
        title = package.core_properties.title
    except Exception:  # a title in damaged properties is no loss that stops the reading
        title = ""
    return main, title


@dataclass(slots=True)
class _Related:
    """The parts that a document refers to."""

    targets: dict[str, str] = field(default_factory=dict)
    roots: dict[str, list[Element]] = field(default_factory=dict)

    @classmethod
    def of(cls, main: Part) -> _Related:
        related = cls()
        for name, relation in main.rels.items():
            if relation.is_external:
                related.targets[name] = relation.target_ref
            else:
                kind = relation.reltype.rpartition("/")[2]
                if kind in ("styles", "numbering", "footnotes", "endnotes", "header", "footer", "comments"):
                    related.roots.setdefault(kind, []).append(_root(relation.target_part))
        return related

    def root(self, kind: str) -> Element | None:
        return self.roots.get(kind, [None])[0]


def _root(part: Part) -> Element:
    from docx.oxml.parser import parse_xml

    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


class _Document:
    """A Word file as lines of a page."""

    def __init__(self, main: Part) -> None:
        self.stated: Written = {}
        related = _Related.of(main)
        self._root = _root(main)
        self._related = related
        notes = {
            (kind, attribute(note, "id")): all_text(note).strip()
            for kind in ("footnote", "endnote")
            for note in children(related.root(f"{kind}s"), kind)
        }
        self._story = Story(
            Styles(related.root("styles")), Numbering(related.root("numbering")), related.targets, notes
        )

    def lines(self) -> list[Line]:
        """Write the text in order, then headers, footers and comments as furniture."""
        lines = list(set_unticked_aside(self._of(self._root)))
        for kind in ("header", "footer", "comments"):
            for root in self._related.roots.get(kind, []):
                texts = (all_text(part).strip() for part in root.iter() if kind_of(part) == "p")
                lines += [Line(text, menu=True) for text in texts if text]
        return lines

    def _of(self, parent: Element, bold_level: int = _BOLD_LEVEL) -> Iterator[Line]:
        for element in shown_children(parent):
            kind = kind_of(element)
            if kind == "p":
                yield from self._paragraph(element, bold_level)
            elif kind == "tbl":
                yield from word_table_lines(list(read_rows(element, self._cell)), self.stated)
                yield Line("")
            elif is_placeholder(element):
                yield Line(all_text(element).strip(), menu=True)
            else:
                yield from self._of(element, bold_level)

    def _paragraph(self, element: Element, bold_level: int) -> Iterator[Line]:
        paragraph = self._story.paragraph(element)
        level = paragraph.level and paragraph.level + 1  # above all is the title that a form gives
        if not level and paragraph.bold and not paragraph.marker and is_heading_text(plain(paragraph.text)):
            level = bold_level
        first, *rest = paragraph.text.split("\n")
        line = Line.of(first if level else paragraph.marker + first, level)
        yield Line(heading, level) if level and (heading := plain_heading(line.text)) != line.text else line
        yield from (Line.of(text.strip(), level) for text in rest)
        yield from (Line(note) for note in paragraph.notes)
        yield from (Line(text, menu=True) for text in paragraph.placeholders)
        for box in paragraph.boxes:
            yield from self._of(box, bold_level)
        if not paragraph.marker:
            yield Line("")

    def _cell(self, element: Element) -> WordCell:
        lines = list(self._of(element, _BOLD_IN_CELL))
        shown = [line for line in lines if line.text.strip() and not line.menu]
        return WordCell(tuple(lines), bool(shown) and all(line.level == _BOLD_IN_CELL for line in shown))
