"""Footnotes of printed pages: they stand behind the paragraph that goes on over them, and cut none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.readers.pdf.pieces import PdfRow, Piece, is_below
from corpus.readers.pdf.reading_order import RowOrTable

_SMALLER = 0.93
"""Times the size of the text: from here on type is that of a note."""
_MARK = re.compile(r"(?:\[?\(?(?:\d{1,3}|[a-z])[\])]*|[*∗†‡§¶#]+|[⁰¹²³⁴-⁹]+)\.?\s*[^\W\d_]|\[\d{1,3}\]")
_COLUMN = 12.0
"""Points of a page's width that are looked at together."""


def split_footnotes(elements: Sequence[RowOrTable], body: float) -> tuple[list[RowOrTable], list[RowOrTable]]:
    """Part the footnotes of a page from its text: rows in smaller type with no text below, which begin with a mark.

    :param body: the usual type size.
    """
    lowest: dict[int, float] = {}
    for piece in (piece for element in elements if isinstance(element, tuple) for piece in element):
        if piece.size > _SMALLER * body:
            for place in _places(piece):
                lowest[place] = min(lowest.get(place, piece.bottom), piece.bottom)
    text: list[RowOrTable] = []
    notes: list[RowOrTable] = []
    above: Piece | None = None
    for element in elements:
        row = element if isinstance(element, tuple) and len(element) == 1 else None
        is_foot = row is not None and _is_foot(row, lowest, body)
        goes_on = is_foot and row and above is not None and is_below(above, row[0])
        if row and (goes_on or (is_foot and _MARK.match(row[0].text))):
            notes.append(row)
            above = row[0]
        else:
            text.append(element)
            above = None
    return text, notes


def _is_foot(row: PdfRow, lowest: dict[int, float], body: float) -> bool:
    small = all(piece.size <= _SMALLER * body for piece in row)
    return (
        small
        and bool(lowest)
        and not any(lowest.get(place, piece.bottom) < piece.bottom for piece in row for place in _places(piece))
    )


def _places(piece: Piece) -> range:
    first = int(max(piece.left, -10_000) // _COLUMN)
    return range(first, min(int(min(piece.right, 10_000) // _COLUMN), first + 1_000) + 1)
