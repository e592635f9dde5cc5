"""A table in a page as lines that can be read one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.labels import field_of, section_of

_LONGEST_NAME = 60
_NUMBER = re.compile(r"[\W\d]*\d[\W\d]*")
"""A cell that is nothing but a number, an amount or a date in figures."""


def rows_as_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows of a table as lines: ``Country: Niger; Year: 2019`` below a header, ``Niger | 2019`` without one.

    A table of two columns, label and value, gives ``Country: Niger`` for each of its rows.
    """
    kept = [cells for row in rows if any(cells := [" ".join(cell.split()) for cell in row])]
    labels = sum(is_label(cells[0]) for cells in kept)
    if all(len(cells) == 2 for cells in kept) and labels > len(kept) / 2:
        return [_labelled(cells) for cells in kept]
    if not _has_header(kept):
        return [" | ".join(filter(None, cells)) for cells in kept]
    header, *body = kept
    return [_below(header, cells) for cells in body]


def is_label(cell: str) -> bool:
    """Whether a cell says what the one beside it is."""
    return cell.endswith(":") or bool(field_of(cell) or section_of(cell))


def _labelled(cells: Sequence[str]) -> str:
    label, value = cells
    return f"{label.removesuffix(':')}: {value}" if label and value else label or value


def _has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: short names, all different, above at least one row of as many cells."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    first = rows[0]
    names = [cell for cell in first if cell and len(cell) <= _LONGEST_NAME and not _NUMBER.fullmatch(cell)]
    plain = len(set(names)) == len(first) and not any(name.endswith((".", ";")) for name in names)
    return plain and any(len(row) == len(first) for row in rows[1:])


def _below(header: Sequence[str], cells: Sequence[str]) -> str:
    if len(cells) != len(header):
        return " | ".join(filter(None, cells))
    return "; ".join(f"{name.removesuffix(':')}: {cell}" for name, cell in zip(header, cells, strict=True) if cell)
