"""Cells of printed rows: which of the wide spaces in a row part cells, and which only stretch a justified line."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from corpus.readers.forms import OPEN_BOXES, TICKED_BOXES
from corpus.readers.pdf.pieces import MARKER, PdfRow, Piece

_AROUND = 3
"""Rows above and below that tell whether a wide space is that of a justified line."""
_WIDE = 1.5
"""In type sizes: a space that no justified line has."""
_NEXT = 1.7
"""In type sizes: the next line of a text stands not farther away."""
_GUTTER = 0.7
"""In type sizes: spaces of two rows that have so much in common are those between columns."""
_LEFT = attrgetter("left")


def join_cells(rows: Sequence[PdfRow]) -> Iterator[PdfRow]:
    """Join the pieces of rows into the cells that they have: wide spaces of justified text part none.

    A cell begins where others begin or end, or with a box to tick, or far from the one before it, unless more of the
    rows around go across the space before it than have it too.
    """
    lefts = Counter(round(piece.left) for row in rows for piece in row)
    rights = Counter(round(piece.right) for row in rows for piece in row)
    for number, row in enumerate(rows):
        above, below = rows[max(number - _AROUND, 0) : number], rows[number + 1 : number + 1 + _AROUND]
        around = [*_lines_of_text(row, reversed(above)), *_lines_of_text(row, below)] if len(row) > 1 else []
        near = [sorted(other, key=_LEFT) for other in around]
        ends = min(piece.left for piece in row), max(piece.right for piece in row)
        cells = [row[0]]
        for piece in row[1:]:
            space = sorted((piece.left, piece.right, cells[-1].left, cells[-1].right))[1:3]
            across, alike = _spaces_around(space, ends, near)
            aligned = lefts[round(piece.left)] > 1 or (alike and rights[round(piece.right)] > 1)
            begins = aligned or space[1] - space[0] > _WIDE * piece.size
            begins = begins or piece.text[0] in (*TICKED_BOXES, *OPEN_BOXES)
            if begins and across <= alike and not MARKER.fullmatch(cells[-1].text):
                cells.append(piece)
            else:
                cells[-1] = cells[-1].joined(piece)
        yield tuple(cells)


def _lines_of_text(row: PdfRow, others: Iterable[PdfRow]) -> Iterator[PdfRow]:
    """Give the rows next to a row, one after the other, as long as they can be lines of one text with it."""
    for other in others:
        ours, theirs = row[0], other[0]
        alike = (ours.size, ours.bold) == (theirs.size, theirs.bold)
        if not alike or abs(ours.bottom - theirs.bottom) > _NEXT * ours.size:
            return
        yield other
        row = other


def _spaces_around(
    space: Sequence[float], ends: tuple[float, float], near: Sequence[Sequence[Piece]]
) -> tuple[int, int]:
    """Count the rows around that have text where a row has a wide space, and those that have a space there too.

    :param ends: the left and the right end of the row.
    """
    across = alike = 0
    first, last = ends
    for other in near:
        number = bisect(other, space[0] + 1, key=_LEFT) - 1
        if number >= 0 and other[number].right > space[1] - 1:
            across += abs(other[0].left - first) < 2 and other[-1].right < last + 2
        elif 0 <= number < len(other) - 1:
            both = min(space[1], other[number + 1].left) - max(space[0], other[number].right)
            alike += both > _GUTTER * other[0].size
    return across, alike
