"""The runs of a paragraph as one text: what is shown of them, and what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from corpus.readers.word.equations import linear
from corpus.readers.word.fields import OpenField, form_value
from corpus.readers.word.styles import Styles
from corpus.readers.word.symbols import symbol, with_symbols
from corpus.readers.word.xml import (
    DELETED,
    Element,
    all_text,
    attribute,
    child,
    is_contents,
    is_on,
    is_placeholder,
    kind_of,
    shown_children,
)
from corpus.text.links import marked
from corpus.text.raised_figures import write_lowered, write_raised

_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "-"}
_BLANKS = str.maketrans("\t\r\n", "   ")
_TYPED = re.compile(r"([⁰¹²³⁴-⁹⁺⁻]+)|([₀-₉₊₋]+)")
"""Raised and lowered figures that have characters of their own."""
_LONGEST_MARK = 12
"""Characters; longer texts that stand raised or lowered are words."""
_CONTEXT = 24
"""Characters before a raised figure that can tell what it is."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote or endnote."""

    kind: str
    """``footnote`` or ``endnote``."""
    mark: str
    element: Element


class Surroundings(Protocol):
    """What a paragraph refers to."""

    styles: Styles
    field: OpenField | None
    """The innermost field that has begun and not ended; it may go over several paragraphs."""

    def is_unpaired(self, mark: Element) -> bool: ...  # noqa: D102

    def target(self, link: str) -> str: ...  # noqa: D102

    def note(self, kind: str, name: str, own_mark: str = "") -> tuple[str, Note | None]: ...  # noqa: D102


