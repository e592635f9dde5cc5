"""Blocks of printed pages: rows to headings, paragraphs, list items, labels and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.readers.forms import label_of
from corpus.readers.headings import SENTENCE_END, is_heading_text, is_label
from corpus.readers.pdf.pieces import ITEM, LARGER, PdfRow, Piece, body_size, is_below
from corpus.text.dates import parse_dates
from corpus.vocabularies.countries import country_code


@dataclass(slots=True)
class Block:
    """A heading, a paragraph, a list item or rows of a table."""

    pieces: list[Piece]
    heading: bool = False
    open: bool = True
    """Whether the next row may go on with it."""
    table: list[list[str]] = field(default_factory=list)
    label: bool = False
    """Whether it names what stands beside it."""

    @property
    def last(self) -> Piece:
        """The piece that the next row may go on with."""
        return self.pieces[-1]


def group_blocks(rows: Sequence[PdfRow], pieces: Sequence[Piece]) -> list[Block]:
    """Group the rows of a document into blocks.

    :param pieces: the pieces of all rows, from which the usual size and the edges of columns are measured.
    """
    return _Grouping(rows, pieces).blocks


class _Grouping:
    """One pass over the rows: which of them go on with what stands above."""

    def __init__(self, rows: Sequence[PdfRow], pieces: Sequence[Piece]) -> None:
        self._body = body_size(pieces)
        self._mostly_bold = sum(len(p.text) for p in pieces if p.bold) * 2 > sum(len(p.text) for p in pieces)
        self._edges: dict[tuple[int, int], float] = {}
        for piece in pieces:
            column = piece.page, round(piece.left / 12)
            self._edges[column] = max(self._edges.get(column, 0.0), piece.right)
        self.blocks: list[Block] = []
        for number, row in enumerate(rows):
            self._take(row, rows[number + 1] if number + 1 < len(rows) else ())

    def _take(self, row: PdfRow, following: PdfRow) -> None:
        if len(row) == 1:
            if not self._continues(row[0]):
                self.blocks.append(Block([row[0]], self._is_heading(row[0])))
            return
        label = self._label(row[0])
        named = label_of(label.text) and not _names_columns(row, following)
        if not named and not self._is_like_labels(row):
            self._table_row(row)
            return
        if label is not row[0]:
            self.blocks.pop()
        for number, piece in enumerate((label, *row[1:])):
            is_label = number == 0 or (label_of(piece.text) is not None and number + 1 < len(row))
            self.blocks.append(Block([piece], open=not is_label, label=is_label))

    def _is_like_labels(self, row: PdfRow) -> bool:
        """Tell whether a row of a form has a label that is not known, set as the known ones above it are."""
        above = next((block.pieces[0] for block in reversed(self.blocks) if block.label), None)
        set_off = len(row) == 2 and row[0].bold and not row[1].bold
        return set_off and above is not None and above.bold and abs(above.left - row[0].left) < 2

    def _label(self, piece: Piece) -> Piece:
        """Take the first cell of a row, with the first line of a label that goes over two."""
        block = self.blocks[-1] if self.blocks else None
        if block is None or len(block.pieces) > 1 or not is_below(block.last, piece) or label_of(piece.text):
            return piece
        joined = replace(piece, text=f"{block.last.text} {piece.text}", right=max(block.last.right, piece.right))
        return joined if abs(block.last.left - piece.left) < 2 and label_of(joined.text) else piece

    def _continues(self, piece: Piece) -> bool:
        """Add a piece to the block above it, if it goes on with that."""
        block = self.blocks[-1] if self.blocks else None
        if block is None or not block.open:
            return False
        if block.table:
            return self._continues_cell(block, piece)
        last = block.last
        same_style = abs(last.size - piece.size) <= 0.6 and block.heading == self._is_heading(piece)
        if not same_style or ITEM.match(piece.text) or is_label(piece.text) or is_label(last.text):
            return False
        if not (self._follows(block, piece) if is_below(last, piece) else _runs_on(block, piece)):
            return False
        block.pieces.append(piece)
        return True

    def _follows(self, block: Block, piece: Piece) -> bool:
        """Tell whether a piece right below goes on with a block: it begins where that does, the break was needed."""
        last = block.last
        if block.heading:
            return last.bold == piece.bold
        recent = block.pieces[-6:]
        pitches = [a.bottom - b.bottom for a, b in pairwise(recent) if is_below(a, b)]
        usual = min(pitches, default=1.5 * piece.size)
        indented = piece.left - last.left
        begins = abs(indented) < 3 or (len(block.pieces) == 1 and abs(indented) < 4 * piece.size)
        if last.bottom - piece.bottom > 1.25 * usual or not begins:
            return False
        if last.text.endswith("-"):
            return True
        room = self._edges[last.page, round(last.left / 12)] - last.right
        return (len(piece.text.split(" ", 1)[0]) + 1) * 0.62 * piece.size > room

    def _continues_cell(self, block: Block, piece: Piece) -> bool:
        """Add a piece to a cell in the row above, if it is the second line of one."""
        cells = block.pieces[-len(block.table[-1]) :]
        column = next((n for n, cell in enumerate(cells) if abs(cell.left - piece.left) < 2 and n), None)
        if column is None or not is_below(block.last, piece) or block.last.bottom - piece.bottom > 2 * piece.size:
            return False
        block.table[-1][column] += f" {piece.text}"
        return True

    def _table_row(self, row: PdfRow) -> None:
        cells = [piece.text for piece in row]
        block = self.blocks[-1] if self.blocks else None
        if block and block.table and len(block.table[-1]) == len(cells) and block.last.page == row[0].page:
            block.table.append(cells)
            block.pieces += row
        else:
            self.blocks.append(Block(list(row), table=[cells]))

    def _is_heading(self, piece: Piece) -> bool:
        if not is_heading_text(piece.text) or (ITEM.match(piece.text) and not piece.bold):
            return False
        larger = piece.size > self._body * LARGER
        return larger or (piece.bold and not self._mostly_bold and piece.size >= self._body)


def _names_columns(row: PdfRow, following: PdfRow) -> bool:
    """Tell whether the first cells of two rows are names of columns and a value, not a label and another."""
    if len(following) != len(row) or label_of(following[0].text) or (row[0].bold and not row[1].bold):
        return False
    aligned = all(abs(a.left - b.left) < 3 for a, b in zip(row, following, strict=True))
    return aligned and not (country_code(row[1].text) or parse_dates(row[1].text))


def _runs_on(block: Block, piece: Piece) -> bool:
    """Tell whether a paragraph goes on at the top of the next column or page: its sentence has not ended."""
    if block.heading or SENTENCE_END.search(block.last.text):
        return False
    elsewhere = piece.page > block.last.page or piece.bottom > block.last.bottom
    return elsewhere and (piece.text[0].islower() or block.last.text.endswith("-"))
