"""Tables that are forms: a label with its value beside it, below it, or in one cell with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.parsing.fields import Written
from corpus.parsing.page import Line
from corpus.readers.forms import form_lines, label_of
from corpus.readers.word.cells import CellRow, WordCell
from corpus.text.dates import parse_dates
from corpus.vocabularies.countries import country_code
from corpus.vocabularies.page_labels import page_field

_LONGEST_LABEL = 120


def is_form(rows: Sequence[CellRow]) -> bool:
    """Tell whether a table is a form that people fill in; else it holds data, or only places text.

    :param rows: each with something in it.
    """
    wide = [row for row in rows if len(row) > 1]
    return not wide or bool(_label_rows(rows)) or _holds_both(rows) or _labels_beside(wide)


def form_table_lines(rows: Sequence[CellRow], stated: Written) -> Iterator[Line]:
    """Write a form as lines of a page.

    :param stated: takes the values of fields that no page's own text has, see :func:`corpus.readers.forms.form_lines`.
    """
    if _holds_both(rows):
        yield from (line for row in rows for cell in row if not cell.repeated for line in _labelled(cell, stated))
        return
    above = _label_rows(rows)
    for kind, numbers in groupby(range(len(rows)), key=lambda number: _kind_of(rows[number], number, above)):
        same = [rows[number] for number in numbers]
        if kind == "above":
            for labels, values in zip(same[0::2], same[1::2], strict=True):
                yield from _values_below(labels, values, stated)
        elif kind == "alone":
            yield from _stacked([row[0] for row in same], stated)
        else:
            yield from _beside(same, stated)


def _kind_of(row: CellRow, number: int, above: set[int]) -> str:
    if number in above or number - 1 in above:
        return "above"
    return "alone" if len(row) == 1 else "beside"


def _label_rows(rows: Sequence[CellRow]) -> set[int]:
    """List the rows of labels with one row of their values below each; more rows below are a table of data."""
    labels = [len(row) > 1 and all(label_of(cell.text) for cell in row) for row in rows]
    values = [len(row) > 1 and not any(label_of(cell.text) for cell in row) for row in rows]
    ends = [*(len(row) == 1 or is_label for row, is_label in zip(rows, labels, strict=True)), True]
    return {n for n in range(len(rows) - 1) if labels[n] and values[n + 1] and ends[n + 2]}


def _values_below(labels: CellRow, values: CellRow, stated: Written) -> Iterator[Line]:
    for label in labels:
        below = [cell for cell in values if label.column <= cell.column < label.end]
        yield from form_lines(label.text, [line for cell in below for line in cell.lines], stated)
    alone = [cell for cell in values if not any(label.column <= cell.column < label.end for label in labels)]
    yield from (line for cell in alone for line in cell.lines)


def _holds_both(rows: Sequence[CellRow]) -> bool:
    """Tell whether most cells hold a label and its value."""
    cells = [cell for row in rows for cell in row if cell.texts]
    both = [cell for cell in cells if _has_value(cell)]
    return len(rows[0]) > 1 and 2 * len(both) > len(cells)


def _has_value(cell: WordCell) -> bool:
    if len(cell.texts) > 1 and label_of(cell.texts[0]):
        return True
    field = page_field(cell.texts[0])
    return field is not None and bool(field[1])


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


def _labels_beside(rows: Sequence[CellRow]) -> bool:
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


def _beside(rows: Sequence[CellRow], stated: Written) -> Iterator[Line]:
    label = ""
    value: list[Line] = []
    for row in rows:
        cells = _without_number(row)
        is_group = len(cells) > 2 and (cells[0].repeated or cells[0].spans_rows)
        for number, cell in enumerate(cells):
            if number == 0 and cell.repeated:
                continue
            is_label = number == 0 or (label_of(cell.text) is not None and number + 1 < len(cells))
            if is_label and (number == 0 or value or (is_group and number == 1)):
                yield from _field(label, value, stated)
                label, value = _first_text(cell), [_hint(line) for line in cell.lines if line.text.strip()][1:]
            else:
                value += cell.lines
    yield from _field(label, value, stated)


def _field(label: str, value: list[Line], stated: Written) -> Iterator[Line]:
    return form_lines(label, value, stated) if label else iter(value)


def _hint(line: Line) -> Line:
    """Set aside what stands below a label in its cell: it tells how to fill in the form."""
    return Line(line.text, menu=True)


def _first_text(cell: WordCell) -> str:
    return next(iter(cell.texts), "")


def _without_number(row: CellRow) -> CellRow:
    """Drop a first cell that only numbers the row."""
    return row[1:] if len(row) > 2 and row[0].text.strip(" .)").isdecimal() else row
