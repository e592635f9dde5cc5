"""Reading order of a printed page: columns one after the other, tables as grids, all else in the order of the text."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.pdf.paragraphs import is_mid_sentence
from corpus.readers.pdf.pieces import PdfRow, Piece
from corpus.readers.pdf.ruled_tables import find_ruled_tables
from corpus.readers.pdf.rules import Rule
from corpus.readers.pdf.tables import PrintedTable, ruled_grid
from corpus.readers.pdf.wide_spaces import join_cells
from corpus.readers.pdf.zone_tables import closed_before, is_form_zone, zone_grid
from corpus.readers.pdf.zones import Band, Zone, find_zones, group_bands, is_close

_FILLED = 0.6
"""The share of a column's width that the middle one of its lines fills where it is running text."""

_LEVEL = 0.6
"""The share of the lines of a table that fill all its columns, where its text goes down one column after the other."""
_SECTION_GAP = 2.2
"""In type sizes: where the text has come to its end in all columns, and this gap is below, columns begin anew."""
_DEEPEST = 4
"""Columns in columns in columns: what goes deeper is no layout."""
_LONGEST_ROW = 12
"""Lines of one row of a table, where it is not half of the table."""

RowOrTable = PdfRow | PrintedTable


def arrange_page(rows: Sequence[PdfRow], rules: Sequence[Rule] = ()) -> tuple[list[RowOrTable], dict[Piece, float]]:
    """Put the rows of a page in the order in which they are read.

    :param rows: in the order of the text, split at every wide space.
    :return: the rows and tables; and where the column ends that each piece stands in, along its direction of reading.
    """
    page = _Page(rules)
    return page.read(rows), page.edges


@dataclass(frozen=True, slots=True)
class _Unit:
    """Rows and tables that are read together, and the place of the first of them in the text."""

    place: int
    elements: list[RowOrTable]


