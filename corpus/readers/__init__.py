"""One reader a format, by file ending; each takes the bytes of a file and gives practices and problems."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus.readers.docx import read_doc, read_docx
from corpus.readers.html import read_html
from corpus.readers.jsonlines import read_json, read_json_lines
from corpus.readers.markdown import read_markdown
from corpus.readers.pdf import read_pdf
from corpus.readers.text import read_text
from corpus.reading import Item

__all__ = ["READERS", "Reader"]

Reader = Callable[[bytes, str], Iterator[Item]]

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
}
