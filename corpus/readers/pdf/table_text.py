"""Linearisation of the tables of printed pages, with the page that each row stands on."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.parsing.page import Line
from corpus.parsing.table_lines import rows_as_lines
from corpus.readers.pdf.hyphens import DocumentWords
from corpus.readers.pdf.paragraphs import join_paragraph
from corpus.readers.pdf.pieces import Piece
from corpus.readers.pdf.tables import PrintedTable


def table_lines(grid: PrintedTable, words: DocumentWords) -> Iterator[Line]:
    """Write one line a row; what goes across all columns stands alone, between the rows that it parts."""
    rows = [([join_paragraph(cell, words).marked for cell in row], _page(row)) for row in grid.rows]
    rows = [(row, page) for row, page in rows if any(row)]
    full = [row for row, _ in rows if len(row) > 1]
    written = rows_as_lines(full, header=grid.named)
    names = len(full) - len(written)
    lines = iter(written)
    for row, page in rows:
        if len(row) == 1:
            yield Line.of(row[0], pages=((0, page),), row=True)
        elif names:
            names -= 1
        else:
            yield Line.of(next(lines), pages=((0, page),), row=True)


def _page(row: list[list[Piece]]) -> int:
    return next((piece.page for cell in row for piece in cell), 0)
