"""The text of Word's XML: paragraphs with their headings and list markers, and the cells of tables.

Names are compared without their namespace, so that strict and transitional files are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from corpus.readers.word.numbering import Numbering, Styles
from corpus.readers.word.xml import (
    Element,
    all_text,
    attribute,
    child,
    children,
    is_placeholder,
    kind_of,
    shown_children,
)
from corpus.text.links import marked

_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_SYMBOLS = {"f0fe": "☒", "f0fd": "☒", "f0a8": "☐", "f06f": "☐", "f052": "☑", "f0a3": "☐", "f0fc": "✓", "f0b7": "•"}
_ADDRESS = re.compile(r'HYPERLINK\s+"?(https?://[^"\s]+)')


@dataclass(slots=True)
class Paragraph:
    """One paragraph: its lines with links marked, and what belongs to it and stands elsewhere in the file."""

    text: str
    level: int = 0
    bold: bool = False
    marker: str = ""
    notes: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes that are anchored in it."""
    placeholders: list[str] = field(default_factory=list)
    """What a form says where nothing was filled in."""


class Story:
    """The story of a Word file: its paragraphs with what they refer to (styles, lists, the targets of links, notes)."""

    def __init__(
        self, styles: Styles, numbering: Numbering, targets: Mapping[str, str], notes: Mapping[tuple[str, str], str]
    ) -> None:
        self._styles = styles
        self._numbering = numbering
        self._targets = targets
        self._notes = notes
        self._noted = 0

    def paragraph(self, element: Element) -> Paragraph:
        """Read the paragraph of a ``w:p`` element."""
        properties = child(element, "pPr")
        named = child(properties, "pStyle")
        style = attribute(named, "val") if named is not None else ""
        runs = _Runs(self, self._styles.is_bold(style))
        runs.take(element)
        level = self._styles.level(style, properties)
        marker = "" if level else self._numbering.marker(self._styles.list_of(style, properties))
        text = re.sub(r"[ \t\u00a0]+", " ", "".join(runs.parts)).strip()
        return Paragraph(text, level, runs.bold == {True}, marker, runs.notes, runs.boxes, runs.placeholders)

    def target(self, link: str) -> str:
        """Look up the address that a link of the file leads to."""
        return self._targets.get(link, "")

    def note(self, kind: str, name: str) -> tuple[int, str] | None:
        """Count the next footnote or endnote.

        :return: its number and its text; ``None`` where the file has no such note.
        """
        text = self._notes.get((kind, name))
        if text is None:
            return None
        self._noted += 1
        return self._noted, text


class _Runs:
    """A collector of the text of one paragraph."""

    def __init__(self, story: Story, style_bold: bool) -> None:
        self.parts: list[str] = []
        self.notes: list[str] = []
        self.boxes: list[Element] = []
        self.placeholders: list[str] = []
        self.bold: set[bool] = set()
        self._story = story
        self._style_bold = self._run_bold = style_bold
        self._fields: list[_Field] = []

    def take(self, element: Element) -> None:
        for part in shown_children(element):
            _TAKE.get(kind_of(part), _Runs.take)(self, part)

    def _text(self, element: Element) -> None:
        self.parts.append(element.text or "")
        if (element.text or "").strip():
            self.bold.add(self._run_bold)

    def _run(self, element: Element) -> None:
        mark = child(child(element, "rPr"), "b")
        self._run_bold = self._style_bold if mark is None else attribute(mark, "val") not in ("0", "false", "off")
        self.take(element)

    def _break(self, element: Element) -> None:
        self.parts.append(_BREAKS[kind_of(element)])

    def _symbol(self, element: Element) -> None:
        self.parts.append(_SYMBOLS.get(attribute(element, "char").casefold(), ""))

    def _hyperlink(self, element: Element) -> None:
        start = len(self.parts)
        self.take(element)
        self._link(self._story.target(attribute(element, "id")), start)

    def _link(self, address: str, start: int) -> None:
        self.parts[start:] = [marked("".join(self.parts[start:]), address)]

    def _simple_field(self, element: Element) -> None:
        start = len(self.parts)
        self.take(element)
        if address := _ADDRESS.search(attribute(element, "instr")):
            self._link(address[1], start)

    def _field_mark(self, element: Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field(len(self.parts), _form_field(element)))
        elif kind == "end" and self._fields:
            ended = self._fields.pop()
            self.parts.append(ended.value)
            if address := _ADDRESS.search(ended.instruction):
                self._link(address[1], ended.start)

    def _instruction(self, element: Element) -> None:
        if self._fields:
            self._fields[-1].instruction += element.text or ""

    def _control(self, element: Element) -> None:
        properties = child(element, "sdtPr")
        inner = child(element, "sdtContent")
        box = child(properties, "checkbox")
        if box is not None:
            checked = child(box, "checked")
            ticked = checked is not None and attribute(checked, "val") not in ("0", "false")
            self.parts.append("☒" if ticked else "☐")
        elif is_placeholder(element):
            self.placeholders.append(all_text(element))
        elif inner is not None:
            self.take(inner)

    def _note(self, element: Element) -> None:
        note = self._story.note(kind_of(element).removesuffix("Reference"), attribute(element, "id"))
        if note is not None:
            number, text = note
            self.parts.append(f" [{number}]")
            self.notes.append(f"[{number}] {text}")

    def _text_box(self, element: Element) -> None:
        self.boxes.append(element)


_TAKE: dict[str, Callable[[_Runs, Element], None]] = {
    **dict.fromkeys(_BREAKS, _Runs._break),
    "t": _Runs._text,
    "r": _Runs._run,
    "sym": _Runs._symbol,
    "hyperlink": _Runs._hyperlink,
    "fldSimple": _Runs._simple_field,
    "fldChar": _Runs._field_mark,
    "instrText": _Runs._instruction,
    "sdt": _Runs._control,
    "footnoteReference": _Runs._note,
    "endnoteReference": _Runs._note,
    "txbxContent": _Runs._text_box,
}
"""What is done with an element, by its name; the others are looked into."""


@dataclass(slots=True)
class _Field:
    """A field of several runs: where its result begins, its value where it has no result, its instruction."""

    start: int
    value: str
    instruction: str = ""


def _form_field(begin: Element) -> str:
    """Read the value of an old form field that has no text of its own: a box or a list to choose from."""
    data = child(begin, "ffData")
    if (box := child(data, "checkBox")) is not None:
        state = child(box, "checked")
        state = child(box, "default") if state is None else state
        return "☒" if state is not None and attribute(state, "val") not in ("0", "false") else "☐"
    if (choice := child(data, "ddList")) is not None:
        entries = [attribute(entry, "val") for entry in children(choice, "listEntry")]
        result = child(choice, "result")
        number = attribute(result, "val") if result is not None else "0"
        return entries[int(number)] if number.isdecimal() and int(number) < len(entries) else ""
    return ""
