"""What the layout of printed pages says: running heads, headings, paragraphs, list items, tables."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from corpus.parsing.fields import Written
from corpus.parsing.page import Line
from corpus.parsing.table_lines import rows_as_lines
from corpus.readers.forms import form_lines, label_of, set_unticked_aside
from corpus.readers.headings import SENTENCE_END, TITLE_LEVEL, is_heading_text, is_label, plain_heading
from corpus.readers.language_words import any_word_of, words_of
from corpus.text.dates import parse_dates
from corpus.text.strings import BULLETS, fold
from corpus.vocabularies.countries import country_code
from corpus.vocabularies.page_labels import section_of

MARKER = re.compile(rf"[{BULLETS}]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]")
"""What a list item begins with."""
_BULLET = re.compile(rf"^[{BULLETS}]\s+")
_ITEM = re.compile(rf"(?:{MARKER.pattern})\s+\S")
_PAGE_NUMBER = re.compile(
    rf"\W*(?:{any_word_of('page', 'seite')}|p\.?)?\s*\d{{1,4}}"
    rf"(?:\s*(?:{any_word_of('of_pages', 'von')}|/|\|)\s*\d{{1,4}})?\W*",
    re.IGNORECASE,
)
_OUTER = 0.04
"""The share of a page's height that is its very edge, where printing puts its own lines."""
_EDGE = 0.12
"""The share of a page's height at its top and bottom where lines that come again are running heads."""
_LARGER = 1.12
_HYPHENATED = set(words_of("hyphenated_prefixes"))
"""First parts of words that are written with a hyphen, wherever a line ends."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together on one row of a page; measures are in points."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    place: float
    """How high on the page it stands: 0 is its lower edge, 1 its upper one."""
    size: float
    bold: bool

    def joined(self, other: Piece) -> Piece:
        """Join this piece and another one to its right."""
        return replace(self, text=f"{self.text} {other.text}", right=other.right, bold=self.bold and other.bold)


PdfRow = tuple[Piece, ...]
"""The cells that stand beside each other; mostly one."""


@dataclass(slots=True)
class _Block:
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
        return self.pieces[-1]


def layout_lines(rows: Sequence[PdfRow], stated: Written) -> list[Line]:
    """Write the rows of a document as lines of a page: a paragraph is one line, with the pages that it goes over.

    :param stated: takes the values of fields that no page's own text has, see :func:`corpus.readers.forms.form_lines`.
    """
    furniture = _furniture(rows)
    text = [row for row in rows if row not in furniture]
    pieces = [piece for row in text or rows for piece in row]
    blocks = deque(_Blocks(text, pieces).blocks)
    levels = _levels([block for block in blocks if block.heading], _body_size(pieces))
    words = Counter(word for piece in pieces for word in re.findall(r"[\w-]+", piece.text.casefold()))
    lines: list[Line] = []
    while blocks:
        block = blocks.popleft()
        shown = list(_lines(block, levels, words))
        if block.label:
            value: list[Line] = []
            while blocks and _is_beside(blocks[0], block):
                value += _lines(blocks.popleft(), levels, words)
            shown = list(form_lines(shown[0].text, value, stated))
        lines += shown
    return [*set_unticked_aside(lines), *(Line(_row_text(row), menu=True) for row in rows if row in furniture)]


def _is_beside(block: _Block, label: _Block) -> bool:
    return not block.label and min(piece.left for piece in block.pieces) > label.pieces[0].right


def _row_text(row: PdfRow) -> str:
    return " | ".join(piece.text for piece in row)


def _body_size(pieces: Iterable[Piece]) -> float:
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[piece.size] += len(piece.text)
    return sizes.most_common(1)[0][0]


def _furniture(rows: Sequence[PdfRow]) -> set[PdfRow]:
    """Find page numbers, lines that come again at the edge of pages, and what printing puts on the very edge."""
    pages = {row[0].page for row in rows}
    at_edge = [row for row in rows if not _EDGE < row[0].place < 1 - _EDGE]
    body = _body_size(piece for row in rows for piece in row)
    seen: dict[tuple[str, bool], set[int]] = {}
    for row in at_edge:
        seen.setdefault(_likeness(row), set()).add(row[0].page)
    again = max(2, len(pages) // 3)
    return {
        row
        for row in at_edge
        if not is_label(_row_text(row))
        if len(seen[_likeness(row)]) >= again
        or _PAGE_NUMBER.fullmatch(_row_text(row))
        or (not _OUTER < row[0].place < 1 - _OUTER and row[0].size <= body)
    }


def _likeness(row: PdfRow) -> tuple[str, bool]:
    """Reduce a running head to what is the same on all pages: its words without numbers, at the top or the bottom."""
    return re.sub(r"\d+", "#", fold(_row_text(row))), row[0].place > 0.5


class _Blocks:
    """One pass over the rows: which of them go on with what stands above."""

    def __init__(self, rows: Sequence[PdfRow], pieces: Sequence[Piece]) -> None:
        self._body = _body_size(pieces)
        self._mostly_bold = sum(len(p.text) for p in pieces if p.bold) * 2 > sum(len(p.text) for p in pieces)
        self._edges: dict[tuple[int, int], float] = {}
        for piece in pieces:
            column = piece.page, round(piece.left / 12)
            self._edges[column] = max(self._edges.get(column, 0.0), piece.right)
        self.blocks: list[_Block] = []
        for number, row in enumerate(rows):
            self._take(row, rows[number + 1] if number + 1 < len(rows) else ())

    def _take(self, row: PdfRow, following: PdfRow) -> None:
        if len(row) == 1:
            if not self._continues(row[0]):
                self.blocks.append(_Block([row[0]], self._is_heading(row[0])))
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
            self.blocks.append(_Block([piece], open=not is_label, label=is_label))

    def _is_like_labels(self, row: PdfRow) -> bool:
        """Tell whether a row of a form has a label that is not known, set as the known ones above it are."""
        above = next((block.pieces[0] for block in reversed(self.blocks) if block.label), None)
        set_off = len(row) == 2 and row[0].bold and not row[1].bold
        return set_off and above is not None and above.bold and abs(above.left - row[0].left) < 2

    def _label(self, piece: Piece) -> Piece:
        """Take the first cell of a row, with the first line of a label that goes over two."""
        block = self.blocks[-1] if self.blocks else None
        if block is None or len(block.pieces) > 1 or not _below(block.last, piece) or label_of(piece.text):
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
        if not same_style or _ITEM.match(piece.text) or is_label(piece.text) or is_label(last.text):
            return False
        if not (self._follows(block, piece) if _below(last, piece) else _runs_on(block, piece)):
            return False
        block.pieces.append(piece)
        return True

    def _follows(self, block: _Block, piece: Piece) -> bool:
        """Tell whether a piece right below goes on with a block: it begins where that does, the break was needed."""
        last = block.last
        if block.heading:
            return last.bold == piece.bold
        recent = block.pieces[-6:]
        pitches = [a.bottom - b.bottom for a, b in pairwise(recent) if _below(a, b)]
        usual = min(pitches, default=1.5 * piece.size)
        indented = piece.left - last.left
        begins = abs(indented) < 3 or (len(block.pieces) == 1 and abs(indented) < 4 * piece.size)
        if last.bottom - piece.bottom > 1.25 * usual or not begins:
            return False
        if last.text.endswith("-"):
            return True
        room = self._edges[last.page, round(last.left / 12)] - last.right
        return (len(piece.text.split(" ", 1)[0]) + 1) * 0.62 * piece.size > room

    def _continues_cell(self, block: _Block, piece: Piece) -> bool:
        """Add a piece to a cell in the row above, if it is the second line of one."""
        cells = block.pieces[-len(block.table[-1]) :]
        column = next((n for n, cell in enumerate(cells) if abs(cell.left - piece.left) < 2 and n), None)
        if column is None or not _below(block.last, piece) or block.last.bottom - piece.bottom > 2 * piece.size:
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
            self.blocks.append(_Block(list(row), table=[cells]))

    def _is_heading(self, piece: Piece) -> bool:
        if not is_heading_text(piece.text) or (_ITEM.match(piece.text) and not piece.bold):
            return False
        larger = piece.size > self._body * _LARGER
        return larger or (piece.bold and not self._mostly_bold and piece.size >= self._body)


def _names_columns(row: PdfRow, following: PdfRow) -> bool:
    """Tell whether the first cells of two rows are names of columns and a value, not a label and another."""
    if len(following) != len(row) or label_of(following[0].text) or (row[0].bold and not row[1].bold):
        return False
    aligned = all(abs(a.left - b.left) < 3 for a, b in zip(row, following, strict=True))
    return aligned and not (country_code(row[1].text) or parse_dates(row[1].text))


def _below(upper: Piece, lower: Piece) -> bool:
    """Tell whether one piece stands right below another, on the same page."""
    drop = upper.bottom - lower.bottom
    return upper.page == lower.page and 0.5 * lower.size < drop < 2.2 * max(upper.size, lower.size)


def _runs_on(block: _Block, piece: Piece) -> bool:
    """Tell whether a paragraph goes on at the top of the next column or page: its sentence has not ended."""
    if block.heading or SENTENCE_END.search(block.last.text):
        return False
    elsewhere = piece.page > block.last.page or piece.bottom > block.last.bottom
    return elsewhere and (piece.text[0].islower() or block.last.text.endswith("-"))


def _levels(headings: Sequence[_Block], body: float) -> dict[int, int]:
    """Rank the headings by size and weight: the title is the first of the biggest ones.

    :return: the level of each, by the ``id`` of its block.
    """
    styles = [(-block.pieces[0].size, not block.pieces[0].bold) for block in headings]
    if not styles:
        return {}
    biggest = min(styles)
    title = styles.index(biggest)
    is_title = -biggest[0] > body * _LARGER and not section_of(headings[title].pieces[0].text)
    rest = sorted({style for number, style in enumerate(styles) if number != title or not is_title})
    ranks = {style: rank for rank, style in enumerate(rest, start=TITLE_LEVEL + 1)}
    return {
        id(block): TITLE_LEVEL if is_title and number == title else ranks[style]
        for number, (block, style) in enumerate(zip(headings, styles, strict=True))
    }


def _lines(block: _Block, levels: dict[int, int], words: Counter[str]) -> Iterator[Line]:
    page = block.pieces[0].page
    if block.table:
        yield from (Line(line, pages=((0, page),), row=True) for line in rows_as_lines(block.table))
        yield Line("")
        return
    text, pages = _paragraph(block.pieces, words)
    level = levels.get(id(block), 0)
    if level:
        yield Line(plain_heading(text), level, pages=((0, page),))
        return
    bullet = _BULLET.match(text)
    if bullet and pages:
        text = f"- {text[bullet.end() :]}"
    yield Line(text, pages=pages)
    if not _ITEM.match(text) and not is_label(text):
        yield Line("")


def _paragraph(pieces: Sequence[Piece], words: Counter[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join the lines of a paragraph.

    :return: the text, and the pages that it goes over as (offset, page number).
    """
    text = ""
    pages: list[tuple[int, int]] = []
    for piece in pieces:
        if text.endswith("-") and not text.endswith(" -"):
            text = _without_hyphen(text, piece.text, words)
        elif text:
            text += " "
        if not pages or piece.page != pages[-1][1]:
            pages.append((len(text), piece.page))
        text += piece.text
    return text, tuple(pages)


def _without_hyphen(text: str, following: str, words: Counter[str]) -> str:
    """Drop a hyphen at a line end where it only cuts a word, and keep it where it belongs to the word."""
    first = re.search(r"([\w-]*)-$", text)
    second = re.match(r"[\w-]*", following)
    before, after = (first[1] if first else "").casefold(), (second[0] if second else "").casefold()
    is_word = before.replace("-", "").isalpha() and following[:1].islower()
    written = words[f"{before}-{after}"] > words[before + after]
    return text if not is_word or written or before in _HYPHENATED else text[:-1]
