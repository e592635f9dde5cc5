"""Tables of printed pages, and those with drawn borders: a grid of cells, or the rows of a form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.forms import label_of
from corpus.readers.pdf.pieces import PdfRow, Piece
from corpus.readers.pdf.ruled_tables import Cell, RuledTable
from corpus.readers.pdf.zones import group_bands

_ALIGNED = 6.0
"""Points by which columns begin apart at most where they are those of one table on two pages."""


_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:(?:19|20)?\d\d))?")


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table of data: for each row a list of lines for each column; one cell alone goes across all columns."""

    rows: list[list[Cell]]
    named: bool | None
    """Whether the first row names the columns; ``None`` where its words have to tell."""

    @property
    def pieces(self) -> list[Piece]:
        """All pieces, from the first row on."""
        return [piece for row in self.rows for cell in row for piece in cell]

    @property
    def lefts(self) -> list[float]:
        """Where each column begins."""
        full = [row for row in self.rows if len(row) > 1]
        columns = ([piece.left for row in full for piece in row[number]] for number in range(len(full[0])))
        return [min(column, default=0.0) for column in columns]

    def with_rows_of(self, below: PrintedTable) -> PrintedTable:
        """Go on with the rows of a table on the next page, without a header that is said again."""
        again = [_texts(row) for row in below.rows[:1]] == [_texts(row) for row in self.rows[:1]]
        return PrintedTable([*self.rows, *below.rows[again:]], self.named)


def goes_on(above: PrintedTable, below: PrintedTable) -> bool:
    """Tell whether two tables on pages after each other are one: the same columns, and no new header."""
    lefts, others = above.lefts, below.lefts
    same = len(lefts) == len(others) and all(abs(a - b) < _ALIGNED for a, b in zip(lefts, others, strict=True))
    return same and (not below.named or _texts(above.rows[0]) == _texts(below.rows[0]))


def _texts(row: Sequence[Cell]) -> list[list[str]]:
    return [[piece.text for piece in cell] for cell in row]


def ruled_grid(table: RuledTable) -> list[PrintedTable | PdfRow]:
    """Write a table with borders as what goes across it at its top, then the rest as a grid, or as rows of a form."""
    rows = [row[:1] if len({id(cell) for cell in row}) == 1 else row for row in table.rows]
    top = next((number for number, row in enumerate(rows) if len(row) > 1), len(rows))
    above = [band.pieces for row in rows[:top] for band in group_bands(row[0])]
    rows = rows[top:]
    firsts = list({id(row[0]): row[0] for row in rows}.values())
    if has_form_labels(firsts, len(rows[0]) if rows else 0):
        return [*above, *(shown for row in rows for shown in _form_rows(row))]
    if len(rows) < 2:
        return [*above, *(band.pieces for row in rows for cell in row for band in group_bands(cell))]
    head = RuledTable(rows, set()).header_rows
    if 1 < head < len(rows) and all(len(row) > 1 for row in rows[:head]):
        columns = ([row[column] for row in rows[:head]] for column in range(len(rows[0])))
        rows = [[_without_repetition(column) for column in columns], *rows[head:]]
    return [*above, PrintedTable(rows, is_named(rows, head > 1) if head < len(rows) else False)]


def _without_repetition(cells: Sequence[Cell]) -> Cell:
    kept: dict[int, Cell] = {id(cell): cell for cell in cells}
    return [piece for cell in kept.values() for piece in cell]


def has_form_labels(first_cells: Sequence[Cell], width: int) -> bool:
    """Tell whether the first column holds the labels of a form."""
    labels = [label_of(" ".join(piece.text for piece in cell)) is not None for cell in first_cells]
    return sum(labels) > 1 and (width == 2 or labels[0])


def _form_rows(row: Sequence[Cell]) -> list[PdfRow]:
    """Write a label with the first line of what was filled in beside it, then the other lines."""
    cells = list({id(cell): cell for cell in row if cell}.values())
    if len(cells) != 2:
        return [tuple(_joined(cell) for cell in cells)] if cells else []
    first, *others = group_bands(cells[1])
    return [(_joined(cells[0]), *first.pieces), *(band.pieces for band in others)]


def _joined(cell: Cell) -> Piece:
    piece = cell[0]
    for other in cell[1:]:
        piece = piece.joined(other)
    return piece


def is_named(rows: Sequence[Sequence[Cell]], sure: bool) -> bool | None:
    """Tell whether the first row names the columns, as far as its look does: figures are no names, years may be."""
    head, *below = (row for row in rows if len(row) > 1)
    texts = [" ".join(piece.text for piece in cell) for cell in head]
    if any(text and not re.search(r"[^\W\d_]", text) and not _YEAR.fullmatch(text) for text in texts):
        return False
    bold = [all(piece.bold for cell in row for piece in cell) for row in (head, *below)]
    return True if sure or (bold[0] and not any(bold[1:])) else None
