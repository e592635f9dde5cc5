"""Tables without borders: rows by bands, cells by column edges.

Rows are told apart, in this order, by drawn lines, by the order of the text (a program writes a cell to its end before
the next one), by wider gaps, and by the first column. Where none tells, they are given without names of columns.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import pairwise

from corpus.readers.forms import OPEN_BOXES, TICKED_BOXES
from corpus.readers.pdf.pieces import Piece
from corpus.readers.pdf.ruled_tables import Cell
from corpus.readers.pdf.rules import Rule
from corpus.readers.pdf.tables import PrintedTable, has_form_labels, is_named
from corpus.readers.pdf.zones import Band, Zone

_LINES_OF_A_CELL = 1.5
"""In type sizes: lines of one cell stand closer."""
_LOOSER = 1.2
"""Times the closest lines of a table: a wider gap parts two rows."""


def is_form_zone(zone: Zone) -> bool:
    """Tell whether a zone without borders is a form: labels in its first column, or boxes to tick."""
    cells = [zone.cells(band) for band in zone.bands]
    boxes = any(piece.text[:1] in (*TICKED_BOXES, *OPEN_BOXES) for band in zone.bands for piece in band.pieces)
    return boxes or has_form_labels([row[0] for row in cells if row[0]], len(zone.strips) + 1)


def zone_grid(zone: Zone, above: Band | None, order: Mapping[Piece, int], rules: Sequence[Rule]) -> PrintedTable:
    """Put the pieces of a zone without borders into the cells of a table.

    :param above: the band over the zone, which may have names for several columns at once.
    :param order: the place of each piece in the text as the file has it.
    """
    zone, spanning = _without_spanning_column(zone)
    starts, sure = _row_starts(zone, order, rules)
    rows: list[list[Cell]] = []
    for number, band in enumerate(zone.bands):
        cells = zone.cells(band)
        if number in starts or not rows:
            rows.append(cells)
        else:
            for cell, more in zip(rows[-1], cells, strict=True):
                cell += more
    sure = sure and sum(_has_two_texts(band, zone) for band in zone.bands) < 2
    upper = spanning or (_spanning_names(zone, above) if above else None)
    if upper and sure:
        rows[0] = [[*names, *cell] for names, cell in zip(upper, rows[0], strict=True)]
    return PrintedTable(rows, is_named(rows, bool(upper)) if sure else False)


def _has_two_texts(band: Band, zone: Zone) -> bool:
    """Tell whether a cell has texts beside each other: a column that could not be told from the next one."""
    return any(
        b.left - a.right > b.size and abs(a.bottom - b.bottom) < a.size / 2
        for cell in zone.cells(band)
        for a, b in pairwise(cell)
    )


def _row_starts(zone: Zone, order: Mapping[Piece, int], rules: Sequence[Rule]) -> tuple[set[int], bool]:
    """Find the bands that begin a row, and whether it is sure that they do."""
    bands = zone.bands
    rules = sorted((rule for rule in rules if rule.horizontal), key=lambda rule: rule.at)
    ruled = {number for number in range(1, len(bands)) if _is_ruled(bands[number - 1], bands[number], rules)}
    if len(ruled) > 1:
        return ruled, True
    closed = closed_before(bands, order)
    drops = [0.0, *(upper.bottom - lower.bottom for upper, lower in pairwise(bands))]
    closest = min(drops[1:])
    starts, sure = {0}, True
    for number in range(1, len(bands)):
        cells = zone.cells(bands[number])
        loose = drops[number] > _LOOSER * closest + 0.5 or closest > _LINES_OF_A_CELL * bands[number].size
        if number in ruled or (loose and number in closed):
            starts.add(number)
        elif number in closed and cells[0]:
            starts.add(number)
            sure = sure and (len(closed) < len(bands) - 1 or all(cells))
    return starts, sure


def _is_ruled(upper: Band, lower: Band, rules: Sequence[Rule]) -> bool:
    """Tell whether lines between two bands go along at least half of the lower one.

    :param rules: horizontal ones, from the lowest.
    """
    left, right = lower.pieces[0].left, max(piece.right for piece in lower.pieces)
    low, high = lower.bottom + lower.size / 2, upper.bottom + upper.size / 3
    first, last = bisect(rules, low, key=lambda rule: rule.at), bisect(rules, high, key=lambda rule: rule.at)
    between = rules[first:last]
    return 2 * sum(max(min(right, rule.end) - max(left, rule.start), 0.0) for rule in between) > right - left


def closed_before(bands: Sequence[Band], order: Mapping[Piece, int]) -> set[int]:
    """List the bands before which the text of all bands above has come to its end."""
    closed: set[int] = set()
    places = [[order[piece] for piece in band.pieces] for band in bands]
    first = min(places[-1])
    firsts = [first]
    for row in reversed(places[:-1]):
        firsts.append(min(firsts[-1], *row))
    firsts.reverse()
    latest = -1
    for number, row in enumerate(places):
        if number and latest < firsts[number]:
            closed.add(number)
        latest = max(latest, *row)
    return closed


def _without_spanning_column(zone: Zone) -> tuple[Zone, list[Cell] | None]:
    """Take out a column that is only a name over the two beside it: it stands in the first band and nowhere else."""
    cells = [zone.cells(band) for band in zone.bands]
    for column in range(1, len(zone.strips)):
        if cells[0][column] and not any(row[column] for row in cells[1:]):
            left, right = zone.strips[column - 1], zone.strips[column]
            strips = [*zone.strips[: column - 1], (left[0], right[1]), *zone.strips[column + 1 :]]
            beside = Band(tuple(piece for piece in zone.bands[0].pieces if piece not in cells[0][column]))
            bands = [beside, *zone.bands[1:]] if beside.pieces else zone.bands[1:]
            names: list[Cell] = [[] for _ in range(len(strips) + 1)]
            names[column - 1] = names[column] = cells[0][column]
            return Zone(bands, strips), names
    return zone, None


def _spanning_names(zone: Zone, above: Band) -> list[Cell] | None:
    """Give each column the names over it in the band above, where one of them goes over several but not over all."""
    names: list[Cell] = [[] for _ in range(len(zone.strips) + 1)]
    spans = False
    first = zone.bands[0]
    if above.bottom - first.bottom > 2.2 * max(above.size, first.size):
        return None
    for piece in above.pieces:
        columns = {zone.column_of(piece)}
        for number, (left, right) in enumerate(zone.strips):
            if piece.left < right - 1 and piece.right > left + 1:
                columns |= {number, number + 1}
        if len(columns) > 1 and 0 in columns:
            return None
        spans = spans or len(columns) > 1
        for column in columns:
            names[column].append(piece)
    return names if spans else None
