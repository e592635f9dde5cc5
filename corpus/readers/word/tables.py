"""Tables of a Word file: forms of labels and values, tables of data, and tables that only place text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from corpus.parsing.fields import Written
from corpus.parsing.page import Line
from corpus.parsing.table_grid import Grid, GridCell, Place, grid_lines, header_depth
from corpus.readers.forms import OPEN_BOXES, TICKED_BOXES
from corpus.readers.word.cells import CellRow, WordCell
from corpus.readers.word.form_tables import form_table_lines, is_form
from corpus.text.links import plain

_LONGEST_IN_GRID = 3
"""Lines of a cell; a table with longer cells only places its text."""


def word_table_lines(rows: Sequence[CellRow], stated: Written) -> Iterator[Line]:
    """Write a table as lines of a page.

    :param stated: takes the values of fields that no page's own text has, see :func:`corpus.readers.forms.form_lines`.
    """
    rows = list(rows)
    yield from (line for row in rows for cell in row for line in cell.lines if line.menu)
    rows = [_join_boxes([_without_furniture(cell) for cell in row]) for row in rows]
    rows = [row for row in rows if any(cell.texts and not cell.repeated for cell in row)]
    if not rows:
        return
    if is_form(rows):
        yield from form_table_lines(rows, stated)
    elif any(_is_long(cell) for row in rows for cell in row):
        yield from (line for row in rows for cell in row for line in cell.lines if not cell.repeated)
    else:
        yield from _data(rows)


def _without_furniture(cell: WordCell) -> WordCell:
    return replace(cell, lines=tuple(line for line in cell.lines if not line.menu))


def _is_long(cell: WordCell) -> bool:
    """Tell whether a cell holds more than a name or a figure: several lines, or a table of its own."""
    return len(cell.texts) > _LONGEST_IN_GRID or any(line.row for line in cell.lines)


def _data(rows: Sequence[CellRow]) -> Iterator[Line]:
    """Write a table of data; the rows of names that are said again below are furniture."""
    grid = _on_grid(rows)
    first = len(list(takewhile(lambda row: len(set(map(id, row))) == 1, grid.places)))
    first += header_depth(grid.places[first:])
    names = [set(map(_text, column)) for column in zip(*grid.places[:first], strict=True)]
    below = [(row, _says_names(row, names)) for row in grid.places[first:]]
    places = [*grid.places[:first], *(row for row, again in below if not again)]
    yield from (Line.of(text, row=True) for text in grid_lines(Grid(places, grid.is_sound)))
    yield from (Line(" ".join(map(_text, dict.fromkeys(row))), menu=True) for row, again in below if again)


def _says_names(row: Sequence[Place], names: Sequence[Collection[str]]) -> bool:
    """Tell whether a row says the names of the columns again: two at least, and not figures alone."""
    said = [(_text(place), column) for place, column in zip(row, names, strict=True) if _text(place)]
    texts = {text for text, _ in said}
    has_words = any(not any(character.isdecimal() for character in text) for text in texts)
    return len(texts) > 1 and has_words and all(text in column for text, column in said)


def _on_grid(rows: Sequence[CellRow]) -> Grid:
    """Lay the cells out in their columns; a cell that goes on is one cell."""
    width = max(row[-1].end for row in rows if row)
    first = next(number for number, row in enumerate(rows) if len(row) > 1)
    below = [cell for row in rows[first + 1 :] for cell in row if cell.texts]
    is_set_off = all(cell.bold for cell in rows[first] if cell.texts) and not all(cell.bold for cell in below)
    places: list[list[Place]] = []
    for number, row in enumerate(rows):
        line: list[Place] = [None] * width
        for cell in row:
            above = places[-1][cell.column] if places and cell.repeated else None
            is_heading = cell.heading or (number == first and is_set_off)
            place = above or GridCell(cell.marked, columns=cell.columns, heading=is_heading)
            line[cell.column : cell.end] = [place] * cell.columns
        places.append(line)
    return Grid(places)


def _text(place: Place) -> str:
    return plain(place.text) if place else ""


def _join_boxes(row: CellRow) -> CellRow:
    """Join a box to tick and the option in the cell beside it into one cell."""
    joined: CellRow = []
    for cell in row:
        if joined and joined[-1].text in (*TICKED_BOXES, *OPEN_BOXES) and cell.text:
            box, lines = joined[-1], (Line.of(f"{joined[-1].marked} {cell.marked}"),)
            joined[-1] = replace(cell, lines=lines, column=box.column, columns=cell.end - box.column)
        else:
            joined.append(cell)
    return joined
