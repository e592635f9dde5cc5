"""Zones of a printed page: rows that have the same white strips between their columns.

A row is compared with the rows right above and below it, never with the whole page: a title, an abstract or a table
that goes across ends a zone, and says nothing about the columns under it.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.readers.pdf.pieces import Piece

Strip = tuple[float, float]
"""White space between two columns, from its left edge to its right one, in points."""

_NARROWEST = 0.7
"""In type sizes: a strip that is not wider is a space between words."""
_MOST_COLUMNS = 60
"""What has more is no layout."""
_MOST_APART = 40
"""Rows that have text on one side of a strip only, in a row: then it no longer parts anything."""
_CLOSE = 1.7
"""In type sizes: lines of one paragraph stand not farther below each other."""
_OVERLAPPING = 0.85
"""In type sizes: lines nearer than that are not of one text."""
_INFINITY = float("inf")


@dataclass(frozen=True, slots=True)
class Band:
    """Pieces whose lines stand at one height of a page, from left to right."""

    pieces: tuple[Piece, ...]

    @property
    def bottom(self) -> float:
        """The height of its lowest line."""
        return min(piece.bottom for piece in self.pieces)

    @property
    def size(self) -> float:
        """Its largest type size."""
        return max(piece.size for piece in self.pieces)

    @property
    def is_bold(self) -> bool:
        """Whether all of it is set in bold type."""
        return all(piece.bold for piece in self.pieces)

    def white(self) -> list[Strip]:
        """List the white strips of the page's width here, the two margins first and last."""
        strips: list[Strip] = []
        reached = -_INFINITY
        for piece in self.pieces:
            if piece.left > reached:
                strips.append((reached, piece.left))
            reached = max(reached, piece.right)
        return [*strips, (reached, _INFINITY)]


@dataclass(slots=True)
class Zone:
    """Bands below each other, and the strips that part their columns."""

    bands: list[Band]
    strips: list[Strip]
    rest: list[Band] = field(default_factory=list)
    """What stands below on one side of the strips, down to the end of the page, and may belong to a longer column."""

    def column_of(self, piece: Piece) -> int:
        """Tell in which column a piece stands, counted from the left."""
        return bisect(self.strips, ((piece.left + piece.right) / 2, 0.0))

    def cells(self, band: Band) -> list[list[Piece]]:
        """Part a band at the strips: a list of pieces for each column."""
        cells: list[list[Piece]] = [[] for _ in range(len(self.strips) + 1)]
        for piece in band.pieces:
            cells[self.column_of(piece)].append(piece)
        return cells


def group_bands(pieces: Sequence[Piece]) -> list[Band]:
    """Group the pieces of a page that stand at one height, from the top."""
    bands: list[list[Piece]] = []
    floor = -_INFINITY
    for piece in sorted(pieces, key=lambda piece: -piece.bottom - piece.size / 2):
        if not bands or piece.bottom + 0.7 * piece.size <= floor:
            bands.append([])
            floor = piece.bottom + 0.3 * piece.size
        bands[-1].append(piece)
    return [Band(tuple(sorted(band, key=lambda piece: piece.left))) for band in bands]


def find_zones(bands: Sequence[Band]) -> Iterator[Zone]:
    """Find the zones with columns among the bands of a page, from the top; what stands in none has one column."""
    start = first_free = 0
    while start < len(bands):
        zone, end = _grow(bands, start, first_free)
        if zone is not None:
            yield zone
            first_free = end
        start = max(end, start + 1)


def _grow(bands: Sequence[Band], start: int, first_free: int) -> tuple[Zone | None, int]:
    """Follow the strips of a band down the page, and up to where a row goes across them.

    :return: the zone, or ``None`` where fewer than two bands have columns; and the band that follows.
    """
    strips = _seeds(bands, start)
    end = last = start + 1
    parted = int(len(bands[start].white()) > 2)
    while 0 < len(strips) < _MOST_COLUMNS and end < len(bands) and end - last < _MOST_APART:
        narrowed = _intersect(strips, bands[end])
        if not all(any(a < right and left < b for a, b in narrowed) for left, right in strips):
            if parted > 2 or not narrowed:
                break
            last = end  # a space that only looked like a strip
        strips = narrowed
        end += 1
        columns = _columns_of(bands[end - 1], strips)
        beside = columns != _columns_of(bands[end - 2], strips) and _overlap(bands[end - 2], bands[end - 1])
        if len(columns) > 1 or beside:
            parted += 1
            last = end
    if parted < 2 or len(strips) >= _MOST_COLUMNS:
        return None, start + 1
    reached = end
    end = next((n for n in range(last, end) if not is_close(bands[n - 1], bands[n])), end)
    top = start
    while top > first_free and is_close(bands[top - 1], bands[top]) and start - top < _MOST_APART:
        if len(_intersect(strips, bands[top - 1])) != len(strips):
            break
        top -= 1
    rest = bands[end:reached] if reached == len(bands) else ()
    return Zone(list(bands[top:end]), strips, list(rest)), end


def is_close(upper: Band, lower: Band, most: float = _CLOSE) -> bool:
    """Tell whether two bands can hold lines of one text: near each other, and not a heading and what is under it.

    :param most: how far they are from each other at most, in type sizes.
    """
    near = upper.bottom - lower.bottom < most * max(upper.size, lower.size)
    return near and abs(upper.size - lower.size) < 1 and upper.is_bold == lower.is_bold


def _intersect(strips: Sequence[Strip], band: Band) -> list[Strip]:
    """Keep of the strips what is white in another band too, where it is wide enough."""
    narrowest = _NARROWEST * min(piece.size for piece in band.pieces)
    white = band.white()
    kept: list[Strip] = []
    at = 0
    for left, right in strips:
        while white[at][1] <= left:
            at += 1
        here = at
        while here < len(white) and white[here][0] < right:
            both = max(left, white[here][0]), min(right, white[here][1])
            if both[1] - both[0] >= narrowest:
                kept.append(both)
            here += 1
    return kept


def _seeds(bands: Sequence[Band], start: int) -> list[Strip]:
    """List the white strips inside a band, or inside two whose lines overlap because their columns are set apart."""
    band = bands[start]
    if len(band.white()) == 2 and start + 1 < len(bands):
        below = bands[start + 1]
        if _overlap(band, below):
            band = Band(tuple(sorted((*band.pieces, *below.pieces), key=lambda piece: piece.left)))
    return band.white()[1:-1]


def _overlap(upper: Band, lower: Band) -> bool:
    return upper.bottom - lower.bottom < _OVERLAPPING * min(upper.size, lower.size)


def _columns_of(band: Band, strips: Sequence[Strip]) -> set[int]:
    """List the columns that a band has text in."""
    return {bisect(strips, ((piece.left + piece.right) / 2, 0.0)) for piece in band.pieces}
