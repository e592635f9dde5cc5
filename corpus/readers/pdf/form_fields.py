"""What was filled into the form of a PDF page: put where it stands, in the order that the page's own text has."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.readers.forms import OPEN_BOXES, TICKED_BOXES
from corpus.readers.pdf.glyphs import turned
from corpus.readers.pdf.layout import Glyphs
from corpus.readers.pdf.pieces import PdfRow, Piece

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_BOXES = (*TICKED_BOXES, *OPEN_BOXES)
_MOST_BESIDE = 100
"""Rows that are looked at for the one that a piece stands beside; a page has a few at one height."""


def tick_boxes(page: PdfPage, glyphs: Glyphs) -> Iterator[Piece]:
    """Write the boxes of a form that can be filled in as the signs that stand for them."""
    import pypdfium2.raw as pdfium

    kinds = pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON
    rect = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetFormFieldType(page.formenv, note) in kinds and pdfium.FPDFAnnot_GetRect(note, rect):
            sign = TICKED_BOXES[0] if pdfium.FPDFAnnot_IsChecked(page.formenv, note) else OPEN_BOXES[0]
            left, bottom, right, top = turned((rect.left, rect.bottom, rect.right, rect.top), glyphs.turn)
            height = top - bottom
            place = glyphs.place(bottom, top)
            yield Piece(sign, glyphs.number, left, right, bottom + height / 4, place, height, False)
        pdfium.FPDFPage_CloseAnnot(note)


def put_in_place(rows: Sequence[PdfRow], filled: Sequence[Piece]) -> list[PdfRow]:
    """Put what was filled in into the rows of a page, whose own order stays.

    Each piece joins the row at its height that is nearest to it; where there is none, it follows the row above it.
    """
    if not filled:
        return list(rows)
    by_height = sorted((row[0].bottom, number) for number, row in enumerate(rows))
    joined: dict[int, list[Piece]] = {}
    below: dict[int, list[Piece]] = {}
    for piece in filled:
        beside = list(_at_height(by_height, piece))
        if beside:
            joined.setdefault(min(beside, key=lambda number: _distance(rows[number], piece)), []).append(piece)
        else:
            below.setdefault(_above(rows, by_height, piece), []).append(piece)
    placed: list[PdfRow] = _by_height(below.get(-1, []))
    for number, row in enumerate(rows):
        placed.append(_join_boxes([*row, *joined.get(number, [])]) if number in joined else row)
        placed += _by_height(below.get(number, []))
    return placed


def _at_height(by_height: Sequence[tuple[float, int]], piece: Piece) -> Iterator[int]:
    """Find the numbers of the rows with a base line near that of a piece."""
    near = piece.size / 2
    start = bisect_left(by_height, (piece.bottom - near, -1))
    for bottom, number in by_height[start : start + _MOST_BESIDE]:
        if bottom >= piece.bottom + near:
            break
        yield number


def _distance(row: PdfRow, piece: Piece) -> tuple[float, float]:
    """Measure how far a row is from a piece, to either side: 0 where it goes across; then how far up or down."""
    left, right = min(cell.left for cell in row), max(cell.right for cell in row)
    return max(left - piece.right, piece.left - right, 0.0), abs(row[0].bottom - piece.bottom)


def _above(rows: Sequence[PdfRow], by_height: Sequence[tuple[float, int]], piece: Piece) -> int:
    """Find the nearest row above a piece that stands over or beside it; -1 where all are lower."""
    start = bisect_left(by_height, (piece.bottom, len(rows)))
    upper = by_height[start : start + _MOST_BESIDE]
    over = [(number, base) for base, number in upper if _distance(rows[number], piece)[0] == 0]
    return over[0][0] if over else upper[0][1] if upper else -1


def _by_height(pieces: Sequence[Piece]) -> list[PdfRow]:
    """Group pieces in rows from the top."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.bottom):
        if rows and rows[-1][0].bottom - piece.bottom < piece.size / 2:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_join_boxes(row) for row in rows]


def _join_boxes(row: Sequence[Piece]) -> PdfRow:
    """Put the pieces of a row in the order that they are read in, each box together with what stands behind it."""
    rtl = sum(piece.rtl for piece in row) * 2 > len(row)
    joined: list[Piece] = []
    for piece in sorted(row, key=lambda piece: -piece.right if rtl else piece.left):
        if joined and joined[-1].text in _BOXES:
            joined[-1] = joined[-1].joined(piece)
        else:
            joined.append(piece)
    return tuple(joined)
