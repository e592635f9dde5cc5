"""The rows of a document to lines: heading levels, paragraphs, list items, tables, with running heads aside."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from corpus.parsing.fields import Written
from corpus.parsing.page import Line
from corpus.readers.forms import form_lines, set_unticked_aside
from corpus.readers.headings import TITLE_LEVEL, is_label, plain_heading
from corpus.readers.pdf.blocks import Block
from corpus.readers.pdf.hyphens import DocumentWords
from corpus.readers.pdf.page_text import read_blocks
from corpus.readers.pdf.paragraphs import join_paragraph
from corpus.readers.pdf.pieces import ITEM, LARGER, PdfRow, body_size, row_text
from corpus.readers.pdf.rules import Rule
from corpus.readers.pdf.running_heads import find_running_heads
from corpus.readers.pdf.table_text import table_lines
from corpus.text.strings import BULLETS
from corpus.vocabularies.page_labels import section_of

_BULLET = re.compile(rf"^[{BULLETS}]\s+")


def pdf_lines(rows: Sequence[PdfRow], rules: Mapping[int, Sequence[Rule]], stated: Written) -> list[Line]:
    """Write the rows of a document as lines of a page: a paragraph is one line, with the pages that it goes over.

    :param rows: in the order of the text, split at every wide space.
    :param rules: the lines that are drawn on each page.
    :param stated: takes the values of fields that no page's own text has, see :func:`corpus.readers.forms.form_lines`.
    """
    furniture = find_running_heads(rows)
    pieces = [piece for row in rows if row not in furniture for piece in row]
    pieces = pieces or [piece for row in rows for piece in row]
    blocks = deque(read_blocks([row for row in rows if row not in furniture], rules, body_size(pieces)))
    levels = _heading_levels([block for block in blocks if block.heading], body_size(pieces))
    words = DocumentWords(piece.text for piece in pieces)
    lines: list[Line] = []
    while blocks:
        block = blocks.popleft()
        shown = list(_block_lines(block, levels, words))
        if block.label:
            value: list[Line] = []
            while blocks and _is_beside(blocks[0], block):
                value += _block_lines(blocks.popleft(), levels, words)
            shown = list(form_lines(shown[0].text, value, stated))
        lines += shown
    return [*set_unticked_aside(lines), *(Line(row_text(row), menu=True) for row in rows if row in furniture)]


def _is_beside(block: Block, label: Block) -> bool:
    return not block.label and min(piece.left for piece in block.pieces) > label.pieces[0].right


def _heading_levels(headings: Sequence[Block], body: float) -> dict[int, int]:
    """Rank the headings by size and weight: the title is the first of the biggest ones.

    :return: the level of each, by the ``id`` of its block.
    """
    styles = [(-block.pieces[0].size, not block.pieces[0].bold) for block in headings]
    if not styles:
        return {}
    biggest = min(styles)
    title = styles.index(biggest)
    is_title = -biggest[0] > body * LARGER and not section_of(headings[title].pieces[0].text)
    rest = sorted({style for number, style in enumerate(styles) if number != title or not is_title})
    ranks = {style: rank for rank, style in enumerate(rest, start=TITLE_LEVEL + 1)}
    return {
        id(block): TITLE_LEVEL if is_title and number == title else ranks[style]
        for number, (block, style) in enumerate(zip(headings, styles, strict=True))
    }


def _block_lines(block: Block, levels: dict[int, int], words: DocumentWords) -> Iterator[Line]:
    page = block.pieces[0].page
    if block.table is not None:
        yield from table_lines(block.table, words)
        yield Line("")
        return
    line = join_paragraph(block.pieces, words)
    level = levels.get(id(block), 0)
    if level:
        heading = plain_heading(line.text)
        links = line.links if heading == line.text else ()
        yield Line(heading, level, pages=((0, page),), links=links)
        return
    if _BULLET.match(line.text):
        line = line.with_marked(_BULLET.sub("- ", line.marked, count=1))
    yield line
    if not ITEM.match(line.text) and not is_label(line.text):
        yield Line("")
