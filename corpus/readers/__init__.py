"""One reader a format, by file ending; each takes the bytes of a file and gives practices and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePath
from typing import Protocol

from corpus.errors import PageError
from corpus.parsing.column_mapping import ColumnMapping, Companion, mapping_for
from corpus.parsing.results import Item
from corpus.readers.archive import read_archive
from corpus.readers.delimited import read_delimited
from corpus.readers.html.page import read_html
from corpus.readers.jsonlines import read_json, read_json_lines
from corpus.readers.markdown import read_markdown
from corpus.readers.pdf.document import read_pdf
from corpus.readers.text import read_text
from corpus.readers.word.document import read_doc, read_docx
from corpus.readers.workbook import read_workbook

__all__ = ["READERS", "TABLE_READERS", "Reader", "TableReader", "reader_for"]

Reader = Callable[[bytes, str], Iterator[Item]]


class TableReader(Protocol):
    """Reads a table; what its columns stand for may be given."""

    def __call__(self, data: bytes, source: str, mapping: ColumnMapping = ...) -> Iterator[Item]:
        """The practices of the table, and its problems."""


def reader_for(name: str, companion: Companion) -> Reader:
    """The reader of a file by the ending of its name, that of a table with the mapping that lies beside it.

    :raises PageError: no reader takes such files, or the mapping is not what it should be.
    """
    ending = PurePath(name).suffix.lower()
    if table_reader := TABLE_READERS.get(ending):
        return partial(table_reader, mapping=mapping_for(name, companion))
    if reader := READERS.get(ending):
        return reader
    known = " ".join(sorted(READERS))
    raise PageError(f"files of type {ending or '(none)'!r} are not read; known: {known}.")


def read_zip(data: bytes, source: str) -> Iterator[Item]:
    """The practices of every file in a zip archive."""
    yield from read_archive(data, source, reader_for)


TABLE_READERS: dict[str, TableReader] = {
    ".csv": read_delimited,
    ".ods": read_workbook,
    ".tsv": read_delimited,
    ".xls": read_workbook,
    ".xlsm": read_workbook,
    ".xlsx": read_workbook,
}
"""Those that a mapping file beside the table guides."""

READERS: dict[str, Reader] = {
    ".doc": read_doc,
    ".docm": read_docx,
    ".docx": read_docx,
    ".htm": read_html,
    ".html": read_html,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".markdown": read_markdown,
    ".md": read_markdown,
    ".pdf": read_pdf,
    ".txt": read_text,
    ".zip": read_zip,
    **TABLE_READERS,
}
