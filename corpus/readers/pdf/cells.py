"""Rows split into cells: at every wide space, whichever way the row is read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from corpus.readers.pdf.bidi import is_right_to_left
from corpus.readers.pdf.glyphs import Glyph
from corpus.readers.pdf.rtl_rows import Sign
from corpus.readers.pdf.rules import Rule

_GAP = 0.6
"""In heights of a line: a wider space may be one between two cells."""
_RTL_GAP = 0.72
"""In type sizes: the same in right-to-left text, where the heights of its signs are not those of the line."""
_WIDE_GAP = 1.5
"""In type sizes: a space that parts even the Latin words of a right-to-left row into two cells."""


def split_row(row: Sequence[Glyph], walls: Sequence[Rule]) -> Iterator[list[Glyph]]:
    """Split a row at its wide spaces, in the order of its text.

    :param walls: the vertical lines drawn on the page, from left to right; each parts what stands on its two sides.
    """
    cell: list[Glyph] = []
    before: Glyph | None = None
    for glyph in row:
        if glyph.is_space:
            cell += [glyph] if cell else []
            continue
        if before is not None and (_is_apart(before, glyph) or _is_walled_off(before, glyph, walls)):
            yield cell
            cell = []
        cell.append(glyph)
        before = glyph
    if cell:
        yield cell


def split_signs(signs: Sequence[Sign], walls: Sequence[Rule]) -> Iterator[list[Sign]]:
    """Split a row of right-to-left text at its wide spaces, from left to right."""
    cell: list[Sign] = []
    before: Sign | None = None
    space: Sign | None = None
    for sign in signs:
        if sign.is_space:
            space = sign
            continue
        if before is not None:
            if _are_cells(before, space, sign) or _is_walled_off(before.glyphs[0], sign.glyphs[0], walls):
                yield cell
                cell = []
            elif space is not None:
                cell.append(space)
        cell.append(sign)
        before, space = sign, None
    if cell:
        yield cell


def _is_apart(before: Glyph, glyph: Glyph) -> bool:
    """Tell whether a character stands far from the one before it."""
    if before.left <= glyph.left <= before.right and before.bottom == glyph.bottom:
        return False
    height = max(before.height, glyph.height)
    back = glyph.left < before.left - height
    return glyph.left - before.right > _GAP * height or back or abs(glyph.bottom - before.bottom) > height


def _are_cells(before: Sign, space: Sign | None, sign: Sign) -> bool:
    """Tell whether the space between two signs is so wide that it can be one between two cells."""
    if space is None:
        return False
    is_latin = not is_right_to_left(before.text) and not is_right_to_left(sign.text)
    return space.right - space.left > (_WIDE_GAP if is_latin else _RTL_GAP) * max(before.size, sign.size)


def _is_walled_off(before: Glyph, glyph: Glyph, walls: Sequence[Rule]) -> bool:
    """Tell whether a vertical line is drawn between two characters of a row."""
    if not walls:
        return False
    middle = glyph.y + glyph.size / 3
    left, right = (before.left + before.right) / 2, (glyph.left + glyph.right) / 2
    first = bisect_right(walls, left, key=lambda wall: wall.at)
    end = bisect_left(walls, right, lo=first, key=lambda wall: wall.at)
    return any(wall.start < middle < wall.end for wall in walls[first:end])