class Runs:
    """A collector of the text of one paragraph."""

    def __init__(self, story: Surroundings, style: str) -> None:
        self.parts: list[str] = []
        self.notes: list[Note] = []
        self.drawings: list[Element] = []
        self.aside: list[str] = []
        self.bold: set[bool] = set()
        self._story = story
        self._style = style
        self._look = story.styles.look(style, None)
        self._font = ""
        self._unseen = 0
        self._end_of_text = ""
        self._raised: list[str] = []
        self._side = 0
        self._after_note = False
        self._goes_on_aside = False

    def take(self, element: Element) -> None:
        """Take what an element holds."""
        for part in shown_children(element):
            _TAKE.get(kind_of(part), Runs.take)(self, part)

    def end(self) -> None:
        """End the paragraph."""
        if self._raised and not self._end_of_text.strip():  # all of it is raised: above nothing
            self._append("".join(self._raised))
            self._raised = []
        self._flush()

    def _text(self, element: Element) -> None:
        self._add(with_symbols((element.text or "").translate(_BLANKS), self._font))

    def _add(self, text: str, *, side: int | None = None) -> None:
        """Add a text where it belongs: to the instruction of a field, to what is set aside, or to what is shown."""
        field = self._story.field
        if field is not None and (coded := field.instruction_now) is not None:
            coded.instruction.append(text)
        elif self._is_unseen():
            self._set_aside(text)
        elif side is None and not self._look.side:
            at = 0
            for typed in _TYPED.finditer(text):
                self._add_at(text[at : typed.start()], 0)
                self._add_at(typed[0], 1 if typed[1] else -1)
                at = typed.end()
            self._add_at(text[at:], 0)
        else:
            self._add_at(text, self._look.side if side is None else side)

    def _is_unseen(self) -> bool:
        look, field = self._look, self._story.field
        return bool(self._unseen) or look.hidden or look.struck or (field is not None and field.in_contents)

    def _add_at(self, text: str, side: int) -> None:
        if not text:
            return
        self._goes_on_aside = False
        if text.strip():
            self.bold.add(self._look.bold)
        if side == 0:
            self._flush()
            self._append(text)
            return
        if side != self._side:
            self._flush()
            self._side = side
        self._raised.append(text)

    def _flush(self) -> None:
        """Write what stands raised or lowered, now that all of it is known."""
        text, self._raised = "".join(self._raised), []
        mark = text.strip()
        if not mark or len(mark) > _LONGEST_MARK:
            self._append(text)
            return
        before = text[: len(text) - len(text.lstrip())]
        self._append(before)
        written = (write_raised if self._side > 0 else write_lowered)(self._end_of_text, mark)
        self._append(written)
        self._after_note = written.endswith("]")
        self._append(text[len(text.rstrip()) :])

    def _append(self, text: str) -> None:
        if not text:
            return
        if self._after_note and text[0].isalnum():
            text = f" {text}"
        self._after_note = False
        self.parts.append(text)
        self._end_of_text = (self._end_of_text + text)[-_CONTEXT:]

    def _set_aside(self, text: str) -> None:
        if self._goes_on_aside:
            self.aside[-1] += text
        elif text.strip():
            self.aside.append(text)
            self._goes_on_aside = True

    def _run(self, element: Element) -> None:
        outer = self._look, self._font
        properties = child(element, "rPr")
        self._look = self._story.styles.look(self._style, properties)
        fonts = child(properties, "rFonts")
        self._font = attribute(fonts, "ascii") if fonts is not None else ""
        if not self._custom_mark(element):
            self.take(element)
        self._look, self._font = outer

    def _custom_mark(self, run: Element) -> bool:
        """Read a run that holds a note with a mark of the author's own."""
        references = [part for part in run if is_on(attribute(part, "customMarkFollows") or None)]
        if not references:
            return False
        self._note(references[0], all_text(run))
        return True

    def _deleted(self, element: Element) -> None:
        self._unseen += 1
        self.take(element)
        self._unseen -= 1

    def _break(self, element: Element) -> None:
        self._add(_BREAKS[kind_of(element)], side=0)

    def _symbol(self, element: Element) -> None:
        self._add(symbol(attribute(element, "char"), attribute(element, "font")))

    def _equation(self, element: Element) -> None:
        self._add(linear(element), side=0)

    def _hyperlink(self, element: Element) -> None:
        self._flush()
        start = len(self.parts)
        self.take(element)
        self._link(self._story.target(attribute(element, "id")), start)

    def _link(self, address: str, start: int) -> None:
        self._flush()
        if address:
            self.parts[start:] = [marked("".join(self.parts[start:]), address)]

    def _simple_field(self, element: Element) -> None:
        self._begin(OpenField(instruction=[attribute(element, "instr")], outer=self._story.field))
        self._result()
        self.take(element)
        self._end()

    def _field_mark(self, element: Element) -> None:
        kind = attribute(element, "fldCharType")
        if self._story.is_unpaired(element):
            return
        if kind == "begin":
            self._begin(OpenField(value=form_value(element), outer=self._story.field))
        elif kind == "separate":
            self._result()
        elif kind == "end":
            self._end()

    def _begin(self, field: OpenField) -> None:
        self._flush()
        field.start, field.paragraph = len(self.parts), self
        self._story.field = field

    def _result(self) -> None:
        if self._story.field is not None:
            self._story.field.begin_result()

    def _end(self) -> None:
        ended = self._story.field
        if ended is None:
            return
        self._story.field = ended.outer
        if ended.shown_instruction:
            self._set_aside(ended.shown_instruction)
            self._goes_on_aside = False
        self._add(ended.value)
        self._link(ended.address, ended.start if ended.paragraph is self else 0)

    def _instruction(self, element: Element) -> None:
        if self._story.field is not None:
            self._story.field.instruction.append(element.text or "")

    def _control(self, element: Element) -> None:
        properties = child(element, "sdtPr")
        box = child(properties, "checkbox")
        if box is not None:
            checked = child(box, "checked")
            self._add("☒" if checked is not None and is_on(attribute(checked, "val")) else "☐")
        elif is_placeholder(element) or is_contents(element):
            self._deleted(element)
            self._goes_on_aside = False
        else:
            self.take(element)

    def _note(self, element: Element, own_mark: str = "") -> None:
        if self._is_unseen():
            return
        name = kind_of(element).removesuffix("Reference")
        mark, note = self._story.note(name, attribute(element, "id"), own_mark)
        if mark:
            self._flush()
            self._append(f" [{mark}]")
            self._after_note = True
        if note is not None:
            self.notes.append(note)

    def _drawing(self, element: Element) -> None:
        if self._is_unseen():
            self._set_aside(all_text(element))
            self._goes_on_aside = False
        else:
            self.drawings.append(element)

    def _skip(self, element: Element) -> None:
        """Leave out what is no text of the paragraph."""


_TAKE: dict[str, Callable[[Runs, Element], None]] = {
    **dict.fromkeys(_BREAKS, Runs._break),
    **dict.fromkeys(DELETED, Runs._deleted),
    "t": Runs._text,
    "delText": Runs._text,
    "r": Runs._run,
    "sym": Runs._symbol,
    "rt": Runs._deleted,
    "oMath": Runs._equation,
    "hyperlink": Runs._hyperlink,
    "fldSimple": Runs._simple_field,
    "fldChar": Runs._field_mark,
    "instrText": Runs._instruction,
    "delInstrText": Runs._skip,
    "sdt": Runs._control,
    "footnoteReference": Runs._note,
    "endnoteReference": Runs._note,
    "drawing": Runs._drawing,
    "pict": Runs._drawing,
    "object": Runs._drawing,
    "txbxContent": Runs._drawing,
}
"""What is done with an element, by its name; the others are looked into."""
