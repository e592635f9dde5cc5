"""Running heads of printed pages: what stands at their edges and is no part of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.headings import is_label
from corpus.readers.pdf.page_numbers import TextAround, find_page_numbers
from corpus.readers.pdf.pieces import PdfRow, body_size, row_text
from corpus.text.strings import fold

_OUTER = 0.04
"""The share of a page's height that is its very edge, where printing puts its own lines."""
_EDGE = 0.12
"""The share of a page's height at its top and bottom where lines that come again are running heads."""


def find_running_heads(rows: Sequence[PdfRow]) -> set[PdfRow]:
    """Find page numbers, lines that come again at the edge of pages, and what printing puts on the very edge."""
    pages = {row[0].page for row in rows}
    at_edge = [row for row in rows if not _EDGE < row[0].place < 1 - _EDGE and not is_label(row_text(row))]
    body = body_size(piece for row in rows for piece in row)
    seen: dict[tuple[str, bool], set[int]] = {}
    for row in at_edge:
        seen.setdefault(_without_page_numbers(row), set()).add(row[0].page)
    often = max(2, len(pages) // 3)
    again = {row for row in at_edge if len(seen[_without_page_numbers(row)]) >= often and _has_words(row)}
    text = TextAround([row for row in rows if row not in again])
    outer = {
        row
        for row in at_edge
        if not _OUTER < row[0].place < 1 - _OUTER and row[0].size <= body and not text.goes_on(row)
    }
    return again | outer | find_page_numbers([row for row in at_edge if row not in again], text, body)


def _has_words(row: PdfRow) -> bool:
    """Tell whether there is more to a row than a number, of which another rule tells whether it is one of a page."""
    return bool(re.search(r"[^\W\d_]", row_text(row)))


def _without_page_numbers(row: PdfRow) -> tuple[str, bool]:
    """Reduce a running head to what is the same on all pages: its words without numbers, at the top or the bottom."""
    return re.sub(r"\d+", "#", fold(row_text(row, " "))).strip("# "), row[0].place > 0.5
