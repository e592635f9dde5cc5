"""What is drawn in a Word file: text boxes, pictures with what is written for those who do not see them, charts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.parsing.page import Line
from corpus.readers.word.diagrams import shape_lines
from corpus.readers.word.embedded import Embedded
from corpus.readers.word.xml import Element, all_text, attribute, child, is_on, kind_of, shown_children
from corpus.text.strings import squeezed

_FILE_NAME = re.compile(r".*\.(?:png|jpe?g|gif|bmp|tiff?|[ew]mf|svg|webp)", re.IGNORECASE)
"""What old versions of Word write in place of a description."""
_INVISIBLE = re.compile(r"visibility:\s*hidden|display:\s*none")
_NAMES = ("docPr", "cNvPr")
_PARTS_OF_NAMES = ("nvSpPr", "nvPicPr", "nvGrpSpPr")


def drawn(drawing: Element, embedded: Embedded) -> Iterator[Line | Element]:
    """List what a drawing says, in order: lines, and the text boxes in it as elements.

    Its lines state no field of a form, wherever they stand.
    """
    said: set[str] = set()
    waiting = [drawing]
    while waiting:
        part = waiting.pop()
        kind = kind_of(part)
        if _is_hidden(part):
            yield Line(all_text(part), menu=True)
            continue
        if kind == "txbxContent":
            yield part
            continue
        lines = _lines(part, kind, embedded)
        yield from (line for line in lines if line.text not in said)
        said |= {line.text for line in lines}
        if kind != "txBody":
            waiting += reversed(list(shown_children(part)))


def _lines(part: Element, kind: str, embedded: Embedded) -> list[Line]:
    if kind in _NAMES:
        return _described(attribute(part, "title"), attribute(part, "descr"))
    if kind == "shape":
        return _described(attribute(part, "alt"))
    if kind == "textpath":
        return _described(attribute(part, "string"))
    if kind == "txBody":
        return [Line(text, row=True) for text in shape_lines(part)]
    if kind == "chart" and attribute(part, "id"):
        return embedded.chart(attribute(part, "id"))
    if kind == "relIds":
        return embedded.diagram(attribute(part, "dm"))
    if kind in ("OLEObject", "control"):
        return embedded.object(attribute(part, "id"))
    return []


def _described(*texts: str) -> list[Line]:
    shown = [squeezed(text) for text in texts if text.strip()]
    return [Line(text, menu=True) if _FILE_NAME.fullmatch(text) else Line(text, row=True) for text in shown]


def _is_hidden(part: Element) -> bool:
    named = [child(part, name) for name in _NAMES]
    named += [child(child(part, name), "cNvPr") for name in _PARTS_OF_NAMES]
    return bool(_INVISIBLE.search(attribute(part, "style"))) or any(
        is_on(attribute(name, "hidden") or None) for name in named if name is not None
    )
