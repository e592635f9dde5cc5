"""Large first letters of paragraphs: they belong to the word beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.pdf.pieces import PdfRow, Piece

_LARGE = 1.8
"""Times the size of the text."""
_LINES = 8
"""Rows of the text before and after the letter among which the lines beside it are looked for."""


def join_drop_caps(rows: Sequence[PdfRow], body: float) -> list[PdfRow]:
    """Join each large first letter to the first line beside it, and let the lines beside it begin where it does."""
    joined = list(rows)
    for number, row in enumerate(rows):
        cap = row[0]
        if len(cap.text) == 1 and cap.text.isalpha() and cap.size >= _LARGE * body:
            around = range(max(number - _LINES, 0), min(number + _LINES, len(joined)))
            beside = [(n, m) for n in around for m, piece in enumerate(joined[n]) if _is_beside(piece, cap)]
            if beside:
                _join(joined, number, cap, beside)
    return [row for row in joined if row]


def _join(rows: list[PdfRow], number: int, cap: Piece, beside: Sequence[tuple[int, int]]) -> None:
    top = max(beside, key=lambda place: rows[place[0]][place[1]].bottom)
    for n, m in beside:
        piece = rows[n][m]
        text = cap.text + piece.text if (n, m) == top else piece.text
        rows[n] = (*rows[n][:m], replace(piece, text=text, left=cap.left), *rows[n][m + 1 :])
    rows[number] = rows[number][1:]


def _is_beside(piece: Piece, cap: Piece) -> bool:
    """Tell whether a piece is the beginning of a line right of a large letter."""
    height = -0.3 * piece.size < piece.bottom - cap.bottom < cap.size
    return height and piece.size < cap.size and -2 < piece.left - cap.right < piece.size
