"""Tables of an HTML page: which of them hold data, and their rows as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from corpus.parsing.page import Line
from corpus.parsing.table_grid import GridCell, grid_lines, place_on_grid
from corpus.readers.html.labels import HTML_LABEL_LEVEL, field_of_label, looks_like_label
from corpus.text.links import plain
from corpus.vocabularies.page_labels import section_of

_LONGEST_CELL = 500
"""Characters; a longer cell is part of a layout, or a text with a label beside it."""
_ALL_ROWS = 65_534
_LAYOUT = "table, h1, h2, h3, h4, h5, h6"


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
        """The cell on one line."""
        return "; ".join(line.removeprefix("- ") for line in self.lines)

    @property
    def on_grid(self) -> GridCell:
        """The cell with its place to come."""
        return GridCell(self.text, self.rows, self.columns, self.heading)


def _span(node: LexborNode, name: str) -> int:
    """Read how far a cell spans; 0 rows are all that follow (HTML standard)."""
    written = re.match(r"\s*(\d{1,5})", node.attributes.get(name) or "")
    number = int(written[1]) if written else 1
    return number if number or name == "colspan" else _ALL_ROWS


def is_data_table(table: LexborNode) -> bool:
    """Tell whether a table holds data in cells, and not a page laid out in columns."""
    if len(table.css(_LAYOUT)) > 1:
        return False
    cells = table.css("td, th")
    return len(cells) > len(table.css("tr")) and all(len(cell.text()) <= _LONGEST_CELL for cell in cells)


def html_table_lines(rows: Sequence[Sequence[HtmlCell]]) -> Iterator[Line]:
    """Write the rows of a table as lines; labels and values with the fields that they name."""
    pairs = [row for row in rows if len(row) == 2 and any(cell.lines for cell in row)]
    filled = sum(any(cell.lines for cell in row) for row in rows)
    named = sum(row[0].heading and not row[1].heading for row in pairs)
    labels = sum(looks_like_label(plain(row[0].text)) for row in pairs)
    if pairs and max(named, labels) > filled / 2:
        for row in rows:
            yield from _label_and_value(row) if any(cell.lines for cell in row) else ()
    else:
        grid = place_on_grid([[cell.on_grid for cell in row] for row in rows])
        yield from (Line.of(line, row=True) for line in grid_lines(grid))


def _label_and_value(row: Sequence[HtmlCell]) -> Iterator[Line]:
    label, *values = row
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
