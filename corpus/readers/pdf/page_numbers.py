"""Page numbers: numbers at the edge of a page that stand alone, or count up from page to page."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Collection, Sequence

from corpus.readers.language_words import any_word_of
from corpus.readers.pdf.pieces import LARGER, PdfRow, row_text

_ROMAN = r"(?=[ivxlc])(?:c{0,3})(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})"
_PAGE_NUMBER = re.compile(
    rf"\W*(?P<word>{any_word_of('page', 'seite')}|p\.?)?\s*(?P<number>\d{{1,4}}|{_ROMAN})"
    rf"(?P<of>\s*(?:{any_word_of('of_pages', 'von')}|/|\|)\s*\d{{1,4}})?\W*",
    re.IGNORECASE,
)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_NEAR = 1.75
"""In type sizes: a line of the same text stands not farther above or below."""
_MOST_NEAR = 100
"""Rows of a page that are compared with one."""
_ALIGNED = 3.0
"""Points by which lines of one paragraph begin apart at most."""


class TextAround:
    """The rows of pages that are no running heads, to tell what belongs to a text beside it."""

    def __init__(self, rows: Collection[PdfRow]) -> None:
        self._rows: defaultdict[int, list[PdfRow]] = defaultdict(list)
        for row in sorted(rows, key=lambda row: row[0].bottom):
            self._rows[row[0].page].append(row)

    def goes_on(self, row: PdfRow) -> bool:
        """Tell whether a row is a line of the text right above or below it, or stands beside some."""
        piece = row[0]
        near = _NEAR * piece.size
        rows = self._rows[piece.page]
        first = bisect(rows, piece.bottom - near, key=lambda other: other[0].bottom)
        for other in rows[first : first + _MOST_NEAR]:
            if other[0].bottom > piece.bottom + near:
                return False
            if other != row and _is_aligned(row, other):
                return True
        return False


def _is_aligned(row: PdfRow, other: PdfRow) -> bool:
    ours = row[0]
    if abs(ours.bottom - other[0].bottom) < ours.size / 2:
        return True
    return any(abs(ours.right - piece.right if piece.rtl else ours.left - piece.left) < _ALIGNED for piece in other)


def find_page_numbers(at_edge: Sequence[PdfRow], text: TextAround, body: float) -> set[PdfRow]:
    """Find the page numbers among the rows at the edges of pages.

    :param text: what stands on the pages besides.
    :param body: the usual type size; a number in larger type is a figure that the page shows.
    """
    numbers = [(row, match) for row in at_edge if (match := _PAGE_NUMBER.fullmatch(row_text(row, " ")))]
    series: defaultdict[tuple[int, bool], set[int]] = defaultdict(set)
    for row, match in numbers:
        series[_series(row, match)].add(row[0].page)
    counted = {key for key, pages in series.items() if len(pages) > 1}
    page_numbers: set[PdfRow] = set()
    for row, match in numbers:
        pages = len(series[_series(row, match)])
        if text.goes_on(row):
            is_number = pages > 2
        else:
            is_number = pages > 1 or bool(match["word"] or match["of"]) or not counted
            is_number = is_number and (pages > 1 or row[0].size <= body * LARGER)
        if is_number:
            page_numbers.add(row)
    return page_numbers


def _series(row: PdfRow, match: re.Match[str]) -> tuple[int, bool]:
    """Tell from which number the pages would be counted, and whether in Roman numerals."""
    written = match["number"].casefold()
    is_roman = not written.isdecimal()
    return (_roman(written) if is_roman else int(written)) - row[0].page, is_roman


def _roman(written: str) -> int:
    digits = [_ROMAN_DIGITS[letter] for letter in written]
    return sum(-a if a < b else a for a, b in zip(digits, [*digits[1:], 0], strict=True))
