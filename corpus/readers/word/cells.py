"""The cells of Word's tables, each in its columns of the grid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from corpus.parsing.page import Line
from corpus.readers.word.xml import (
    Element,
    child,
    inside,
    is_on,
    is_placeholder,
    number_of,
    value_of,
)

_WIDEST = 63
"""Columns of a table of Word's."""


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell: its lines, whether all of them are bold, and its place."""

    lines: tuple[Line, ...]
    bold: bool = False
    repeated: bool = False
    """Whether it only goes on from the row above."""
    column: int = 0
    columns: int = 1
    spans_rows: bool = False
    """Whether it goes on in the row below."""
    heading: bool = False
    """Whether the file says that its row names the columns."""

    @property
    def texts(self) -> list[str]:
        """The lines that say something."""
        return [line.text.strip() for line in self.lines if line.text.strip() and not line.menu]

    @property
    def text(self) -> str:
        """All on one line."""
        return " ".join(self.texts)

    @property
    def marked(self) -> str:
        """All on one line, with links marked."""
        return " ".join(line.marked.strip() for line in self.lines if line.text.strip() and not line.menu)

    @property
    def end(self) -> int:
        """The column after its last one."""
        return self.column + self.columns


CellRow = list[WordCell]


class ReadCell(Protocol):
    """A function from a cell to its lines; ``is_gone`` says that nobody sees it."""

    def __call__(self, element: Element, *, is_gone: bool = False) -> WordCell:
        """Read the cell."""


def read_rows(table: Element, read_cell: ReadCell) -> Iterator[CellRow]:
    """Read the rows of a table; a cell that is merged with the one above repeats it, by its columns.

    A cell that nobody sees (deleted, hidden, a field that was not filled in) has furniture only.
    """
    above: dict[int, WordCell] = {}
    for row in inside(table, "tr"):
        properties = child(row, "trPr")
        is_gone = child(properties, "del") is not None or is_on(value_of(properties, "hidden"))
        is_heading = is_on(value_of(properties, "tblHeader"))
        column = min(number_of(properties, "gridBefore") or 0, _WIDEST)
        cells: CellRow = []
        for element in inside(row, "tc"):
            own = child(element, "tcPr")
            columns = min(max(number_of(own, "gridSpan") or 1, 1), _WIDEST)
            down, across = _merge(own, "vMerge"), _merge(own, "hMerge")
            is_unseen = is_gone or child(own, "cellDel") is not None or _is_unfilled(element, row)
            if across == "continue" and cells:
                cells[-1] = _wider(cells[-1], read_cell(element, is_gone=True), columns)
            elif down == "continue" and column in above and not is_gone:
                hidden = tuple(line for line in read_cell(element, is_gone=True).lines if line.text)
                cells.append(_below(above[column], hidden, columns))
            else:
                cell = read_cell(element, is_gone=is_unseen)
                cells.append(
                    replace(cell, column=column, columns=columns, spans_rows=down == "restart", heading=is_heading)
                )
            column += columns
        yield cells
        if not is_gone:
            above = {cell.column: cell for cell in cells if cell.spans_rows}


def _merge(properties: Element | None, name: str) -> str:
    value = value_of(properties, name)
    return "continue" if value == "" else value or ""


def _below(cell: WordCell, hidden: tuple[Line, ...], columns: int) -> WordCell:
    shown = tuple(line for line in cell.lines if not line.menu)
    return replace(cell, lines=(*shown, *hidden), columns=columns, repeated=True)


def _wider(cell: WordCell, hidden: WordCell, columns: int) -> WordCell:
    lines = (*cell.lines, *(line for line in hidden.lines if line.text))
    return replace(cell, lines=lines, columns=cell.columns + columns)


def _is_unfilled(cell: Element, row: Element) -> bool:
    """Tell whether a cell lies in a content control in which nothing has been filled in."""
    around = cell.getparent()
    while around is not None and around is not row:
        if is_placeholder(around):
            return True
        around = around.getparent()
    return False
