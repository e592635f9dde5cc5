"""Signs of right-to-left text that a PDF spells out (``/ActualText``), with the place of all their glyphs.

Browsers write a letter with its vowel signs as one such sign of several glyphs. The text layer of PDFium gives it at
the place of any one of them, sometimes twice, and drops spaces that are drawn on their own.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.readers.pdf.glyphs import Box, Glyph, turn_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_LONGEST = 400
"""Bytes of a sign's text; a longer one stands for a whole paragraph."""
_UTF_16 = b"\xfe\xff"
_BLANK = 0.01
"""Points; text as narrow shows nothing: a space."""


@dataclass(slots=True)
class _Sign:
    text: str
    boxes: list[Box] = field(default_factory=list)
    pens: list[tuple[float, float]] = field(default_factory=list)
    glyph: Glyph | None = None

    @property
    def is_on_one_line(self) -> bool:
        heights = [top - bottom for _, bottom, _, top in self.boxes]
        bases = [y for _, y in self.pens]
        return max(bases) - min(bases) <= max(heights)


@dataclass(slots=True)
class _Object:
    address: int
    box: Box
    pen: tuple[float, float]
    turn: int | None
    mark: int = 0
    text: str = ""


def spelled_out(page: PdfPage, text: PdfTextPage, glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """Give each sign that a page spells out as one glyph.

    :return: the glyphs of the page, and the spaces that are drawn on their own.
    """
    import pypdfium2.raw as pdfium

    signs: dict[int, _Sign] = {}
    sign_of: dict[int, _Sign] = {}
    blanks: list[Glyph] = []
    for drawn in _objects(page):
        if drawn.box[2] - drawn.box[0] < _BLANK:
            blanks.append(Glyph(-1, " ", *drawn.box, *drawn.pen, 0.0, drawn.turn, is_space=True))
        elif drawn.text:
            sign = sign_of[drawn.address] = signs.setdefault(drawn.mark, _Sign(drawn.text))
            sign.boxes.append(drawn.box)
            sign.pens.append(drawn.pen)
    kept: list[Glyph] = []
    for glyph in glyphs:
        address = _address(pdfium.FPDFText_GetTextObject(text, glyph.index)) if signs and glyph.text != "\n" else 0
        spelled = sign_of.get(address)
        if spelled is None or not spelled.is_on_one_line:
            kept.append(glyph)
        elif spelled.glyph is None:
            spelled.glyph = _whole(spelled, glyph)
            kept.append(spelled.glyph)
    return kept, blanks


def _whole(sign: _Sign, glyph: Glyph) -> Glyph:
    """Make one glyph of a sign; it stands where its widest part does, which is the letter."""
    lefts, bottoms, rights, tops = zip(*sign.boxes, strict=True)
    widest = max(range(len(sign.boxes)), key=lambda number: rights[number] - lefts[number])
    return Glyph(
        glyph.index,
        sign.text,
        min(lefts),
        min(bottoms),
        max(rights),
        max(tops),
        *sign.pens[widest],
        glyph.size,
        glyph.turn,
        spelled=True,
    )


def _objects(page: PdfPage) -> Iterator[_Object]:
    """Read the pieces that the text of a page is drawn in, in its own coordinates."""
    import pypdfium2.raw as pdfium

    matrix = pdfium.FS_MATRIX()
    edges = [ctypes.c_float() for _ in range(4)]
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        drawn = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
        pdfium.FPDFPageObj_GetBounds(drawn, *edges)
        left, bottom, right, top = (edge.value for edge in edges)
        turn = turn_of(matrix.a, matrix.b)
        yield _Object(_address(drawn), (left, bottom, right, top), (matrix.e, matrix.f), turn, *_actual_text(drawn))


def _actual_text(drawn: ctypes._Pointer[ctypes.Structure]) -> tuple[int, str]:
    """Find the mark of a text that spells it out, and what it says."""
    import pypdfium2.raw as pdfium

    data = (ctypes.c_ubyte * _LONGEST)()
    length = ctypes.c_ulong()
    for number in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, number)
        if pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", data, _LONGEST, length):
            return _address(mark), _decoded(bytes(data)[: length.value]) if length.value <= _LONGEST else ""
    return 0, ""


def _decoded(text: bytes) -> str:
    """Decode a text string of a PDF; one in neither UTF-16 nor ASCII is left to PDFium."""
    if text.startswith(_UTF_16):
        return text[len(_UTF_16) :].decode("utf-16-be", "replace")
    return text.decode("ascii") if text.isascii() else ""


def _address(handle: ctypes._Pointer[ctypes.Structure]) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
