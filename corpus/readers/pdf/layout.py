"""The glyphs of a PDF page to pieces of text: what stands together on one row, with its place and type size."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from corpus.readers.pdf.actual_text import spelled_out
from corpus.readers.pdf.bidi import count_misnamed, direction_counts, is_right_to_left
from corpus.readers.pdf.cell_text import glyphs_text, signs_text
from corpus.readers.pdf.cells import split_row, split_signs
from corpus.readers.pdf.glyphs import NAMELESS, Glyph, main_turn, page_box, read_glyphs, turn_upright
from corpus.readers.pdf.links import linked_glyphs, links_in, page_links
from corpus.readers.pdf.pieces import PdfRow, Piece
from corpus.readers.pdf.rows import glyph_rows
from corpus.readers.pdf.rtl_rows import has_no_order, signs_from_left
from corpus.readers.pdf.rules import Rule

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_BASE = 0.2
"""In type sizes: how far the lower edge of right-to-left text is taken to lie below its base line."""
_LONGEST_LABEL = 12
"""Glyphs without text on a row that are no more than a label in a figure."""
_FEW_LABELS = 0.1
"""The share of the glyphs of a page up to which those of such labels are not worth a problem."""


class Glyphs:
    """The characters of one page."""

    def __init__(self, page: PdfPage, text: PdfTextPage, number: int, walls: Iterable[Rule] = ()) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._text = text
        self.number = number
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        self._glyphs = read_glyphs(text)
        right_to_left, left_to_right = direction_counts("".join(glyph.text for glyph in self._glyphs))
        self._rtl = right_to_left > left_to_right
        blanks: list[Glyph] = []
        if right_to_left:
            self._glyphs, blanks = spelled_out(page, text, self._glyphs)
        self._addresses = linked_glyphs(page_links(page), self._glyphs)
        self.turn = main_turn(self._glyphs)
        """Degrees that the text of the page runs turned by; its pieces have the places of the page turned upright."""
        turn_upright([*self._glyphs, *blanks], self.turn)
        self._blanks: dict[int, list[Glyph]] = {}
        self._writes_spaces = any(glyph.is_space and glyph.right > glyph.left for glyph in self._glyphs) or bool(blanks)
        """Whether the file has spaces, and does not only leave gaps."""
        for blank in sorted(blanks, key=lambda blank: blank.x):
            self._blanks.setdefault(round(blank.y), []).append(blank)
        _, self._lower, _, self._upper = page_box(page, self.turn)
        self._walls = [] if self.turn else sorted(walls, key=lambda wall: wall.at)
        self.aside: list[str] = []
        """Text that runs across the page or up its margin, and rows of glyphs without text."""
        self.unnamed = 0
        """Glyphs inside of text whose font does not say which characters they are."""
        self._labels = 0
        self.unordered = 0
        """Rows of which the order of reading is not sure."""
        self.misnamed = 0
        """Words that no language writes, which fonts give that name wrong letters; none where they are but few."""

    def rows(self) -> list[PdfRow]:
        """Read the rows of the page in the order of its text, split at every space that can part two cells."""
        return self._rows(self._glyphs)

    def rows_beside(self, own: Glyphs) -> list[PdfRow]:
        """Read the rows of what the page has beside its own text, which another text layer of it gives."""
        known = Counter(_key(glyph) for glyph in own._glyphs)
        filled: list[Glyph] = []
        for glyph in self._glyphs:
            if glyph.text != "\n" and known[_key(glyph)] > 0:
                known[_key(glyph)] -= 1
            else:
                filled.append(glyph)
        return self._rows(filled)

    def place(self, bottom: float, top: float) -> float:
        """Tell how high on the page something stands: 0 is its lower edge, 1 its upper one."""
        return ((bottom + top) / 2 - self._lower) / ((self._upper - self._lower) or 1.0)

    def _rows(self, glyphs: Sequence[Glyph]) -> list[PdfRow]:
        self._set_marks_aside(glyphs)
        upright = [glyph for glyph in glyphs if glyph.is_space or glyph.turn == self.turn]
        rows = (self._pieces(row) for row in glyph_rows(upright) if self._has_text(row))
        filled = [row for row in rows if row]
        self.unnamed += self._labels if self._labels > _FEW_LABELS * len(self._glyphs) else 0
        self.misnamed += count_misnamed(piece.text for row in filled for piece in row)
        return filled

    def _set_marks_aside(self, glyphs: Sequence[Glyph]) -> None:
        """Set text aside that runs in another direction than the page: watermarks and notes on the margin."""
        mark = ""
        for glyph in glyphs:
            if glyph.turn != self.turn and not glyph.is_space:
                mark += glyph.text
            elif glyph.text == "\n" and mark:
                self.aside.append(mark.strip())
                mark = ""
            elif mark and glyph.is_space:
                mark += " "
        if mark:
            self.aside.append(mark.strip())

    def _has_text(self, row: list[Glyph]) -> bool:
        """Tell whether a row has text, and count the glyphs in it that have none; a first one apart is a bullet."""
        shown = [glyph for glyph in row if not glyph.is_space]
        unnamed = [glyph for glyph in shown if glyph.text == NAMELESS]
        if 2 * len(unnamed) > len(shown):
            self.aside.append("".join(glyph.text for glyph in row).strip())
            is_label = len(shown) <= _LONGEST_LABEL
            self._labels += is_label * len(unnamed)
            self.unnamed += 0 if is_label else len(unnamed)
            return False
        if unnamed and unnamed[0] is shown[0] and shown[1].left - shown[0].right > 0.15 * shown[0].size:
            del unnamed[0]
            shown[0].text = "•"
        self.unnamed += len(unnamed)
        return bool(shown)

    def _pieces(self, row: Sequence[Glyph]) -> PdfRow:
        if any(is_right_to_left(glyph.text) for glyph in row):
            return self._rtl_pieces(row)
        cells = list(split_row(row, self._walls))
        rtl = self._rtl and (len(cells) > 1 or not any(glyph.text.isalpha() for glyph in row))
        pieces = [self._piece(cell, glyphs_text(cell), rtl=rtl) for cell in cells]
        return tuple(sorted(pieces, key=lambda piece: -piece.right) if rtl else pieces)

    def _rtl_pieces(self, row: Sequence[Glyph]) -> PdfRow:
        """Read a row with Arabic or Hebrew letters by the places of its glyphs."""
        signs = signs_from_left([*row, *self._blanks_in(row)], writes_spaces=self._writes_spaces)
        right_to_left, left_to_right = direction_counts("".join(sign.text for sign in signs))
        rtl = self._rtl or right_to_left > left_to_right
        if has_no_order(signs) or (rtl and not self._rtl and right_to_left < 2 * left_to_right):
            self.unordered += 1
        pieces: list[Piece] = []
        for cell in split_signs(signs, self._walls):
            glyphs = [glyph for sign in cell for glyph in sign.glyphs]
            pieces.append(self._piece(glyphs, signs_text(cell, rtl=rtl), rtl=rtl, loose=False))
        return tuple(pieces[::-1] if rtl else pieces)

    def _blanks_in(self, row: Sequence[Glyph]) -> list[Glyph]:
        """Take the spaces drawn on their own that stand in a row."""
        shown = [glyph for glyph in row if not glyph.is_space]
        base = Counter(round(glyph.y) for glyph in shown).most_common(1)[0][0]
        left, right = min(glyph.x for glyph in shown), max(glyph.x for glyph in shown)
        placed: list[Glyph] = []
        for line in (base - 1, base, base + 1):
            blanks = self._blanks.get(line, [])
            start = bisect_left(blanks, left, key=lambda blank: blank.x)
            end = bisect_left(blanks, right, lo=start, key=lambda blank: blank.x)
            placed += blanks[start:end]
            del blanks[start:end]
        return placed

    def _piece(self, cell: Sequence[Glyph], text: str, *, rtl: bool, loose: bool = True) -> Piece:
        """Write a cell as a piece.

        :param loose: whether its glyphs have the height of their line, not of their shapes.
        """
        shown = [glyph for glyph in cell if not glyph.is_space]
        size = max(glyph.size for glyph in shown)
        line = [glyph for glyph in shown if glyph.size > 0.9 * size] if len({glyph.y for glyph in shown}) > 1 else shown
        sample = (line[0], line[len(line) // 2], line[-1])
        size = max(glyph.size for glyph in sample)
        bold = all(self._is_bold(glyph.index) for glyph in sample)
        bottom, top = line[0].bottom, line[0].top
        if not loose:
            bottom, top = line[0].y - _BASE * size, line[0].y + (1 - _BASE) * size
        left, right = min(glyph.left for glyph in shown), max(glyph.right for glyph in shown)
        links = links_in(text, cell, self._addresses, rtl=rtl) if self._addresses else ()
        place, size = self.place(bottom, top), round(2 * size) / 2
        return Piece(text, self.number, left, right, bottom, place, size, bold, rtl, links)

    def _is_bold(self, index: int) -> bool:
        self._pdfium.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), self._flags)
        name = self._name.value.decode("utf-8", "replace")
        return bool(_BOLD.search(name) or self._flags.value & _FORCE_BOLD)


def _key(glyph: Glyph) -> tuple[str, float, float]:
    return glyph.text, round(glyph.x, 2), round(glyph.y, 2)
