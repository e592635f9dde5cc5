"""The text of a document: pages in reading order, paragraphs over page ends, notes behind what goes on over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.readers.pdf.blocks import Block, BlockGrouping
from corpus.readers.pdf.drop_caps import join_drop_caps
from corpus.readers.pdf.footnotes import split_footnotes
from corpus.readers.pdf.pieces import PdfRow, Piece
from corpus.readers.pdf.reading_order import RowOrTable, arrange_page
from corpus.readers.pdf.rules import Rule


def read_blocks(rows: Sequence[PdfRow], rules: Mapping[int, Sequence[Rule]], body: float) -> list[Block]:
    """Group the rows of a document into blocks, in reading order; notes stand behind what goes on over them.

    :param body: the usual type size.
    """
    pages: dict[int, list[PdfRow]] = {}
    for row in rows:
        pages.setdefault(row[0].page, []).append(row)
    text: list[RowOrTable] = []
    notes: dict[int, list[RowOrTable]] = {}
    edges: dict[Piece, float] = {}
    for page, page_rows in pages.items():
        elements, page_edges = arrange_page(join_drop_caps(page_rows, body), rules.get(page, ()))
        edges |= page_edges
        page_text, notes[page] = split_footnotes(elements, body)
        text += page_text
    grouping = BlockGrouping([piece for row in rows for piece in row], edges, body)
    return _with_notes(grouping.group(text), {page: grouping.group(elements) for page, elements in notes.items()})


def _with_notes(blocks: Sequence[Block], notes: Mapping[int, Sequence[Block]]) -> list[Block]:
    """Put the notes of each page behind the last block that begins on it."""
    last = {block.pieces[0].page: number for number, block in enumerate(blocks)}
    after: dict[int, list[Block]] = {}
    number = -1
    for page in sorted({*last, *notes}):
        number = max(number, last.get(page, number))
        after.setdefault(number, []).extend(notes.get(page, ()))
    return [*after.get(-1, ()), *(shown for n, block in enumerate(blocks) for shown in (block, *after.get(n, ())))]
