"""Tables of an HTML page: which of them hold data, and their rows as lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from corpus.parsing.page import Line
from corpus.parsing.table_lines import rows_as_lines
from corpus.readers.html.labels import HTML_LABEL_LEVEL, field_of_label, looks_like_label
from corpus.vocabularies.page_labels import section_of

_LONGEST_CELL = 500
"""Characters; a longer cell is part of a layout, or a text with a label beside it."""
_LAYOUT = "table, h1, h2, h3, h4, h5, h6"


@dataclass(slots=True)
class HtmlCell:
    """One cell: the lines in it, and whether the markup calls it a heading."""

    heading: bool
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The cell on one line."""
        return "; ".join(line.removeprefix("- ") for line in self.lines)


def is_data_table(table: LexborNode) -> bool:
    """Tell whether a table holds data in cells, and not a page laid out in columns."""
    if len(table.css(_LAYOUT)) > 1:
        return False
    cells = table.css("td, th")
    return len(cells) > len(table.css("tr")) and all(len(cell.text()) <= _LONGEST_CELL for cell in cells)


def html_table_lines(rows: Sequence[Sequence[HtmlCell]]) -> Iterator[Line]:
    """Write the rows of a table as lines; labels and values with the fields that they name."""
    kept = [row for row in rows if any(cell.lines for cell in row)]
    pairs = [row for row in kept if len(row) == 2]
    named = sum(row[0].heading and not row[1].heading for row in pairs)
    labels = sum(looks_like_label(row[0].text) for row in pairs)
    if pairs and max(named, labels) > len(kept) / 2:
        for row in kept:
            yield from _label_and_value(row)
    else:
        header = all(cell.heading for cell in kept[0]) if kept else None
        lines = rows_as_lines([[cell.text for cell in row] for row in kept], header=header or None)
        yield from (Line(line, row=True) for line in lines)


def _label_and_value(row: Sequence[HtmlCell]) -> Iterator[Line]:
    label, *values = row
    name = label.text.removesuffix(":").strip()
    if known := field_of_label(name):
        yield from (Line(line, field=known) for value in values for line in value.lines)
    elif section_of(name) and values:
        yield Line(name, HTML_LABEL_LEVEL)
        yield from (Line(line) for value in values for line in value.lines)
    else:
        text = "; ".join(value.text for value in values if value.lines)
        yield Line(f"{name}: {text}" if name and text else name or text)
