"""Tables whose cells have drawn borders: pieces stand in the cells of a grid, spanning ones in all that they cover."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.readers.pdf.pieces import Piece
from corpus.readers.pdf.rules import Rule

_TOUCHING = 3.0
"""Points: rules that are not farther from each other meet."""
_MOST_RULES = 1_500
_MOST_COLUMNS = 40
_MOST_ROWS = 400
"""What has more is a chart on graph paper."""

Cell = list[Piece]


@dataclass(frozen=True, slots=True)
class RuledTable:
    """The rows of a table, each with a list of pieces for each column; a spanning cell's list stands in each of its."""

    rows: list[list[Cell]]
    pieces: set[Piece]

    @property
    def header_rows(self) -> int:
        """The number of rows that a header has, of which all but the last one have spanning cells."""
        spanning = [any(_is_same(a, b) for a, b in pairwise(row)) for row in self.rows]
        return min((number for number, spans in enumerate(spanning) if not spans), default=len(self.rows) - 1) + 1


def _is_same(a: Cell, b: Cell) -> bool:
    return a is b and bool(a)


def find_ruled_tables(pieces: Sequence[Piece], rules: Sequence[Rule]) -> Iterator[RuledTable]:
    """Find the tables with borders on a page."""
    if len(rules) > _MOST_RULES:
        return
    for group in _connected(rules):
        grid = _RuledGrid(group)
        if 2 <= len(grid.xs) - 1 <= _MOST_COLUMNS and 2 <= len(grid.ys) - 1 <= _MOST_ROWS:
            table = grid.table([piece for piece in pieces if grid.holds(piece)])
            if table is not None:
                yield table


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Group the rules that meet, directly or by others."""
    horizontal = sorted((rule for rule in rules if rule.horizontal), key=lambda rule: rule.at)
    heights = [rule.at for rule in horizontal]
    parent = {id(rule): id(rule) for rule in rules}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for rule in rules:
        if rule.horizontal:
            continue
        first, last = bisect(heights, rule.start - _TOUCHING), bisect(heights, rule.end + _TOUCHING)
        for other in horizontal[first:last]:
            if other.start - _TOUCHING <= rule.at <= other.end + _TOUCHING:
                parent[root(id(rule))] = root(id(other))
    groups: defaultdict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        groups[root(id(rule))].append(rule)
    return list(groups.values())


class _RuledGrid:
    """The places of rules that meet."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.xs = _places(rule.at for rule in rules if not rule.horizontal)
        self.ys = _places(rule.at for rule in rules if rule.horizontal)
        self._walls: dict[tuple[bool, int], list[tuple[float, float]]] = defaultdict(list)
        for rule in rules:
            places = self.ys if rule.horizontal else self.xs
            self._walls[rule.horizontal, _nearest(places, rule.at)].append((rule.start, rule.end))

    def holds(self, piece: Piece) -> bool:
        """Tell whether a piece stands between the outer rules."""
        x, y = (piece.left + piece.right) / 2, piece.bottom + piece.size / 2
        return self.xs[0] < x < self.xs[-1] and self.ys[0] < y < self.ys[-1]

    def table(self, pieces: Sequence[Piece]) -> RuledTable | None:
        """Put pieces into the cells; ``None`` where text goes across a border, or there is no second row or column."""
        width, height = len(self.xs) - 1, len(self.ys) - 1
        cells: dict[int, Cell] = {}
        owner = self._merged(width, height)
        edges: dict[int, float] = {}
        for row in range(height):
            for column in range(width):
                cells.setdefault(owner[row][column], [])
                key = owner[row][column]
                edges[key] = max(edges.get(key, 0.0), self.xs[column + 1])
        for piece in pieces:
            column = bisect(self.xs, (piece.left + piece.right) / 2) - 1
            row = height - bisect(self.ys, piece.bottom + piece.size / 2)
            key = owner[row][column]
            if piece.right > edges[key] + _TOUCHING:
                return None
            cells[key].append(piece)
        filled = _without_spanned([[cells[key] for key in row] for row in owner])
        columns = _without_spanned(list(zip(*filled, strict=True)))
        rows = [list(row) for row in zip(*columns, strict=True)]
        if len(rows) < 2 or len(columns) < 2 or len({id(cell) for row in rows for cell in row if cell}) < 3:
            return None
        return RuledTable(rows, set(pieces))

    def _merged(self, width: int, height: int) -> list[list[int]]:
        """Give each cell a number, from the top left: what no wall parts has the same one."""
        owner = [[row * width + column for column in range(width)] for row in range(height)]
        for row in range(height):
            for column in range(width):
                if column and not self._is_wall(False, column, self._middle_y(row)):
                    owner[row][column] = owner[row][column - 1]
                elif row and not self._is_wall(True, height - row, self._middle_x(column)):
                    owner[row][column] = owner[row - 1][column]
        return owner

    def _middle_x(self, column: int) -> float:
        return (self.xs[column] + self.xs[column + 1]) / 2

    def _middle_y(self, row: int) -> float:
        top = len(self.ys) - 1 - row
        return (self.ys[top - 1] + self.ys[top]) / 2

    def _is_wall(self, horizontal: bool, number: int, at: float) -> bool:
        return any(start <= at <= end for start, end in self._walls[horizontal, number])


def _without_spanned(lines: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    """Leave out the rows or columns that have no cell of their own: borders of two lines make such."""
    kept: list[Sequence[Cell]] = []
    for number, line in enumerate(lines):
        above = kept[-1] if kept else [[]] * len(line)
        below = lines[number + 1] if number + 1 < len(lines) else [[]] * len(line)
        if not all(not cell or cell is a or cell is b for cell, a, b in zip(line, above, below, strict=True)):
            kept.append(line)
    return kept


def _places(values: Iterator[float]) -> list[float]:
    """Sort places, those that touch as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _TOUCHING:
            places.append(value)
    return places


def _nearest(places: Sequence[float], value: float) -> int:
    at = bisect(places, value)
    return min((n for n in (at - 1, at) if 0 <= n < len(places)), key=lambda n: abs(places[n] - value))
