"""Word files: submission forms, headings, lists, tables, with what stands beside the text (notes, boxes, headers)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from corpus.errors import PageError
from corpus.parsing.results import Item
from corpus.readers.headings import with_title
from corpus.readers.text import read_lines
from corpus.readers.word.package import Package
from corpus.readers.word.story_lines import StoryLines
from corpus.text.decoding import UTF_8

_LEAST_STYLED = 12
"""The lowest heading level that a style can give."""


def read_docx(data: bytes, source: str) -> Iterator[Item]:
    """Read the practices of a Word file; a form that was filled in is one. What is not read of it is a problem."""
    package = Package(data, source)
    document = StoryLines(package, source)
    lines = with_title(document.lines(), package.title, PurePath(source).stem, _LEAST_STYLED)
    yield from read_lines(lines, source, UTF_8, document.stated)
    yield from document.problems


def read_doc(data: bytes, source: str) -> Iterator[Item]:
    """Read what is named as a Word file of the old kind: often enough it is one of the new kind."""
    if not data.startswith(b"PK"):
        raise PageError(f"{source}: Word's old format (.doc) is not read; open it and save it as .docx.")
    yield from read_docx(data, source)
