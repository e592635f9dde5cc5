"""Linearisation of tables: a table of data to lines that can be read, searched and quoted without it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.text.links import plain
from corpus.text.strings import squeezed
from corpus.vocabularies.page_labels import field_of

_LONGEST_NAME = 60
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_NAME = re.compile(r"\d{3}|[.!?]$")


def rows_as_lines(rows: Sequence[Sequence[str]], *, header: bool | None = None) -> list[str]:
    """Write one line a row: ``Country: Niger; Year: 2019`` where the first row names columns, else ``Niger | 2019``.

    :param header: whether it does, where the markup says so; else its words tell.
    """
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    filled = [row for row in cleaned if any(row)]
    if not (names_columns(filled) if header is None else header and len(filled) > 1):
        return [unnamed_row(row) for row in filled]
    names = [name.rstrip(" :") for name in filled[0]]
    return ["; ".join(_named(names, row)) for row in filled[1:]]


def unnamed_row(cells: Sequence[str]) -> str:
    """Write a row whose columns have no names: an empty cell keeps its place, so that none moves to another column."""
    last = max((number for number, cell in enumerate(cells) if cell), default=-1)
    return squeezed(" | ".join(cells[: last + 1]))


def _named(names: Sequence[str], row: Sequence[str]) -> list[str]:
    padded = [*names, *[""] * (len(row) - len(names))]
    return [f"{name}: {cell}" if name else cell for name, cell in zip(padded, row, strict=False) if cell]


def names_columns(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns: short names, each said once, with cells below each.

    The first column may have no name, and the others may be years.

    Links may be marked in the cells (see :mod:`corpus.text.links`).

    Two columns may as well be labels and values; there a known label or a column of numbers has to speak for it.
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return False
    head, *below = [[plain(cell) for cell in row] for row in rows]
    years = [name for name in head[1:] if _YEAR.fullmatch(name)]
    if years and any(_YEAR.fullmatch(row[0]) for row in below):
        return False
    plain_names = [name for name in head[not head[0] and len(head) > 2 :] if name not in years]
    short = all(name and len(name) <= _LONGEST_NAME and not _NO_NAME.search(name) for name in plain_names)
    columns = [[row[number] for row in below if number < len(row) and row[number]] for number in range(len(head))]
    once = len(set(head)) == len(head) and not any(name in row for row in below for name in head if name)
    if not (short and once and all(columns)):
        return False
    numbers = len(below) > 1 and any(all(re.search(r"\d", cell) for cell in column) for column in columns)
    return len(head) > 2 or numbers or any(field_of(name) for name in head)
