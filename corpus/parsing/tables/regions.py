"""Regions of a sheet: tables one under the other or beside each other, each with the rows below its header."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.parsing.tables.columns import Labels
from corpus.parsing.tables.grid import CellGrid
from corpus.parsing.tables.headers import Header, find_header

Titles = dict[int, list[int]]
"""The columns of titles by the rows that name them."""

_MOST_BESIDE = 16
"""Tables beside each other; a row that names more titles than that is one table."""


@dataclass(frozen=True, slots=True)
class Region:
    """A table: its header, the columns it has, and its rows, by their index."""

    header: Header
    columns: range
    rows: range


def find_regions(grid: CellGrid, labels: Labels, taken: Sequence[tuple[range, range]] = ()) -> list[Region]:
    """Find the tables of practices in a grid.

    A table begins at a row that names a title and something else, or at the one that names most, and goes on to the
    next such row that lies below it.

    :param taken: rows and columns that belong to forms.
    """
    titles = _title_rows(grid, labels, taken)
    headers = {row: find_header(grid, labels, row) for row in titles}
    firsts = {row: header.first for row, header in headers.items()}
    regions: list[Region] = []
    rows = list(titles)
    last = -1
    for number, row in enumerate(rows):
        if row > last:  # not the lower row of a header that has been taken
            regions += _regions_of_row(grid, headers[row], titles, islice(rows, number + 1, None), firsts)
            last = headers[row].last
    return regions


def _title_rows(grid: CellGrid, labels: Labels, taken: Sequence[tuple[range, range]]) -> dict[int, list[int]]:
    """Find the rows that name a title, with the columns in which they do."""
    known: dict[int, tuple[int, list[int]]] = {}
    by_row: dict[int, list[range]] = {}
    for rows, width in taken:
        for number in rows:
            by_row.setdefault(number, []).append(width)
    for number, row in enumerate(grid.rows):
        forms = by_row.get(number, ())
        columns = [c for c in grid.filled(row, range(len(row.cells))) if not any(c in form for form in forms)]
        titles = [column for column in columns if labels.is_title(row.cell(column))]
        if titles and _names_practice(grid, labels, number, columns):
            known[number] = sum(labels.target(row.cell(column)) is not None for column in columns), titles
    if not known:
        return {}
    most = max(count for count, _ in known.values())
    if most == 1:
        first = min(known)
        return {first: known[first][1]}
    return {number: titles for number, (count, titles) in known.items() if count > 1}


def _names_practice(grid: CellGrid, labels: Labels, number: int, columns: Iterable[int]) -> bool:
    """Tell whether a row, or one with the rest of its header, names what practices have."""
    row = grid.rows[number]
    cells = [row.cell(column) for column in columns]
    if labels.names_practice(cells):
        return True
    header = find_header(grid, labels, number)
    around = grid.rows[header.first : header.last + 1]
    return len(around) > 1 and labels.names_practice(cell.strip() for row in around for cell in row.cells)


def _regions_of_row(
    grid: CellGrid, header: Header, all_titles: Titles, below: Iterator[int], firsts: dict[int, int]
) -> Iterator[Region]:
    """Part what lies below a header into tables beside each other.

    :param below: rows that name titles below it.
    """
    titles = all_titles[header.row]
    if len(titles) > _MOST_BESIDE:
        titles = titles[:1]
    end = _end(grid, header, all_titles, below, firsts)
    pieces = _pieces(grid, range(header.first, end))
    repeated = _repetition(grid, header)
    if len(all_titles[header.row]) > _MOST_BESIDE:
        pieces = [range(pieces[0].start, pieces[-1].stop)]
    elif repeated and len(pieces) == 1:
        pieces = [range(start, start + repeated) for start in range(pieces[0].start, pieces[0].stop, repeated)]
    for columns in _joined(grid, pieces, titles, header, end):
        yield Region(header, columns, range(header.last + 1, end))


def _end(grid: CellGrid, header: Header, all_titles: Titles, below: Iterator[int], firsts: dict[int, int]) -> int:
    """Find the row at which the next table below begins; one that begins beside this one does not end it."""
    titles = all_titles[header.row][:_MOST_BESIDE]
    filled: set[int] = set()
    counted = header.first
    for row in below:
        if row <= header.last:
            continue
        filled |= _filled_columns(grid, range(counted, row))
        counted = row
        pieces = [piece for piece in _runs(filled) if any(title in piece for title in titles)]
        if any(other in piece for piece in pieces for other in all_titles[row][:_MOST_BESIDE]):
            return max(firsts[row], header.last + 1)
    return len(grid.rows)


def _pieces(grid: CellGrid, rows: range) -> list[range]:
    """Part rows at the columns in which nothing stands."""
    return _runs(_filled_columns(grid, rows))


def _filled_columns(grid: CellGrid, rows: range) -> set[int]:
    return {column for number in rows for column, cell in enumerate(grid.rows[number].cells) if cell.strip()}


def _runs(columns: set[int]) -> list[range]:
    runs: list[range] = []
    for column in sorted(columns):
        if runs and runs[-1].stop == column:
            runs[-1] = range(runs[-1].start, column + 1)
        else:
            runs.append(range(column, column + 1))
    return runs


def _repetition(grid: CellGrid, header: Header) -> int:
    """Return after how many columns the names of a header are said again, 0 where they are not."""
    cells = [cell.strip() for cell in grid.rows[header.row].cells]
    while cells and not cells[-1]:
        cells.pop()
    for width in range(2, len(cells) // 2 + 1):
        if len(cells) % width == 0 and cells == cells[:width] * (len(cells) // width):
            return width
    return 0


def _joined(grid: CellGrid, pieces: list[range], titles: list[int], header: Header, end: int) -> list[range]:
    """Join the pieces of one table, between which a column was left free, and leave out the lists beside it.

    A piece without a title is a list of its own where it has names of its own and rows that do not go with those of
    the table: they begin below the header without a gap and end elsewhere.
    """
    rows = range(header.last + 1, end)
    mains = [column for piece in pieces if any(title in piece for title in titles) for column in piece]
    main = {number for number in rows if any(grid.rows[number].cell(column) for column in mains)}
    tables: list[range] = []
    for piece in pieces:
        if any(title in piece for title in titles):
            joins = tables and not any(title in tables[-1] for title in titles)
            tables.append(range(tables.pop().start if joins else piece.start, piece.stop))
        elif not _is_list(grid, piece, header, rows, main):
            tables.append(range(tables.pop().start if tables else piece.start, piece.stop))
    return [table for table in tables if any(title in table for title in titles)]


def _is_list(grid: CellGrid, piece: range, header: Header, rows: range, main: set[int]) -> bool:
    names = grid.rows[header.first : header.last + 1]
    if not any(row.cell(column) for row in names for column in piece):
        return True  # a note, or a table whose header stands elsewhere
    own = [number for number in rows if any(grid.rows[number].cell(column) for column in piece)]
    if len(piece) == 1 or not own:
        return False
    runs_on = own == list(range(rows.start, rows.start + len(own)))
    return (runs_on and set(own) != main) or not set(own) <= main
