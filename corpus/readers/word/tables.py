"""Tables of a Word file: forms of labels and values, tables of data, and tables that only place text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.parsing.fields import Written
from corpus.parsing.page import Line
from corpus.parsing.table_lines import rows_as_lines
from corpus.readers.forms import OPEN_BOXES, TICKED_BOXES, form_lines, label_of
from corpus.readers.word.xml import Element, attribute, child, inside
from corpus.text.dates import parse_dates
from corpus.vocabularies.countries import country_code

_LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell: its lines, whether all of them are bold, and whether it only goes on from the row above."""

    lines: tuple[Line, ...]
    bold: bool = False
    repeated: bool = False

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


CellRow = list[WordCell]


def read_rows(table: Element, read_cell: Callable[[Element], WordCell]) -> Iterator[list[WordCell]]:
    """Read the rows of a table; a cell that is merged with the one above repeats it."""
    above: list[WordCell] = []
    for row in inside(table, "tr"):
        if child(child(row, "trPr"), "del") is not None:
            continue
        cells: list[WordCell] = []
        for number, element in enumerate(inside(row, "tc")):
            merge = child(child(element, "tcPr"), "vMerge")
            goes_on = merge is not None and attribute(merge, "val") != "restart" and number < len(above)
            cells.append(replace(above[number], repeated=True) if goes_on else read_cell(element))
        yield cells
        above = cells


def word_table_lines(rows: Sequence[CellRow], stated: Written) -> Iterator[Line]:
    """Write a table as lines of a page.

    :param stated: takes the values of fields that no page's own text has, see :func:`corpus.readers.forms.form_lines`.
    """
    rows = [_join_boxes(row) for row in rows]
    rows = [row for row in rows if any(cell.lines for cell in row)]
    if not rows:
        return
    wide = [row for row in rows if len(row) > 1]
    if not wide:
        yield from _stacked([row[0] for row in rows], stated)
    elif _labels_above(rows):
        for label, value in zip(rows[0], rows[1], strict=True):
            yield from form_lines(label.text, value.lines, stated)
    elif _is_form(wide):
        yield from _form(rows, stated)
    elif any(len(cell.texts) > 3 for row in rows for cell in row):
        yield from (line for row in rows for cell in row for line in cell.lines if not cell.repeated)
    else:
        yield from (Line.of(text, row=True) for text in rows_as_lines([[cell.marked for cell in row] for row in rows]))
        yield from (line for row in rows for cell in row for line in cell.lines if line.menu and not cell.repeated)


def _join_boxes(row: CellRow) -> CellRow:
    """Join a box to tick and the option in the cell beside it into one cell."""
    joined: CellRow = []
    for cell in row:
        if joined and joined[-1].text in (*TICKED_BOXES, *OPEN_BOXES) and cell.text:
            joined[-1] = WordCell((Line.of(f"{joined[-1].marked} {cell.marked}"),))
        else:
            joined.append(cell)
    return joined


def _stacked(cells: Sequence[WordCell], stated: Written) -> Iterator[Line]:
    """Write cells below each other: one that holds a label and nothing else has its value below it."""
    label: WordCell | None = None
    for cell in cells:
        if label is None and len(cell.texts) == 1 and label_of(cell.text):
            label = cell
        elif label is not None:
            yield from form_lines(label.text, cell.lines, stated)
            label = None
        else:
            yield from _labelled(cell, stated)
    if label is not None:
        yield from form_lines(label.text, (), stated)


def _labelled(cell: WordCell, stated: Written) -> Iterator[Line]:
    """Write a cell with its label in its first line, or plain text."""
    first = next((n for n, line in enumerate(cell.lines) if line.text.strip() and not line.menu), None)
    if first is not None and len(cell.texts) > 1 and label_of(cell.lines[first].text):
        yield from form_lines(cell.lines[first].text, [*cell.lines[:first], *cell.lines[first + 1 :]], stated)
    else:
        yield from cell.lines


def _labels_above(rows: Sequence[CellRow]) -> bool:
    return (
        len(rows) == 2
        and len(rows[0]) == len(rows[1]) > 1
        and all(label_of(cell.text) for cell in rows[0])
        and not any(label_of(cell.text) for cell in rows[1])
    )


def _is_form(rows: Sequence[CellRow]) -> bool:
    """Tell whether the first cells are labels: known ones, or set off from the cells beside them as labels are."""
    labels = [_without_number(row)[0] for row in rows]
    known = [label_of(_first_text(cell)) is not None for cell in labels]
    if known[0] and len(rows) > 1 and not any(known[1:]):  # perhaps the names of columns
        value = rows[0][1]
        return (labels[0].bold and not value.bold) or bool(country_code(value.text) or parse_dates(value.text))
    if 2 * sum(known) >= len(rows):
        return True
    set_off = [
        cell.text.endswith((":", "?")) or (cell.bold and not row[-1].bold)
        for cell, row in zip(labels, rows, strict=True)
        if len(row) == 2 and len(cell.text) <= _LONGEST_LABEL
    ]
    return len(set_off) == len(rows) and sum(set_off) * 2 > len(rows)


def _form(rows: Sequence[CellRow], stated: Written) -> Iterator[Line]:
    label = ""
    value: list[Line] = []
    for row in rows:
        cells = _without_number(row)
        if len(cells) == 1:
            yield from form_lines(label, value, stated) if label else ()
            label, value = "", []
            yield from _labelled(cells[0], stated)
            continue
        if cells[0].repeated:
            value += [line for cell in cells[1:] for line in cell.lines]
            continue
        for number, cell in enumerate(cells):
            is_label = number == 0 or (label_of(cell.text) is not None and number + 1 < len(cells))
            if is_label and (number == 0 or value):
                yield from form_lines(label, value, stated) if label else ()
                label, value = _first_text(cell), [_hint(line) for line in cell.lines if line.text.strip()][1:]
            else:
                value += cell.lines
    if label:
        yield from form_lines(label, value, stated)


def _hint(line: Line) -> Line:
    """Set aside what stands below a label in its cell: it tells how to fill in the form."""
    return Line(line.text, menu=True)


def _first_text(cell: WordCell) -> str:
    return next(iter(cell.texts), "")


def _without_number(row: CellRow) -> CellRow:
    """Drop a first cell that only numbers the row."""
    return row[1:] if len(row) > 2 and row[0].text.strip(" .)").isdecimal() else row
