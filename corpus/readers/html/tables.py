"""Tables of an HTML page: which of them hold data, and their rows as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from selectolax.lexbor import LexborNode

from corpus.parsing.page import Line
from corpus.parsing.table_grid import Grid, GridCell, Place, grid_lines, place_on_grid
from corpus.readers.html.labels import HTML_LABEL_LEVEL, field_of_label, looks_like_label
from corpus.readers.html.structure import Content
from corpus.text.links import plain
from corpus.vocabularies.page_labels import section_of

_LONGEST_CELL = 500
"""Characters; a longer cell is part of a layout, or a text with a label beside it."""
_ALL_ROWS = 65_534
_ORDER = {"thead": 0, "tfoot": 2}
"""Where the rows of a group are shown: those of ``tfoot`` last, wherever they are written."""


@dataclass(slots=True)
class HtmlCell:
    """One cell: what it covers, the lines in it with links marked, and whether the markup calls it a heading."""

    heading: bool
    rows: int = 1
    columns: int = 1
    lines: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, node: LexborNode) -> HtmlCell:
        """Make the cell of an element, still empty."""
        return cls(node.tag == "th", _span(node, "rowspan"), _span(node, "colspan"))

    @property
    def text(self) -> str:
        """The cell on one line; a name goes on over a line break."""
        return (" " if self.heading else "; ").join(line.removeprefix("- ") for line in self.lines)

    def on_grid(self, rows_left: int, *, in_head: bool) -> GridCell:
        """Make the cell of the grid; a span ends with the group of rows that it begins in."""
        return GridCell(self.text, min(self.rows, rows_left), self.columns, self.heading or in_head)


@dataclass(slots=True)
class HtmlTable:
    """A table of data as it is read: rows of cells, in groups (``thead``, ``tbody``, ``tfoot``)."""

    rows: list[tuple[int, str, list[HtmlCell]]] = field(default_factory=list)
    """The group, as a number and a tag, and the cells."""

    def open_row(self, node: LexborNode) -> None:
        """Begin a row."""
        group = node.parent
        self.rows.append((group.mem_id, group.tag or "", []) if group is not None else (0, "", []))

    def open_cell(self, node: LexborNode) -> None:
        """Begin a cell, in a row that is open."""
        if self.rows:
            self.rows[-1][2].append(HtmlCell.of(node))

    def add(self, text: str) -> bool:
        """Add a line to the cell that is open; tell whether one is."""
        if not self.rows or not self.rows[-1][2]:
            return False
        self.rows[-1][2][-1].lines.append(text)
        return True

    def lines(self) -> Iterator[Line]:
        """Write the rows as lines; labels and values with the fields that they name."""
        cells: dict[int, HtmlCell] = {}
        rows: list[list[GridCell]] = []
        for _, members in groupby(sorted(self.rows, key=lambda row: _ORDER.get(row[1], 1)), key=lambda row: row[0]):
            group = list(members)
            for number, (_, tag, row) in enumerate(group):
                placed = [cell.on_grid(len(group) - number, in_head=tag == "thead") for cell in row]
                cells |= {id(place): cell for place, cell in zip(placed, row, strict=True)}
                rows.append(placed)
        grid = place_on_grid(rows)
        pairs = _labels_and_values(grid)
        if pairs is None:
            yield from (Line.of(line, row=True) for line in grid_lines(grid))
        else:
            for label, values in pairs:
                yield from _label_and_value(cells[id(label)], [cells[id(value)] for value in values])


def _span(node: LexborNode, name: str) -> int:
    """Read how far a cell spans; 0 rows are all that follow (HTML standard)."""
    written = re.match(r"\s*(\d{1,5})", node.attributes.get(name) or "")
    number = int(written[1]) if written else 1
    return number if number or name == "colspan" else _ALL_ROWS


def is_data_table(table: LexborNode, content: Content) -> bool:
    """Tell whether a table holds data in cells, and not a page laid out in columns.

    :param content: what the table holds, itself counted.
    """
    if content.layouts > 1 or table.attributes.get("role") in ("presentation", "none"):
        return False
    return content.cells > content.rows and content.longest_cell <= _LONGEST_CELL


def _labels_and_values(grid: Grid) -> list[tuple[GridCell, list[GridCell]]] | None:
    """Part a table of labels and values into pairs; ``None`` for one whose columns have names.

    Labels stand in every other column; one may span the rows of several values.
    """
    rows = [[place for place in _distinct(row) if place is not None] for row in grid.places]
    filled = [row for row in rows if any(not place.is_empty for place in row)]
    pairs = [row for row in filled if len(row) > 1 and len(row) % 2 == 0]
    width = max(map(len, filled), default=0)
    has_names = bool(filled) and len(filled[0]) > 1 and all(place.heading for place in filled[0])
    named = 0 if has_names else sum(all(a.heading and not b.heading for a, b in _paired(row)) for row in pairs)
    labels = sum(all(looks_like_label(plain(label.text)) for label, _ in _paired(row)) for row in pairs)
    if not grid.is_sound or not pairs or width % 2 or (width > 2 and max(named, labels) < len(filled)):
        return None
    if max(named, labels) <= len(filled) / 2:
        return None
    values_of: dict[GridCell, dict[GridCell, None]] = {}
    for row in filled:
        if len(row) % 2:
            values_of.setdefault(row[0], {}).update(dict.fromkeys(row[1:]))
        for label, value in _paired(row) if len(row) % 2 == 0 else ():
            values_of.setdefault(label, {})[value] = None
    return [(label, list(values)) for label, values in values_of.items()]


def _paired(row: Sequence[GridCell]) -> Iterator[tuple[GridCell, GridCell]]:
    return zip(row[::2], row[1::2], strict=True)


def _distinct(row: Sequence[Place]) -> Iterator[Place]:
    """List the cells of a row, each once."""
    before: Place = None
    for place in row:
        if place is not before:
            yield place
        before = place


def _label_and_value(label: HtmlCell, values: Sequence[HtmlCell]) -> Iterator[Line]:
    marked_name = label.text.removesuffix(":").strip()
    name = plain(marked_name).removesuffix(":").strip()
    if known := field_of_label(name):
        yield Line(name, field=known, is_label=True)
        yield from (Line.of(line, field=known) for value in values for line in value.lines)
    elif section_of(name) and values:
        yield Line(name, HTML_LABEL_LEVEL)
        yield from (Line.of(line) for value in values for line in value.lines)
    else:
        text = "; ".join(value.text for value in values if value.lines)
        yield Line.of(f"{marked_name}: {text}" if name and text else marked_name or text)
