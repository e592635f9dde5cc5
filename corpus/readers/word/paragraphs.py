"""Paragraphs of Word's XML, with their headings and list markers, and the story that they stand in.

Names are compared without their namespace, so that strict and transitional files are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.readers.word.fields import OpenField, unpaired_marks
from corpus.readers.word.numbering import Numbering
from corpus.readers.word.package import Relation
from corpus.readers.word.runs import Note, Runs
from corpus.readers.word.styles import Styles
from corpus.readers.word.xml import Element, child, is_on, value_of


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its lines with links marked, and what belongs to it and stands elsewhere in the file."""

    text: str
    level: int = 0
    bold: bool = False
    marker: str = ""
    notes: list[Note] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    """What is anchored in it: text boxes, pictures, charts, diagrams, objects."""
    aside: list[str] = field(default_factory=list)
    """What nobody sees: hidden, deleted, struck through, and what a form says where nothing was filled in."""


class Story:
    """The story of a Word file: its paragraphs with what they refer to (styles, lists, the targets of links, notes)."""

    def __init__(
        self,
        styles: Styles,
        numbering: Numbering,
        notes: Mapping[tuple[str, str], Element],
    ) -> None:
        self.styles = styles
        self._numbering = numbering
        self.relations: Mapping[str, Relation] = {}
        """What the part that is read now refers to."""
        self._notes = notes
        self._counted: dict[tuple[str, str], str] = {}
        self.field: OpenField | None = None
        """The innermost field that has begun and not ended: it may go over several paragraphs."""
        self._unpaired: set[Element] = set()

    def begin(self, root: Element) -> None:
        """Begin with another part of the file."""
        self.field = None
        self._unpaired |= unpaired_marks(root)

    def is_unpaired(self, mark: Element) -> bool:
        """Tell whether a mark of a field has no counterpart, and so says nothing."""
        return mark in self._unpaired

    def paragraph(self, elements: Sequence[Element]) -> Paragraph:
        """Read a ``w:p`` element, or several that are one since the marks between them have been deleted."""
        properties = child(elements[-1], "pPr")
        style = value_of(properties, "pStyle") or self.styles.default
        runs = Runs(self, style)
        for element in elements:
            runs.take(element)
        runs.end()
        text = re.sub(r"[ \t\u00a0]+", " ", "".join(runs.parts)).strip()
        level = self.styles.level(style, properties)
        is_item = bool(text) or not (runs.aside or runs.drawings)
        marker = self._marker(style, properties) if is_item else ""
        return Paragraph(
            text, level, runs.bold == {True}, "" if level else marker, runs.notes, runs.drawings, runs.aside
        )

    def goes_on(self, element: Element) -> bool:
        """Tell whether a paragraph is one with the next, since the mark at its end has been deleted or is hidden."""
        mark = child(child(element, "pPr"), "rPr")
        is_deleted = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        is_hidden = is_on(value_of(mark, "vanish")) and not is_on(value_of(mark, "specVanish"))
        return is_deleted or is_hidden

    def target(self, link: str) -> str:
        """Look up the address that a link of the file leads to."""
        related = self.relations.get(link)
        return related.target if related and related.is_external else ""

    def note(self, kind: str, name: str, own_mark: str = "") -> tuple[str, Note | None]:
        """Count the next footnote or endnote.

        :param own_mark: what the author marks it with, in place of a number.
        :return: its mark, empty where the file has no such note; and the note, where it is referred to first.
        """
        key = (kind, name)
        if key not in self._notes:
            return "", None
        if key in self._counted:
            return self._counted[key], None
        mark = self._counted[key] = own_mark or str(len(self._counted) + 1)
        return mark, Note(kind, mark, self._notes[key])

    def notes_left(self) -> list[Element]:
        """List the notes that nothing refers to, and nobody sees."""
        return [note for key, note in self._notes.items() if key not in self._counted]

    def _marker(self, style: str, properties: Element | None) -> str:
        place = self.styles.list_of(style, properties)
        return self._numbering.marker(*place, style) if place else ""