class _Page:
    """What of a page is read together, and where its columns end."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = rules
        self._place: dict[Piece, int] = {}
        self._row: dict[Piece, int] = {}
        self.edges: dict[Piece, float] = {}

    def read(self, rows: Sequence[PdfRow]) -> list[RowOrTable]:
        """Read the rows of the page: tables with borders first, then zones with columns, then the rest."""
        pieces = [piece for row in rows for piece in row]
        places = {piece: place for place, piece in enumerate(pieces)}
        units: list[_Unit] = []
        heights: list[float] = []
        taken: set[Piece] = set()
        for table in find_ruled_tables(pieces, self._rules):
            if not taken & table.pieces:
                taken |= table.pieces
                heights.append(median(piece.bottom for piece in table.pieces))
                units.append(_Unit(min(places[piece] for piece in table.pieces), ruled_grid(table)))
        free = [row for cells in rows if (row := tuple(piece for piece in cells if piece not in taken))]
        for number, (cells, row) in enumerate(zip(free, join_cells(free), strict=True)):
            self._row |= dict.fromkeys(row, number)
            starts = {piece.start: places[piece] for piece in reversed(cells)}
            self._place |= {piece: starts[piece.start] for piece in row}
        bands = group_bands(list(self._row))
        for part in _between(bands, heights):
            units += self._units(part, 0)
        return [element for unit in sorted(units, key=lambda unit: unit.place) for element in unit.elements]

    def _units(self, bands: Sequence[Band], depth: int) -> Iterator[_Unit]:
        """Read bands of a page or of a column: zones with columns, and what stands above, between and below them."""
        number = {id(band): place for place, band in enumerate(bands)}
        start = 0
        for zone in find_zones(bands) if depth < _DEEPEST else ():
            first = number[id(zone.bands[0])]
            if first < start:
                continue
            yield from self._rows(bands[start:first])
            yield from self._zone_units(zone, bands[first - 1] if first > start else None, depth)
            start = first + len(zone.bands)
        yield from self._rows(bands[start:])

    def _rows(self, bands: Sequence[Band]) -> Iterator[_Unit]:
        """Give what has one column in the rows that the text has it in."""
        self._set_edges([piece for band in bands for piece in band.pieces])
        rows: dict[tuple[int, int], list[Piece]] = {}
        for number, band in enumerate(bands):
            for piece in band.pieces:
                rows.setdefault((self._row[piece], number), []).append(piece)
        for row in rows.values():
            in_order = sorted(row, key=lambda piece: piece.start)
            yield _Unit(min(self._place[piece] for piece in row), [tuple(in_order)])

    def _zone_units(self, zone: Zone, above: Band | None, depth: int) -> Iterator[_Unit]:
        columns = _columns(zone)
        if is_form_zone(zone):
            yield from self._rows(zone.bands)
        elif self._is_table(zone, columns):
            grid = zone_grid(zone, above, self._place, self._rules)
            yield _Unit(min(self._place[piece] for piece in grid.pieces), [grid])
        elif self._ways_back(zone):
            yield from self._columns_units(zone, depth)
        else:
            for column in columns:
                yield from self._units(group_bands(column), depth + 1)

    def _columns_units(self, zone: Zone, depth: int) -> Iterator[_Unit]:
        """Read columns one after the other whose lines the text has side by side, between gaps that go across."""
        bands = [*zone.bands, *zone.rest]
        closed = closed_before(bands, self._place)
        gaps = [number for number in sorted(closed) if not is_close(bands[number - 1], bands[number], _SECTION_GAP)]
        zone.bands += zone.rest
        for start, end in pairwise([0, *gaps, len(bands)]):
            columns = _in_order(_columns(Zone(bands[start:end], zone.strips)))
            units = [
                unit
                for column in columns
                for unit in sorted(self._units(group_bands(column), depth + 1), key=lambda unit: unit.place)
            ]
            elements = [element for unit in units for element in unit.elements]
            yield _Unit(min((unit.place for unit in units), default=0), elements)

    def _is_table(self, zone: Zone, columns: Sequence[Sequence[Piece]]) -> bool:
        """Tell whether the columns of a zone hold the cells of rows, not texts of their own."""
        full = [band for band in zone.bands if all(zone.cells(band))]
        prose = [_is_prose(column) for column in columns]
        closed = closed_before(zone.bands, self._place)
        if not closed or not self._ways_back(zone):
            level = [band for band in full if max(p.bottom for p in band.pieces) - band.bottom < 1]
            return not any(prose) and len(level) > max(2, _LEVEL * len(zone.bands))
        grid = zone_grid(zone, None, self._place, self._rules)
        if any(prose) and _cuts_sentences(grid):
            return False
        if all(prose):
            return len(closed) < len(full) - 1 and len(grid.rows) > 2 and all(all(row) for row in grid.rows)
        ends = [0, *sorted(closed), len(zone.bands)]
        return max(end - start for start, end in pairwise(ends)) <= max(_LONGEST_ROW, len(zone.bands) // 2)

    def _ways_back(self, zone: Zone) -> int:
        """Count how often the text goes back to a column further left."""
        pieces = sorted((piece for band in zone.bands for piece in band.pieces), key=self._place.__getitem__)
        return sum(zone.column_of(after) < zone.column_of(before) for before, after in pairwise(pieces))

    def _set_edges(self, column: Sequence[Piece]) -> None:
        """Note where lines that begin at one place end at most."""
        ends: dict[int, float] = {}
        for piece in column:
            begins = round(piece.start / 12)
            ends[begins] = max(ends.get(begins, piece.end), piece.end)
        for piece in column:
            self.edges[piece] = ends[round(piece.start / 12)]


def _cuts_sentences(grid: PrintedTable) -> bool:
    """Tell whether sentences go on from one row to the next: then these are no rows, but texts side by side."""
    cuts = ends = 0
    for above, below in pairwise(grid.rows):
        for upper, lower in zip(above, below, strict=False):
            if upper and lower and " " in upper[-1].text and " " in lower[0].text:
                cut = is_mid_sentence(upper[-1], lower[0])
                cuts, ends = cuts + cut, ends + (not cut)
    return cuts > 1 and 2 * cuts > ends


def _between(bands: Sequence[Band], heights: Sequence[float]) -> Iterator[list[Band]]:
    """Part the bands of a page at heights where a table stands."""
    ascending = sorted(heights)
    parts: dict[int, list[Band]] = {}
    for band in bands:
        parts.setdefault(bisect(ascending, band.bottom), []).append(band)
    yield from parts.values()


def _columns(zone: Zone) -> list[list[Piece]]:
    columns: list[list[Piece]] = [[] for _ in range(len(zone.strips) + 1)]
    for band in zone.bands:
        for number, cell in enumerate(zone.cells(band)):
            columns[number] += cell
    return columns


def _in_order(columns: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Order columns from the left, or from the right where they are written so."""
    pieces = [piece for column in columns for piece in column]
    rtl = sum(piece.rtl for piece in pieces) * 2 > len(pieces)
    return list(reversed(columns)) if rtl else list(columns)


def _is_prose(column: Sequence[Piece]) -> bool:
    """Tell whether a column is running text: several lines of words, most of them as wide as it is."""
    if len(column) < 3:
        return False
    width = max(piece.right for piece in column) - min(piece.left for piece in column)
    words = sum(piece.text.count(" ") + 1 for piece in column)
    return median(piece.right - piece.left for piece in column) >= _FILLED * width and words >= 3 * len(column)
