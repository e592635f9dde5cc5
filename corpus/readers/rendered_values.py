"""Values of records that hold HTML, as the interfaces of sites give them: their text, and the sections of a body."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from corpus.parsing.page import Line, read_page
from corpus.parsing.record import target_of
from corpus.readers.html.page import html_lines
from corpus.text.links import with_marks

_CLOSING_TAG = re.compile(r"</[a-zA-Z][a-zA-Z0-9]*\s*>")


def values_as_shown(values: Mapping[str, Any]) -> dict[object, Any]:
    """Write the values of a record as a browser shows them, where some are HTML; other records stay as they are.

    An object with one text and nothing else that is said, ``{"rendered": "…", "protected": false}``, is that text.
    """
    bare: dict[object, Any] = {name: _text_alone(name, value) for name, value in values.items()}
    if not any(isinstance(value, str) and _CLOSING_TAG.search(value) for value in bare.values()):
        return bare
    shown: dict[object, Any] = {}
    for name, value in bare.items():
        if not isinstance(value, str):
            shown[name] = value
        elif not _CLOSING_TAG.search(value):
            shown[name] = html.unescape(value)
        elif target_of(str(name)) == "text" and "sections" not in values:
            shown = _body(value) | shown
        else:
            shown[name] = "\n".join(line.marked for line in _lines(value))
    return shown


def _text_alone(name: str, value: object) -> object:
    """Take the text out of an object that says nothing else, in the place of a field or section."""
    if not isinstance(value, Mapping) or name == "sections" or target_of(name) is None:
        return value
    said = [(key, part) for key, part in value.items() if part is not None and not isinstance(part, bool)]
    is_alone = len(said) == 1 and isinstance(said[0][1], str) and target_of(str(said[0][0])) is None
    return said[0][1] if is_alone else value


def _body(markup: str) -> dict[object, Any]:
    """Take the sections and the fields of a body; the title is the record's own."""
    page = read_page(_lines(markup), title=" ")
    sections = [
        {"heading": section.heading, "kind": section.kind, "text": with_marks(section.text, section.links)}
        for section in page.sections
    ]
    return {**{name: items for name, items in page.written.items() if name != "title"}, "sections": sections}


def _lines(markup: str) -> list[Line]:
    return html_lines(f"<main>{markup}</main>".encode("utf-8-sig"), "a value")
