"""Glyphs of a PDF page as its text layer gives them: character, place and type size, turned upright."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

NAMELESS = "\N{REPLACEMENT CHARACTER}"
"""What stands for a glyph whose font does not say which character it is."""
_HYPHEN = "\x02"
"""What PDFium makes of a hyphen at the end of a line, whose line end it takes away."""
_CHARACTERS = {"\u00ad": "-", "\uf0b7": "•", "\uf0a7": "•"}
_WITHOUT_TEXT = frozenset({"Cc", "Co", "Cs"})
_SLANT = 10
"""Degrees; text that runs further off its direction is no line of the page but a mark across it."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top edge, in points."""


@dataclass(slots=True)
class Glyph:
    """One character at its place; measures are in points."""

    index: int
    """Its number in the text layer."""
    text: str
    """A character, ``NAMELESS`` or, at the end of a line, ``\\n``."""
    left: float
    bottom: float
    right: float
    top: float
    x: float
    """Where the pen stood, on the base line ``y``."""
    y: float
    size: float
    turn: int | None
    """Degrees that it runs turned by: 0, 90, 180 or 270; ``None`` for aslant."""
    is_space: bool = False
    """Whether it shows nothing."""
    spelled: bool = False
    """Whether the file spells its text out, so that it names no shape."""

    @property
    def height(self) -> float:
        """From its lower edge to its upper one."""
        return self.top - self.bottom


def read_glyphs(text: PdfTextPage) -> list[Glyph]:
    """Read all characters of a page in the order of its text layer, line ends among them."""
    reader = _Reader(text)
    glyphs: list[Glyph] = []
    for index in range(reader.count):
        character = reader.character(index)
        if "\udc00" <= character <= "\udfff" and glyphs and "\ud800" <= glyphs[-1].text <= "\udbff":
            glyphs[-1].text = (glyphs[-1].text + character).encode("utf-16", "surrogatepass").decode("utf-16")
        elif reader.ends_line(index, character):
            glyphs.append(_line_end(index))
        elif character == _HYPHEN and reader.is_hyphen(index):
            glyphs += [reader.glyph(index, "-"), _line_end(index)]
        else:
            glyphs.append(reader.glyph(index, character if character not in "\r\n" else NAMELESS))
    for glyph in glyphs:
        glyph.text = _shown(glyph.text)
        glyph.is_space = glyph.text.isspace()
    return glyphs


class _Reader:
    """The text layer of a page, asked glyph by glyph."""

    def __init__(self, text: PdfTextPage) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._text = text.raw
        self._rect, self._matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._line = (math.nan, math.nan, math.nan)
        self._size: float = 0.0
        self._turn: int | None = 0
        self.count = max(pdfium.FPDFText_CountChars(self._text), 0)

    def character(self, index: int) -> str:
        code = self._pdfium.FPDFText_GetUnicode(self._text, index)
        known = 0 < code <= 0x10FFFF and self._pdfium.FPDFText_HasUnicodeMapError(self._text, index) != 1
        return chr(code) if known else NAMELESS

    def ends_line(self, index: int, character: str) -> bool:
        return character in "\r\n" and self._pdfium.FPDFText_IsGenerated(self._text, index) == 1

    def is_hyphen(self, index: int) -> bool:
        return bool(self._pdfium.FPDFText_IsHyphen(self._text, index) == 1)

    def glyph(self, index: int, character: str) -> Glyph:
        rect, x, y = self._rect, self._x, self._y
        self._pdfium.FPDFText_GetLooseCharBox(self._text, index, rect)
        self._pdfium.FPDFText_GetCharOrigin(self._text, index, x, y)
        left, bottom, right, top = rect.left, rect.bottom, rect.right, rect.top
        if not math.isfinite(left + bottom + right + top + x.value + y.value):
            left = bottom = right = top = x.value = y.value = 0.0
        line = (y.value, bottom, top)
        if line != self._line and top > bottom:  # one size for all of a line: asking each takes a third of the time
            self._line, (self._size, self._turn) = line, self._style(index)
        return Glyph(index, character, left, bottom, right, top, x.value, y.value, self._size, self._turn)

    def _style(self, index: int) -> tuple[float, int | None]:
        """Read the type size of a glyph, in points, and the degrees that it is turned by."""
        matrix = self._matrix
        self._pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        size = self._pdfium.FPDFText_GetFontSize(self._text, index) * (math.hypot(matrix.c, matrix.d) or 1.0)
        return (size if math.isfinite(size) else 0.0), turn_of(matrix.a, matrix.b)


def main_turn(glyphs: Sequence[Glyph]) -> int:
    """Find the direction that most of the text of a page runs in, in degrees: 0, 90, 180 or 270."""
    turns = Counter(glyph.turn for glyph in glyphs if glyph.turn is not None and not glyph.is_space)
    return max(turns, key=lambda turn: (turns[turn], -turn), default=0)


def turned(box: Box, turn: int) -> Box:
    """Turn a box of a page whose text runs turned so that it runs from left to right."""
    left, bottom, right, top = box
    if turn == 90:
        return bottom, -right, top, -left
    if turn == 180:
        return -right, -top, -left, -bottom
    return (-top, left, -bottom, right) if turn == 270 else box


def turn_upright(glyphs: Sequence[Glyph], turn: int) -> None:
    """Turn all glyphs of a page so that its text runs from left to right."""
    if not turn:
        return
    for glyph in glyphs:
        glyph.left, glyph.bottom, glyph.right, glyph.top = turned(
            (glyph.left, glyph.bottom, glyph.right, glyph.top), turn
        )
        glyph.x, glyph.y, *_ = turned((glyph.x, glyph.y, glyph.x, glyph.y), turn)


def page_box(page: PdfPage, turn: int) -> Box:
    """Find the edges of a page, turned as its text is."""
    return turned(page.get_bbox(), turn)


def _line_end(index: int) -> Glyph:
    return Glyph(index, "\n", 0, 0, 0, 0, 0, 0, 0, 0)


def _shown(character: str) -> str:
    """Write a character as it is kept: ``NAMELESS`` where it is no more than the number of a glyph."""
    if character.isspace() or character.isalnum():
        return character if character != "\u00a0" else " "
    character = _CHARACTERS.get(character, character)
    is_nonchar = (ord(character) & 0xFFFE) == 0xFFFE
    return NAMELESS if is_nonchar or unicodedata.category(character) in _WITHOUT_TEXT else character


def turn_of(across: float, up: float) -> int | None:
    """Tell how far text is turned that runs so far across and up: 0, 90, 180 or 270 degrees; ``None`` for aslant."""
    degrees = math.degrees(math.atan2(up, across))
    nearest = round(degrees / 90) * 90
    return nearest % 360 if abs(degrees - nearest) <= _SLANT else None
