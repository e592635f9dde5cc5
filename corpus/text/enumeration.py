"""Enumerations: several values on one line, told apart only where every one of them is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from corpus.text.language_files import gather_words

_T = TypeVar("_T")

_WORDS = Path(__file__).with_name("enumeration")
_AND = "|".join(gather_words(_WORDS, "conjunctions"))
_BETWEEN = re.compile(
    rf"\s*[,，、،;；]\s*(?:(?:{_AND})\s+|&\s*)?|\s+(?:{_AND})\s+|\s*[&/]\s*"
    rf"|\s+(?:{'|'.join(gather_words(_WORDS, 'attached'))})(?=\w)|{'|'.join(gather_words(_WORDS, 'unspaced'))}"
)
_CONJUNCTION = re.compile(rf"\s+(?=(?:{_AND}|&)\s)")
LEADING_CONJUNCTION = re.compile(rf"^(?:{_AND}|&)\s+")
"""The *and* before the last of several values."""
SEPARATORS = r"[;；؛、\n]"
"""Between the items of a list, in any script; a comma may be part of a name."""
_LINES = re.compile(SEPARATORS)
_MOST_PIECES = 60
_LONGEST = 6
"""So many pieces at the most make one value: "Saint Vincent", "the Grenadines" are two."""


def lines_of(text: str) -> list[str]:
    """Split a text at line ends and semicolons, not looking into brackets."""
    return _parts(text, _LINES)


def parts_of(text: str, marks: str = ",") -> list[str]:
    """Split a text at some marks, not looking into brackets."""
    return _parts(text, re.compile(f"[{re.escape(marks)}]"))


def spans_of(text: str, marks: str = ",") -> list[tuple[int, int]]:
    """Find where the parts of a text between some marks begin and end, white space aside, not looking into brackets."""
    spans = zip(*_cut(text, re.compile(f"[{re.escape(marks)}]")), strict=True)
    parts = [(start, end, text[start:end]) for start, end in spans if text[start:end].strip()]
    return [
        (start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())) for start, end, part in parts
    ]


def conjunctions_in(text: str) -> list[int]:
    """Find where an *and* stands between words, not looking into brackets."""
    starts, ends = _cut(text, _CONJUNCTION)
    return ends[:-1] if len(starts) > 1 else []


def enumerated(text: str, known: Callable[[str], _T | None]) -> list[_T] | None:
    """Read the values that a line names one after another (``Niger, Mali and Chad``); ``None`` where one is not known.

    The longest known name counts, so that ``Trinidad and Tobago`` is not cut.
    """
    starts, ends = _cut(text, _BETWEEN)
    if len(starts) > _MOST_PIECES:
        return None
    values: list[_T] = []
    piece = 0
    while piece < len(starts):
        for last in range(min(len(ends), piece + _LONGEST) - 1, piece - 1, -1):
            value = known(text[starts[piece] : ends[last]].strip())
            if value is not None:
                values.append(value)
                piece = last + 1
                break
        else:
            return None
    return values


def _parts(text: str, mark: re.Pattern[str]) -> list[str]:
    return [part for start, end in zip(*_cut(text, mark), strict=True) if (part := text[start:end].strip())]


def _cut(text: str, mark: re.Pattern[str]) -> tuple[list[int], list[int]]:
    """Find where the pieces between marks begin and end; marks within brackets do not cut."""
    starts, ends = [0], []
    depth = seen = 0
    for match in mark.finditer(text):
        depth += text.count("(", seen, match.start()) - text.count(")", seen, match.start())
        seen = match.start()
        if depth <= 0:
            ends.append(match.start())
            starts.append(match.end())
    return starts, [*ends, len(text)]
