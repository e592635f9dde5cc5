"""Texts of cells whose runs have formats of their own: raised and lowered figures stay apart from the word before."""

from __future__ import annotations

import re

from corpus.readers.word.xml import Element, attribute, child, kind_of
from corpus.text.raised_figures import write_lowered, write_raised

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def rich_text(element: Element) -> str:
    """Join the runs of a shared or inline string; readings of Chinese characters beside them are no text."""
    text = ""
    for part in element:
        if kind_of(part) == "t":
            text += _unescaped(part.text or "")
        elif kind_of(part) == "r":
            run = child(part, "t")
            words = "" if run is None else _unescaped(run.text or "")
            text = append_run(
                text, words, attribute(position, "val") if (position := _position(part)) is not None else ""
            )
    return text


def append_run(text: str, run: str, position: str) -> str:
    """Append a run so that raised or lowered characters are not read as part of the word before.

    :param position: ``superscript``, ``subscript``, or anything else for none.
    """
    if position == "superscript" and run.strip():
        return text + write_raised(text, run)
    if position == "subscript" and run.strip():
        return text + write_lowered(text, run)
    if text.endswith("]") and run[:1].isalnum():
        return f"{text} {run}"
    return text + run


def _position(run: Element) -> Element | None:
    return child(child(run, "rPr"), "vertAlign")


def _unescaped(text: str) -> str:
    """Write the characters that XML cannot hold, which Excel writes by their number, and lines ended in one way."""
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return plain.replace("\r\n", "\n").replace("\r", "\n")
