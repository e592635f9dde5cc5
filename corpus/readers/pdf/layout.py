"""The characters of a PDF page to pieces of text: what stands together on one row, with its place and type size."""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.readers.forms import OPEN_BOXES, TICKED_BOXES
from corpus.readers.pdf.pieces import PdfRow, Piece

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_LINE_END_HYPHEN = "\x02"
"""What PDFium makes of a hyphen at the end of a line, whose line end it takes away."""
_CHARACTERS = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "\u00a0": " ", "\x02": "-", "\uf0b7": "•", "\uf0a7": "•"}
    | {control: None for control in range(32) if control != 2}
)
_GAP = 0.6
"""In heights of a line: a wider space may be one between two cells."""
_MOST_LINKS = 500
"""Links of one page whose targets are kept."""

Box = tuple[float, float, float, float]


class Glyphs:
    """The characters of one page."""

    def __init__(self, page: PdfPage, text: PdfTextPage, number: int) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._text = text
        self._number = number
        self._height = page.get_height() or 1.0
        self._rect = pdfium.FS_RECTF()
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self._flags = ctypes.c_int()
        count = max(pdfium.FPDFText_CountChars(text), 0)
        self._characters = [chr(pdfium.FPDFText_GetUnicode(text, index)) for index in range(count)]
        self._targets = self._link_targets(_links(page))

    def rows(self) -> list[PdfRow]:
        """Read the rows of the page in the order of its text, split at every wide space."""
        return [cells for indices in self._row_indices() if (cells := tuple(self._cells(indices)))]

    def _row_indices(self) -> Iterator[list[int]]:
        row: list[int] = []
        for index, character in enumerate(self._characters):
            if character not in "\r\n":
                row.append(index)
            if character in "\r\n" or character == _LINE_END_HYPHEN:
                yield row
                row = []
        yield row

    def _cells(self, indices: list[int]) -> Iterator[Piece]:
        """Split a row at its wide spaces."""
        cell: list[int] = []
        before: Box | None = None
        for index in indices:
            if self._characters[index].isspace():
                cell += [index] if cell else []
                continue
            box = self._box(index)
            if before is not None and _is_apart(before, box):
                yield self._piece(cell)
                cell = []
            cell.append(index)
            before = box
        if cell:
            yield self._piece(cell)

    def _box(self, index: int) -> Box:
        rect = self._rect
        self._pdfium.FPDFText_GetLooseCharBox(self._text, index, rect)
        return rect.left, rect.bottom, rect.right, rect.top

    def _piece(self, cell: list[int]) -> Piece:
        text = "".join(self._characters[index] + self._targets.get(index, "") for index in cell)
        text = re.sub(r"\s+", " ", text.translate(_CHARACTERS)).strip()
        shown = [index for index in cell if not self._characters[index].isspace()]
        left, bottom, _, top = self._box(shown[0])
        sample = {shown[0], shown[len(shown) // 2], shown[-1]}
        size = max(self._size(index) for index in sample)
        bold = all(self._is_bold(index) for index in sample)
        place = (bottom + top) / 2 / self._height
        return Piece(text, self._number, left, self._box(shown[-1])[2], bottom, place, round(2 * size) / 2, bold)

    def _size(self, index: int) -> float:
        matrix = self._matrix
        self._pdfium.FPDFText_GetMatrix(self._text, index, matrix)
        return float(self._pdfium.FPDFText_GetFontSize(self._text, index)) * (math.hypot(matrix.c, matrix.d) or 1.0)

    def _is_bold(self, index: int) -> bool:
        self._pdfium.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), self._flags)
        name = self._name.value.decode("utf-8", "replace")
        return bool(_BOLD.search(name) or self._flags.value & _FORCE_BOLD)

    def _link_targets(self, links: Sequence[tuple[Box, str]]) -> dict[int, str]:
        """Write `` (address)`` for the last character of each link, unless its text says it already."""
        if not links:
            return {}
        inside: dict[int, list[int]] = {}
        for index, character in enumerate(self._characters):
            if character.isspace():
                continue
            left, bottom, right, top = self._box(index)
            x, y = (left + right) / 2, (bottom + top) / 2
            for number, (box, _) in enumerate(links):
                if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
                    inside.setdefault(number, []).append(index)
        targets: dict[int, str] = {}
        for number, indices in inside.items():
            address = links[number][1]
            goes_on = number + 1 in inside and links[number + 1][1] == address
            text = "".join(self._characters[index] for index in indices)
            if not goes_on and address.rstrip("/") not in text:
                targets[indices[-1]] = f" ({address})"
        return targets


def _links(page: PdfPage) -> list[tuple[Box, str]]:
    """List the place and address of each link of a page to the web."""
    import pypdfium2.raw as pdfium

    links: list[tuple[Box, str]] = []
    position, link, rect = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    address = ctypes.create_string_buffer(4096)
    while len(links) < _MOST_LINKS and pdfium.FPDFLink_Enumerate(page, position, link):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, rect):
            continue
        pdfium.FPDFAction_GetURIPath(page.pdf, action, address, len(address))
        written = address.value.decode("utf-8", "replace")
        if written.startswith(("http://", "https://")):
            links.append(((rect.left, rect.bottom, rect.right, rect.top), written))
    return links


def _is_apart(before: Box, box: Box) -> bool:
    """Tell whether a character stands far from the one before it."""
    height = box[3] - box[1]
    return box[0] - before[2] > _GAP * height or box[0] < before[0] - height or abs(box[1] - before[1]) > height


def order_by_place(pieces: Sequence[Piece]) -> list[PdfRow]:
    """Group pieces in rows from the top: what was filled in stands behind the text of a form, not beside it."""
    rows: list[PdfRow] = []
    for piece in sorted(pieces, key=lambda piece: -piece.bottom):
        if rows and rows[-1][0].bottom - piece.bottom < piece.size / 2:
            rows[-1] = tuple(sorted((*rows[-1], piece), key=lambda piece: piece.left))
        else:
            rows.append((piece,))
    return [_join_boxes(row) for row in rows]


def _join_boxes(row: PdfRow) -> PdfRow:
    joined: list[Piece] = []
    for piece in row:
        if joined and joined[-1].text in (*TICKED_BOXES, *OPEN_BOXES):
            joined[-1] = joined[-1].joined(piece)
        else:
            joined.append(piece)
    return tuple(joined)
