"""Notebook pages: ``= Title`` on the first line, then ``* Heading`` lines with their text below."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.errors import PageError
from corpus.parsing.page import Line
from corpus.parsing.results import Item
from corpus.readers.registry import Reader
from corpus.readers.text import read_lines
from corpus.text.decoding import decode

_LEVELS = {"= ": 1, "* ": 2}


def read_notebook(data: bytes, source: str) -> Iterator[Item]:
    """Read the practices of a notebook page."""
    text, encoding = decode(data, source)
    if not text.startswith("= "):
        raise PageError(f"{source}: not a notebook page: its first line does not begin with '= '.")
    yield from read_lines([_line(line) for line in text.split("\n")], source, encoding)


def _line(text: str) -> Line:
    level = _LEVELS.get(text[:2], 0)
    return Line(text[2:] if level else text, level)


READER = Reader("notebook", (".notebook",), read_notebook)
