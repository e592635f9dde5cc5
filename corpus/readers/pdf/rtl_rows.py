"""Rows of Arabic or Hebrew glyphs: what stands beside each other from left to right, with spaces where gaps are.

PDFium gives such rows in several orders at once and finds their spaces by a rule for Latin text; only the places of
the glyphs are sure.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.readers.pdf.bidi import with_plain_letters
from corpus.readers.pdf.glyphs import Glyph

_SPACE = 0.14
"""In type sizes: a gap as wide is one between words. Narrow spaces have 0.2, gaps inside of words mostly below 0.1."""
_GAP_BESIDE_SPACES = 0.35
"""The same on a page whose spaces the file writes."""
_ROOM = 0.1
"""In type sizes: the room that a written space takes."""
_SAME = 0.02
"""In type sizes: glyphs as near are one sign for several letters."""
_MARKS = ("Mn", "Me", "Cf")


@dataclass(slots=True)
class Sign:
    """What stands at one place of a row: a letter with its marks, a sign for several letters, or a space."""

    glyphs: list[Glyph]
    text: str
    left: float
    right: float

    @property
    def is_space(self) -> bool:
        """Whether it shows nothing."""
        return self.text.isspace()

    @property
    def is_spelled(self) -> bool:
        """Whether the file spells its text out."""
        return bool(self.glyphs) and self.glyphs[0].spelled

    @property
    def x(self) -> float:
        """Where the pen stood."""
        return self.glyphs[0].x

    @property
    def size(self) -> float:
        """Its type size."""
        return self.glyphs[0].size

    def add(self, glyph: Glyph) -> None:
        """Add a glyph at the same place."""
        self.glyphs.append(glyph)
        self.text += glyph.text
        self.left, self.right = min(self.left, glyph.left), max(self.right, glyph.right)


def signs_from_left(row: Sequence[Glyph], *, writes_spaces: bool) -> list[Sign]:
    """Put the glyphs of a row in the order that they stand in from left to right.

    :param writes_spaces: whether the file has spaces, so that only a wide gap without one parts words.
    """
    shown = [glyph for glyph in row if not glyph.is_space or glyph.index < 0 or glyph.right > glyph.left]
    marks = [glyph for glyph in shown if unicodedata.category(glyph.text[0]) in _MARKS]
    letters = [glyph for glyph in shown if unicodedata.category(glyph.text[0]) not in _MARKS]
    letters.sort(key=lambda glyph: (glyph.x, glyph.left))
    signs: list[Sign] = []
    for glyph in letters:
        if signs and not glyph.is_space and _is_same_place(signs[-1].glyphs[-1], glyph):
            signs[-1].add(glyph)
        else:
            signs.append(Sign([glyph], glyph.text, glyph.left, glyph.right))
    by_number = {glyph.index: glyph for glyph in row}
    for sign in signs:
        if len(sign.glyphs) > 1:
            sign.glyphs = _in_order(sign.glyphs, by_number)
            sign.text = "".join(glyph.text for glyph in sign.glyphs)
    _add_marks(signs, marks)
    return _with_spaces(signs, _GAP_BESIDE_SPACES if writes_spaces else _SPACE)


def has_no_order(signs: Sequence[Sign]) -> bool:
    """Tell whether most letters of a row stand at the places of others, so that no order can be told from them."""
    letters = sum(len(sign.glyphs) for sign in signs if not sign.is_space)
    crowded = sum(len(sign.glyphs) for sign in signs if len(sign.glyphs) > 4)
    return letters > 4 and 2 * crowded > letters


def _is_same_place(glyph: Glyph, other: Glyph) -> bool:
    near = _SAME * max(glyph.size, other.size)
    return not glyph.is_space and abs(glyph.x - other.x) <= near and abs(glyph.left - other.left) <= near


def _in_order(letters: Sequence[Glyph], row: Mapping[int, Glyph]) -> list[Glyph]:
    """Put the letters of one sign in order: PDFium gives them backwards in a run that it turned from as it stands.

    :param row: the glyphs of the row by their numbers.
    """
    letters = sorted(letters, key=lambda glyph: glyph.index)
    first, last = letters[0], letters[-1]
    text = "".join(letter.text for letter in letters)
    known = text in _ligatures(), text[::-1] in _ligatures()
    before, after = row.get(first.index - 1, first), row.get(last.index + 1, last)
    is_turned = known[1] if known[0] != known[1] else before.x > first.x or after.x < last.x
    return letters[::-1] if is_turned else letters


@cache
def _ligatures() -> frozenset[str]:
    """List the letters that Arabic has one sign for, in their order, as Unicode lists them."""
    signs = map(chr, (*range(0xFBEA, 0xFDFC), *range(0xFEF5, 0xFEFD)))
    return frozenset(with_plain_letters(sign) for sign in signs if unicodedata.decomposition(sign))


def _add_marks(signs: Sequence[Sign], marks: Sequence[Glyph]) -> None:
    """Add each mark to the letter that it stands over or under."""
    letters = [sign for sign in signs if not sign.is_space]
    starts = [sign.x for sign in letters]
    for mark in marks:
        if letters:
            at = max(mark.x + _SAME * mark.size, (mark.left + mark.right) / 2)
            letter = letters[max(bisect_right(starts, at) - 1, 0)]
            letter.glyphs.append(mark)
            letter.text += mark.text


def _with_spaces(signs: Sequence[Sign], widest: float) -> list[Sign]:
    """Put a space in each gap between words: where the file has one that takes room, else by the width of the gap."""
    spaced: list[Sign] = []
    before: Sign | None = None
    space: Sign | None = None
    for sign in signs:
        if sign.is_space:
            space = sign
            continue
        if before is not None:
            size = max(before.size, sign.size)
            start = min(sign.x, sign.left)
            written = space is not None and sign.x - space.x > _ROOM * size
            if written or start - before.right > widest * size:
                spaced.append(Sign([], " ", min(before.right, start), start))
        spaced.append(sign)
        before, space = sign, None
    return spaced
