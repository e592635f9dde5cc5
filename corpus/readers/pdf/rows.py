"""Glyphs to the rows that they stand in: a raised figure belongs to the row of its word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from corpus.readers.pdf.bidi import is_right_to_left
from corpus.readers.pdf.glyphs import Glyph

LONGEST_MARK = 12
"""Glyphs of a raised or lowered mark; longer small type beside a line is a text of its own."""
_SMALLER = 0.9
"""Times the size of the text: up to here type is that of raised and lowered figures."""
_RAISED_BY = 0.1, 0.8
"""How far the base line of a raised figure lies above that of its word, in type sizes of the word."""
_LOWERED_BY = 0.05, 0.6
_MOVED_BY = 0.2
"""The same for figures of the size of the text, which nothing else sets off."""
_SAME_ROW = 0.35
"""In type sizes: base lines of right-to-left text that differ less are those of one row, in any order."""
_SPACE = 0.14
"""In type sizes: a gap as wide is one between words."""
_NEAR = 0.6
"""In type sizes: a mark stands this close to its word."""


@dataclass(slots=True)
class _Row:
    glyphs: list[Glyph] = field(default_factory=list)
    rtl: bool = False

    def add(self, glyphs: Sequence[Glyph]) -> None:
        shown = [glyph for glyph in glyphs if not glyph.is_space]
        self.glyphs += glyphs
        self.rtl = self.rtl or any(is_right_to_left(glyph.text) for glyph in shown)


def glyph_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Group glyphs in rows, which end where the text layer ends a line, unless the next one only is raised from it."""
    rows: list[_Row] = []
    for line in _lines(glyphs):
        if all(glyph.is_space for glyph in line):
            continue
        row = _Row()
        row.add(line)
        if rows and _goes_on(rows[-1], row):
            rows[-1].add([*_space_between(rows[-1].glyphs[-1], line[0]), *line])
        else:
            rows.append(row)
    return [row.glyphs for row in rows]


def shift(glyph: Glyph, word: Glyph) -> int:
    """Tell whether a glyph is raised (1) or lowered (-1) beside one of the text, or neither (0)."""
    up = (glyph.y - word.y) / (word.size or 1)
    if glyph.size > _SMALLER * word.size and (abs(up) < _MOVED_BY or not glyph.text.isdigit()):
        return 0
    if glyph.size > word.size * (2 - _SMALLER):
        return 0
    if _RAISED_BY[0] <= up <= _RAISED_BY[1]:
        return 1
    return -1 if _LOWERED_BY[0] <= -up <= _LOWERED_BY[1] else 0


def is_alike(glyph: Glyph, other: Glyph) -> bool:
    """Tell whether two glyphs have one base line and one size."""
    size = max(glyph.size, other.size)
    return abs(glyph.y - other.y) <= 0.04 * size and abs(glyph.size - other.size) <= 0.04 * size


def _lines(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    line: list[Glyph] = []
    for glyph in glyphs:
        if glyph.text != "\n":
            line.append(glyph)
        elif line:
            yield line
            line = []
    if line:
        yield line


def _goes_on(row: _Row, following: _Row) -> bool:
    last = next(glyph for glyph in reversed(row.glyphs) if not glyph.is_space)
    first = next(glyph for glyph in following.glyphs if not glyph.is_space)
    if (row.rtl or following.rtl) and abs(last.y - first.y) < _SAME_ROW * max(last.size, first.size):
        return True
    gap = min(abs(first.left - last.right), abs(last.left - first.right) if row.rtl else float("inf"))
    if gap > _NEAR * max(first.size, last.size):
        return False
    if shift(first, last):
        return _is_mark(following.glyphs, first)
    return bool(shift(last, first)) and _is_mark(row.glyphs[::-1][: 2 * LONGEST_MARK], last)


def _space_between(before: Glyph, glyph: Glyph) -> Iterator[Glyph]:
    """Give the space that stands between a mark and its line, which the text layer ends there without one."""
    size = max(before.size, glyph.size)
    if not before.is_space and not glyph.is_space and glyph.left - before.right > _SPACE * size:
        yield replace(before, text=" ", left=before.right, right=before.right, is_space=True)


def _is_mark(glyphs: Sequence[Glyph], first: Glyph) -> bool:
    """Tell whether no more than a mark's glyphs are set like the first of them."""
    shown = (glyph for glyph in glyphs[: 2 * LONGEST_MARK] if not glyph.is_space)
    return sum(1 for _ in takewhile(lambda glyph: is_alike(glyph, first), shown)) <= LONGEST_MARK
