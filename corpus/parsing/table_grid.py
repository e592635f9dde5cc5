"""Tables with cells that span rows and columns: each cell on the grid, and each row under the names of its columns.

A cell that spans rows counts in each of them. One that spans columns stands under the name of the first, or under the
first and the last of a series of years or numbers. A name that spans columns is that of each, before the lower name
where a second row of names stands below it. Where the grid does not tell what a cell stands under, its row is given
without names: a wrong name is worse than none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, takewhile

from corpus.parsing.table_lines import names_columns, unnamed_row
from corpus.text.links import plain
from corpus.text.strings import squeezed

_MOST_PLACES = 200_000
"""Places of a grid; a table that spans more, by a few numbers in its markup, is given without names."""
_WIDEST_SPAN = 1_000
"""Columns, as in the HTML standard."""
_LONGEST_REPEATED = 500
"""Characters; a longer cell stands in the first of its rows only, and names no column: no line is said without end."""


@dataclass(frozen=True, slots=True, eq=False)
class GridCell:
    """One cell as the file has it: its text, on one line, with links marked; how many rows and columns it covers."""

    text: str
    rows: int = 1
    columns: int = 1
    heading: bool = False
    """Whether the markup calls it one."""

    @property
    def is_empty(self) -> bool:
        """Tell whether it says nothing."""
        return not self.text.strip()


Place = GridCell | None
"""What stands in one row and one column; ``None``: no cell covers it."""


@dataclass(slots=True)
class Grid:
    """A table on its grid."""

    places: list[list[Place]] = field(default_factory=list)
    """By row and column; every row has the same width."""
    is_sound: bool = True
    """Whether no two cells cover one place, and the table is not too large to lay out."""

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.places[0]) if self.places else 0


def place_on_grid(rows: Sequence[Sequence[GridCell]]) -> Grid:
    """Lay cells out as the HTML standard does: each in the first free place of its row, down and across as it spans.

    https://html.spec.whatwg.org/multipage/tables.html#forming-a-table
    """
    places: list[dict[int, GridCell]] = [{} for _ in rows]
    is_sound, covered = True, 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in places[number]:
                column += 1
            down = min(max(cell.rows, 1), len(rows) - number)
            across = min(max(cell.columns, 1), _WIDEST_SPAN)
            covered += down * across
            if covered > _MOST_PLACES:
                return Grid([list(row) for row in rows], is_sound=False)
            for lower in places[number : number + down]:
                is_sound &= not any(at in lower for at in range(column, column + across))
                lower.update(dict.fromkeys(range(column, column + across), cell))
            column += across
    width = max((max(row, default=-1) + 1 for row in places), default=0)
    if width * len(rows) > _MOST_PLACES:
        return Grid([list(row) for row in rows], is_sound=False)
    return Grid([[row.get(column) for column in range(width)] for row in places], is_sound)


def grid_lines(grid: Grid) -> list[str]:
    """Write one line a row: ``Country: Niger; Year: 2019`` under a header, else ``Niger | 2019``.

    A row that is one cell over the whole width is a line of its own, and so are names that no cell stands under. The
    header is what the markup calls one, else what its words show to be one.
    """
    rows = [row for row in _long_ones_once(grid.places) if any(place and not place.is_empty for place in row)]
    titles = list(takewhile(_is_one_cell, rows))
    table = rows[len(titles) :]
    lines = [_unnamed(row) for row in titles]
    depth = header_depth(table)
    if grid.is_sound and len(table) > depth and (depth > 1 or _is_heading(table[0]) or _names_columns(table)):
        names = column_names(table[:depth])
        if max(map(len, names), default=0) <= _LONGEST_REPEATED:
            said = {column for row in table[depth:] for column, place in _first_places(row) if not place.is_empty}
            unsaid = [
                name for column, name in enumerate(names) if name and column not in said and name not in names[:column]
            ]
            lines += [" | ".join(unsaid)] if unsaid else []
            return [*lines, *(_named(names, row) for row in table[depth:])]
    return [*lines, *map(_unnamed, table)]


def _long_ones_once(rows: Sequence[Sequence[Place]]) -> Iterator[Sequence[Place]]:
    """Take long cells out of the rows below their first one."""
    above: set[int] = set()
    for row in rows:
        yield [None if id(place) in above else place for place in row]
        above.update(id(place) for place in row if place and len(place.text) > _LONGEST_REPEATED)


def header_depth(rows: Sequence[Sequence[Place]]) -> int:
    """Count the rows of a header whose first row is the first one.

    A name that spans rows takes the rows below it in. So does one that spans columns, where a lower name stands under
    each of them and every other name goes on below, or has nothing below it. So do rows that the markup calls headings.
    A row that is one cell over the whole width names no columns: it heads a group of rows.
    """
    depth = 1
    while (
        depth < len(rows) - 1
        and not _is_one_cell(rows[depth])
        and (_goes_on(rows[depth - 1], rows[depth]) or (_is_heading(rows[depth - 1]) and _is_heading(rows[depth])))
    ):
        depth += 1
    return depth


def _names_columns(table: Sequence[Sequence[Place]]) -> bool:
    """Tell by its words whether the first row names columns; one name over several of them is one."""
    firsts = [column for column, _ in _first_places(table[0])]
    return names_columns([[_text(row[column]) for column in firsts] for row in table])


def _is_heading(row: Sequence[Place]) -> bool:
    return all(place.heading for place in row if place and not place.is_empty)


def _is_one_cell(row: Sequence[Place]) -> bool:
    """Tell whether one cell covers the whole width."""
    return len(row) > 1 and len(set(map(id, row))) == 1


def column_names(rows: Sequence[Sequence[Place]]) -> list[str]:
    """Join the names of each column, the upper one first; each cell counts once."""
    columns = zip(*rows, strict=True)
    return [
        squeezed(" ".join(place.text for place in dict.fromkeys(column) if place)).rstrip(" :") for column in columns
    ]


def _goes_on(upper: Sequence[Place], lower: Sequence[Place]) -> bool:
    """Tell whether a row of names goes on in the row below: each name spans both, or is divided, or has none below."""
    is_divided = any(above is below for above, below in zip(upper, lower, strict=True))
    start = 0
    for cell, group in groupby(upper, key=_Same):
        end = start + sum(1 for _ in group)
        below = [place for place in lower[start:end] if place and place is not cell.place and not place.is_empty]
        start = end
        names = {plain(place.text) for place in below}
        divided = len(names) == len(below) > 1
        if below and not divided and not cell.is_blank:
            return False
        is_divided |= divided and not cell.is_blank
    return is_divided


@dataclass(slots=True)
class _Same:
    """A place as a key that is equal for the places of one cell only."""

    place: Place

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.place is other.place

    @property
    def is_blank(self) -> bool:
        return self.place is None or self.place.is_empty


def _named(names: Sequence[str], row: Sequence[Place]) -> str:
    if _is_one_cell(row):
        return _unnamed(row)
    parts: list[tuple[str, str]] = []
    for column, place in _first_places(row):
        name, text = _name_over(names, row, column), _text(place)
        # words under one name go on; figures under one stay apart
        if parts and name == parts[-1][0] and text and not (_has_digit(text) or _has_digit(parts[-1][1])):
            parts[-1] = (name, f"{parts[-1][1]} {text}")
        elif text:
            parts.append((name, text))
    return "; ".join(f"{name}: {text}" if name else text for name, text in parts)


def _name_over(names: Sequence[str], row: Sequence[Place], column: int) -> str:
    """Name a cell by its column, or by the first and the last of a series that it spans: ``Q1 – Q3``."""
    covered = [names[at] for at in range(column, len(row)) if row[at] is row[column]]
    is_series = len(set(covered)) > 1 and all(map(_has_digit, covered))
    return f"{covered[0]} – {covered[-1]}" if is_series else names[column]


def _unnamed(row: Sequence[Place]) -> str:
    firsts = dict(_first_places(row))
    blank = [column for column, place in enumerate(row) if place is None]
    return unnamed_row([_text(firsts.get(column)) for column in sorted({*firsts, *blank})])


def _first_places(row: Sequence[Place]) -> Iterator[tuple[int, GridCell]]:
    """List the cells of a row with the first column that each covers."""
    before: Place = None
    for column, place in enumerate(row):
        if place is not None and place is not before:
            yield column, place
        before = place


def _text(place: Place) -> str:
    return squeezed(place.text) if place else ""


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in plain(text))
