"""Blocks of printed pages: rows to headings, paragraphs, list items, labels and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.parsing.titles import SENTENCE_END
from corpus.readers.forms import label_of
from corpus.readers.headings import is_heading_text, is_label
from corpus.readers.pdf.paragraphs import is_mid_sentence
from corpus.readers.pdf.pieces import ITEM, LARGER, PdfRow, Piece, is_below
from corpus.readers.pdf.reading_order import RowOrTable
from corpus.readers.pdf.tables import PrintedTable, goes_on
from corpus.text.dates import parse_dates
from corpus.vocabularies.countries import country_code

_RAGGED = 0.2
"""The share of a column's width by which lines in the middle of a sentence are shorter at most."""
_SAME_SIZE = 0.6
"""Points by which the type of one paragraph differs at most."""
_MOST_FLOATS = 60
"""Blocks between two parts of a sentence."""


@dataclass(slots=True)
class Block:
    """A heading, a paragraph, a list item or rows of a table."""

    pieces: list[Piece]
    heading: bool = False
    open: bool = True
    """Whether the next row may go on with it."""
    table: PrintedTable | None = None
    label: bool = False
    """Whether it names what stands beside it."""

    @property
    def last(self) -> Piece:
        """The piece that the next row may go on with."""
        return self.pieces[-1]


class BlockGrouping:
    """One pass over the rows: which of them go on with what stands above."""

    def __init__(self, pieces: Sequence[Piece], edges: Mapping[Piece, float], body: float) -> None:
        self._body = body
        self._mostly_bold = sum(len(p.text) for p in pieces if p.bold) * 2 > sum(len(p.text) for p in pieces)
        self._edges = edges
        self.blocks: list[Block] = []
        self._floats: list[Block] = []

    def group(self, elements: Sequence[RowOrTable]) -> list[Block]:
        """Group rows and tables into blocks."""
        self.blocks = []
        self._floats = []
        for number, element in enumerate(elements):
            following = elements[number + 1] if number + 1 < len(elements) else ()
            if isinstance(element, PrintedTable):
                self._take_table(element)
            else:
                self._take(element, following if isinstance(following, tuple) else ())
        self._add()
        return self.blocks

    def _add(self, *blocks: Block) -> None:
        """Add blocks, behind what had to wait for the end of a paragraph."""
        self.blocks += [*self._floats, *blocks]
        self._floats = []

    def _take_table(self, grid: PrintedTable) -> None:
        block = self.blocks[-1] if self.blocks else None
        if block and block.table and block.last.page == grid.pieces[0].page - 1 and goes_on(block.table, grid):
            block.table = block.table.with_rows_of(grid)
            block.pieces += grid.pieces
        else:
            self._add(Block(grid.pieces, open=False, table=grid))

    def _take(self, row: PdfRow, following: PdfRow) -> None:
        if len(row) == 1:
            if not self._continues(row[0]):
                self._add(Block([row[0]], self._is_heading(row[0])))
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
            self._add(Block([piece], open=not is_label, label=is_label))

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
        """Add a piece to the block above it, or to a sentence that tables and notes have cut."""
        if self.blocks and self._goes_on(self.blocks[-1], piece):
            self.blocks[-1].pieces.append(piece)
            return True
        return self._resumes(piece)

    def _goes_on(self, block: Block, piece: Piece) -> bool:
        last = block.last
        if not block.open or block.table or abs(last.size - piece.size) > _SAME_SIZE:
            return False
        if block.heading != self._is_heading(piece):
            return False
        if ITEM.match(piece.text) or is_label(piece.text):
            return False
        if is_label(last.text) and not (is_mid_sentence(last, piece) and last.text.count(" ") > 2):
            return False
        return self._follows(block, piece) if is_below(last, piece) else self._runs_on(block, piece)

    def _resumes(self, piece: Piece) -> bool:
        """Add a piece to a paragraph that tables, captions or figures have cut in the middle of a sentence."""
        if self._floats or not self.blocks or self.blocks[-1].heading or not piece.text[0].islower():
            return False
        heading = self._is_heading(piece)
        for number in range(len(self.blocks) - 2, max(len(self.blocks) - _MOST_FLOATS, -1), -1):
            block = self.blocks[number]
            last = block.last
            if block.table or block.heading != heading or abs(last.size - piece.size) > _SAME_SIZE:
                continue
            full = self._is_full(last, piece)
            goes_on = block.open and last.page >= piece.page - 1 and last.bold == piece.bold
            if goes_on and full and is_mid_sentence(last, piece):
                self._floats = self.blocks[number + 1 :]
                del self.blocks[number + 1 :]
                block.pieces.append(piece)
                return True
            is_caption = len(block.pieces) == 1 and not full
            if not is_caption and (last.page < piece.page or self.blocks[-1].last.page < piece.page):
                return False
        return False

    def _follows(self, block: Block, piece: Piece) -> bool:
        """Tell whether a piece right below goes on with a block: it begins where that does, the break was needed."""
        last = block.last
        if block.heading:
            return last.bold == piece.bold
        recent = block.pieces[-6:]
        pitches = [a.bottom - b.bottom for a, b in pairwise(recent) if is_below(a, b)]
        usual = min(pitches, default=1.5 * piece.size)
        indented = piece.start - last.start
        begins = abs(indented) < 3 or (len(block.pieces) == 1 and abs(indented) < 4 * piece.size)
        if last.bottom - piece.bottom > 1.25 * usual or not begins:
            return False
        return last.text.endswith("-") or self._is_full(last, piece) or is_mid_sentence(last, piece)

    def _is_full(self, last: Piece, following: Piece) -> bool:
        """Tell whether the first word of the following line had no room in the one before it.

        Programs that weigh all lines of a paragraph against each other leave some more, in the middle of sentences.
        """
        edge = self._edges.get(last, last.end)
        first_word = (len(following.text.split(" ", 1)[0]) + 1) * 0.62 * following.size
        is_cut = last.text.count(" ") > 2 and not SENTENCE_END.search(last.text)
        return edge - last.end < (max(first_word, _RAGGED * (edge - last.start)) if is_cut else first_word)

    def _runs_on(self, block: Block, piece: Piece) -> bool:
        """Tell whether a paragraph goes on at the top of the next column or page: its sentence has not ended."""
        last = block.last
        if block.heading or SENTENCE_END.search(last.text):
            return False
        if piece.page <= last.page and piece.bottom <= last.bottom:
            return False
        room = self._edges.get(piece, piece.end) - piece.end
        is_text = not piece.text[0].isupper() or room < _RAGGED * (piece.right - piece.left)  # else it may be a caption
        return piece.text[0].islower() or last.text.endswith("-") or (is_text and self._is_full(last, piece))

    def _table_row(self, row: PdfRow) -> None:
        """Give a row that stands in no table that is known without names of columns."""
        cells = [[piece] for piece in row]
        block = self.blocks[-1] if self.blocks else None
        if block and block.table and block.open and block.last.page == row[0].page:
            block.table.rows.append(cells)
            block.pieces += row
        else:
            self._add(Block(list(row), table=PrintedTable([cells], False)))

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
