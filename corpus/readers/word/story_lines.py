"""A Word file as the lines of a page: its text in order, then what is set aside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from corpus.errors import PageError
from corpus.parsing.fields import Written
from corpus.parsing.page import Line
from corpus.parsing.results import Problem
from corpus.readers.forms import set_unticked_aside
from corpus.readers.headings import is_heading_text, plain_heading
from corpus.readers.word.cells import WordCell, read_rows
from corpus.readers.word.drawings import drawn
from corpus.readers.word.embedded import Embedded
from corpus.readers.word.numbering import Numbering
from corpus.readers.word.package import Package, Relation
from corpus.readers.word.paragraphs import Paragraph, Story
from corpus.readers.word.runs import Note
from corpus.readers.word.styles import Styles
from corpus.readers.word.tables import word_table_lines
from corpus.readers.word.xml import (
    DELETED,
    Element,
    all_text,
    attribute,
    children,
    is_contents,
    is_placeholder,
    kind_of,
    shown_children,
)
from corpus.text.links import plain

_BOLD_LEVEL = 13
"""The heading level of a bold line: below all that a style can give."""
_BOLD_IN_CELL = 14
_MOST_AROUND = 3
"""Word files around a Word file."""
_BLOCKS = ("tbl", "sdt", "altChunk")
"""What ends a paragraph, were its own end deleted."""
_BESIDE_THE_TEXT = ("header", "footer", "comments")


class StoryLines:
    """The lines of one Word file."""

    def __init__(self, package: Package, source: str, around: int = 0) -> None:
        """Open the parts of a file.

        :param around: in how many Word files it lies.
        """
        self.stated: Written = {}
        self.problems: list[Problem] = []
        self._source = source
        self._package = package
        self._around = around
        self._roots: dict[str, list[tuple[str, Element]]] = {}
        for relation in package.relations(package.main).values():
            if not relation.is_external and relation.kind in (
                "styles",
                "numbering",
                "footnotes",
                "endnotes",
                *_BESIDE_THE_TEXT,
            ):
                self._open(relation.kind, relation.target)
        notes = {
            (kind, attribute(note, "id")): note
            for kind in ("footnote", "endnote")
            for _, root in self._roots.get(f"{kind}s", ())
            for note in children(root, kind)
        }
        self._story = Story(Styles(self._root("styles")), Numbering(self._root("numbering")), notes)
        self._embedded = Embedded(package, source, self._inner)
        self._part = ""
        self._relations: dict[str, dict[str, Relation]] = {}
        self._in_note = False
        self._waiting: list[Note] = []
        self._tables = 0
        self._drawn_in_table: list[Line] = []

    def lines(self) -> list[Line]:
        """Write the text in order, then headers, footers, comments and notes without a place as furniture."""
        with self._reading(self._package.main, self._package.root):
            lines = list(set_unticked_aside(self._of(self._package.root)))
        beside = [place for kind in _BESIDE_THE_TEXT for place in self._roots.get(kind, ())]
        beside += [("", note) for note in self._story.notes_left()]
        for part, root in beside:
            with self._reading(part, root):
                lines += [Line(text, menu=True) for text in self._texts(root) if text.strip()]
        self.problems += self._embedded.problems()
        shown = next((number for number, line in enumerate(lines) if line.text.strip() and not line.row), 0)
        # a picture above the title is a logo
        return [*(replace(line, row=False, menu=True) if line.row else line for line in lines[:shown]), *lines[shown:]]

    @contextmanager
    def _reading(self, part: str, root: Element) -> Iterator[None]:
        """Read a part of the file, which has relations and fields of its own; then go on where it was."""
        outer, field = self._part, self._story.field
        self._enter(part)
        self._story.begin(root)
        yield
        self._enter(outer)
        self._story.field = field

    def _enter(self, part: str) -> None:
        self._part = part
        self._embedded.relations = self._story.relations = self._relations_of(part)

    def _relations_of(self, part: str) -> dict[str, Relation]:
        if part not in self._relations:
            self._relations[part] = self._package.relations(part) if part else {}
        return self._relations[part]

    def _open(self, kind: str, part: str) -> None:
        try:
            self._roots.setdefault(kind, []).append((part, self._package.xml(part)))
        except PageError as error:
            reason = str(error).removeprefix(f"{part}: ")
            self.problems.append(Problem(f"{self._source}, {part}", f"{reason} Open the document and save it again."))

    def _root(self, kind: str) -> Element | None:
        return next((root for _, root in self._roots.get(kind, ())), None)

    def _inner(self, data: bytes, part: str) -> list[Line]:
        """Read a Word file that lies in this one."""
        if self._around >= _MOST_AROUND:
            raise PageError("lies in too many other documents; take it out.")
        inner = StoryLines(Package(data, part, self._package.budget), f"{self._source}, {part}", self._around + 1)
        lines = inner.lines()
        self.problems += inner.problems
        for name, values in inner.stated.items():
            self.stated.setdefault(name, []).extend(values)
        return lines

    def _texts(self, root: Element) -> Iterator[str]:
        """List the texts of all paragraphs, with those in tables and boxes."""
        for element in root.iter("{*}p"):
            paragraph = self._story.paragraph([element])
            yield from (plain(paragraph.text), *paragraph.aside)
        yield from (attribute(picture, "descr") for picture in root.iter("{*}docPr"))

    def _of(self, parent: Element, bold_level: int = _BOLD_LEVEL) -> Iterator[Line]:
        joined: list[Element] = []
        for element in shown_children(parent):
            kind = kind_of(element)
            if kind == "p":
                joined.append(element)
            if joined and (kind in _BLOCKS or (kind == "p" and not self._story.goes_on(element))):
                yield from self._paragraph(joined, bold_level)
                joined = []
            if kind != "p":
                yield from self._block(element, bold_level)
        if joined:
            yield from self._paragraph(joined, bold_level)

    def _block(self, element: Element, bold_level: int) -> Iterator[Line]:
        kind = kind_of(element)
        if kind == "tbl":
            yield from self._table(element)
        elif kind in ("altChunk", "subDoc"):
            yield from self._embedded.chunk(attribute(element, "id"))
        elif kind in DELETED or is_placeholder(element) or is_contents(element):
            yield from (Line(text.strip(), menu=True) for text in all_text(element).split("\n"))
        else:
            yield from self._of(element, bold_level)

    def _paragraph(self, elements: list[Element], bold_level: int) -> Iterator[Line]:
        paragraph = self._story.paragraph(elements)
        yield from self._shown(paragraph, bold_level)
        yield from (Line(text.strip(), menu=True) for text in paragraph.aside)
        self._waiting += paragraph.notes
        if not self._in_note:
            yield from self._notes()
        for drawing in paragraph.drawings:
            yield from self._drawing(drawing, bold_level)
        if not paragraph.marker and (paragraph.text or not paragraph.aside):
            yield Line("")

    def _shown(self, paragraph: Paragraph, bold_level: int) -> Iterator[Line]:
        if not paragraph.text:
            return
        level = paragraph.level and paragraph.level + 1  # above all is the title that a form gives
        if not level and paragraph.bold and not paragraph.marker and is_heading_text(plain(paragraph.text)):
            level = bold_level
        first, *rest = paragraph.text.split("\n")
        line = Line.of(first if level else paragraph.marker + first, level)
        yield Line(heading, level) if level and (heading := plain_heading(line.text)) != line.text else line
        yield from (Line.of(text.strip(), level) for text in rest)

    def _notes(self) -> Iterator[Line]:
        """Write the notes that the text has referred to, then those that they refer to."""
        self._in_note = True
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            for note in waiting:
                part, _ = self._roots[f"{note.kind}s"][0]
                with self._reading(part, note.element):
                    yield from self._note(note.mark, note.element)
        self._in_note = False

    def _note(self, mark: str, element: Element) -> Iterator[Line]:
        lines = [replace(line, level=0) for line in self._of(element) if line.text]
        first = next((number for number, line in enumerate(lines) if not line.menu), None)
        if first is not None:
            text = lines[first].marked
            text = text if mark.isdecimal() else text.removeprefix(mark).lstrip()  # the author writes it twice
            lines[first] = lines[first].with_marked(f"[{mark}] {text}")
        yield from lines

    def _drawing(self, drawing: Element, bold_level: int) -> Iterator[Line]:
        field, self._story.field = self._story.field, None
        for part in drawn(drawing, self._embedded):
            if not isinstance(part, Line):
                yield from self._of(part, bold_level)
            elif self._tables:
                self._drawn_in_table.append(part)
            else:
                yield part
        self._story.field = field

    def _table(self, table: Element) -> Iterator[Line]:
        self._tables += 1
        rows = list(read_rows(table, self._cell))
        self._tables -= 1
        yield from word_table_lines(rows, self.stated)
        if not self._tables:
            yield from self._drawn_in_table
            self._drawn_in_table = []
        yield Line("")

    def _cell(self, element: Element, *, is_gone: bool = False) -> WordCell:
        """Read a cell.

        :param is_gone: whether nobody sees it.
        """
        lines = list(self._of(element, _BOLD_IN_CELL))
        if is_gone:
            lines = [replace(line, level=0, row=False, menu=True) for line in lines]
        shown = [line for line in lines if line.text.strip() and not line.menu]
        return WordCell(tuple(lines), bool(shown) and all(line.level == _BOLD_IN_CELL for line in shown))
