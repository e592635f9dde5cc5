"""Fields of Word: an instruction that is not shown, and its result."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from corpus.readers.word.xml import Element, attribute, child, children, is_on, number_of

_ADDRESS = re.compile(r'HYPERLINK\s+"?(https?://[^"\s]+)')
_CONTENTS = ("TOC", "INDEX")
"""Fields whose result only points at content (their names are the same in every language)."""
_SHOWN_INSTRUCTIONS = ("EQ", "MACROBUTTON")
"""Fields that show a part of their instruction."""
_DEEPEST_LINK = 20
"""Fields around a field; Word nests no deeper."""


@dataclass(slots=True, eq=False)
class OpenField:
    """A field of several runs, which may lie in another one."""

    start: int = 0
    """Where it begins among the parts of its paragraph."""
    value: str = ""
    """What it shows where it has no result."""
    paragraph: object = None
    """The reader of the paragraph that it begins in."""
    outer: OpenField | None = None
    in_result: bool = False
    instruction: list[str] = field(default_factory=list)
    depth: int = 0
    in_contents: bool = False
    """Whether it lies in the result of a table of contents or an index, or is one."""
    coded: OpenField | None = None
    """The field in whose instruction it lies."""

    def __post_init__(self) -> None:
        """Take over what holds for all of the fields around."""
        if self.outer is not None:
            self.depth = self.outer.depth + 1
            self.in_contents = self.outer.in_contents
            self.coded = self.outer.instruction_now

    @property
    def instruction_now(self) -> OpenField | None:
        """The field whose instruction goes on; ``None`` where the text is a result."""
        return self.coded if self.in_result else self

    @property
    def name(self) -> str:
        """What kind of field it is."""
        return next(iter("".join(self.instruction).split(maxsplit=1)), "").upper()

    @property
    def address(self) -> str:
        """The address that it leads to; empty for none."""
        address = _ADDRESS.search("".join(self.instruction)) if self.depth < _DEEPEST_LINK else None
        return address[1] if address else ""

    @property
    def shown_instruction(self) -> str:
        """Its instruction, where a part of that is what it shows."""
        return " ".join("".join(self.instruction).split()) if self.name in _SHOWN_INSTRUCTIONS else ""

    def begin_result(self) -> None:
        """End the instruction: what follows is the result."""
        self.in_result = True
        self.in_contents |= self.name in _CONTENTS


def unpaired_marks(root: Element) -> set[Element]:
    """Collect the marks of fields that begin or end nothing: they must not swallow the text after them."""
    unpaired: set[Element] = set()
    begun: list[Element] = []
    for mark in root.iter("{*}fldChar"):
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            begun.append(mark)
        elif not begun:
            unpaired.add(mark)
        elif kind == "end":
            begun.pop()
    return unpaired.union(begun)


def form_value(begin: Element) -> str:
    """Read the value of an old form field that has no text of its own: a box or a list to choose from."""
    data = child(begin, "ffData")
    if (box := child(data, "checkBox")) is not None:
        state = child(box, "checked")
        state = child(box, "default") if state is None else state
        return "☒" if state is not None and is_on(attribute(state, "val")) else "☐"
    if (choice := child(data, "ddList")) is not None:
        entries = [attribute(entry, "val") for entry in children(choice, "listEntry")]
        number = number_of(choice, "result") or 0
        return entries[number] if number < len(entries) else ""
    return ""
