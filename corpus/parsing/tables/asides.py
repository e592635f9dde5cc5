"""Rows of a table that are no records: totals, headings of groups, notes and sources, and other tables below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.parsing.tables.columns import TITLE, Labels, TableColumn
from corpus.parsing.tables.grid import CellGrid, TableRow
from corpus.parsing.tables.headers import looks_like_names
from corpus.parsing.tables.numbers import number_in
from corpus.text.dates import parse_dates
from corpus.text.language_files import gather_words
from corpus.text.strings import fold
from corpus.vocabularies.countries import countries_in, country_code
from corpus.vocabularies.regions import is_region

_TOTALS = frozenset(gather_words(Path(__file__).with_name("words"), "totals"))
_SENTENCE = re.compile(r"\w{2,}[.!?](?:\s|$)|[:：]\s|[:：]$")
_SAMPLE = 50
"""Records whose cells tell what a column holds."""
_PROSE = 4
"""Words; a column in which no cell has fewer holds texts."""

_TYPED: dict[str, Callable[[str], bool]] = {
    "countries": lambda cell: bool(countries_in(cell)[0]) or is_region(cell),
    "dates": lambda cell: parse_dates(cell) is not None,
    "start": lambda cell: parse_dates(cell) is not None,
    "end": lambda cell: parse_dates(cell) is not None,
    "url": lambda cell: "://" in cell,
}
"""Columns whose cells can be told from a name that stands below them."""


def fits(target: str, cell: str) -> bool:
    """Tell whether a cell is what the name of its column says, where that can be told."""
    return target in _TYPED and _TYPED[target](cell)


@dataclass(slots=True)
class Parted:
    """The rows of a table: records, and those that were set aside."""

    records: list[TableRow] = field(default_factory=list)
    asides: list[TableRow] = field(default_factory=list)


def part_rows(
    grid: CellGrid, labels: Labels, names: Sequence[TableColumn], columns: range, rows: Sequence[TableRow]
) -> Parted:
    """Part the rows below a header into records and what else stands there."""
    parted = Parted()
    table = _Table(grid, labels, names, columns)
    has_ended = False
    for number, block in enumerate(_blocks(grid, columns, rows)):
        has_ended = has_ended or (number > 0 and table.is_other_table(block))
        if has_ended:
            parted.asides += block
            continue
        for row in block:
            if not grid.goes_on(row, columns):
                (parted.records if table.take(row) else parted.asides).append(row)
    _set_trailing_aside(table, parted)
    return parted


def _blocks(grid: CellGrid, columns: range, rows: Sequence[TableRow]) -> Iterator[list[TableRow]]:
    """Part rows at those in which the table has nothing."""
    block: list[TableRow] = []
    for row in rows:
        if grid.filled(row, columns):
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _set_trailing_aside(table: _Table, parted: Parted) -> None:
    """Set what stands below the last record aside: rows of one cell, in a table whose records have more."""
    trailing: list[TableRow] = []
    while parted.records and table.is_trailing_note(parted.records[-1]):
        trailing.append(parted.records.pop())
    if parted.records:
        parted.asides = sorted([*parted.asides, *trailing], key=lambda row: row.number)
    else:
        parted.records = trailing[::-1]


@dataclass(slots=True)
class _Sums:
    """The sums of the columns of some rows."""

    rows: int = 0
    by_column: dict[int, float] = field(default_factory=dict)

    def add(self, numbers: Mapping[int, float]) -> None:
        self.rows += 1
        for column, number in numbers.items():
            self.by_column[column] = self.by_column.get(column, 0.0) + number

    def agree(self, numbers: Mapping[int, float]) -> bool:
        """Tell whether numbers are these sums, but for rounding."""
        return self.rows > 0 and all(
            column in self.by_column and abs(self.by_column[column] - number) <= max(1e-6 * abs(number), 0.5)
            for column, number in numbers.items()
        )


@dataclass(slots=True)
class _Table:
    """What the rows of a table are like, as far as they have been read."""

    grid: CellGrid
    labels: Labels
    names: Sequence[TableColumn]
    columns: range
    records: int = 0
    filled: dict[int, int] = field(default_factory=dict)
    """Records that have a cell in a column."""
    fewest_words: dict[int, int] = field(default_factory=dict)
    fits: dict[int, bool] = field(default_factory=dict)
    """Whether all cells of a column are what its name says."""
    bold_titles: int = 0
    since_total: _Sums = field(default_factory=_Sums)
    all_records: _Sums = field(default_factory=_Sums)
    totals: _Sums = field(default_factory=_Sums)

    def take(self, row: TableRow) -> bool:
        """Take in what a row is like, and tell whether it is a record."""
        columns = self.grid.filled(row, self.columns)
        numbers = {column: number for column in columns if (number := number_in(row.cell(column))) is not None}
        if self._is_total(row, columns, numbers):
            self.totals.add(numbers)
            self.since_total = _Sums()
            return False
        if self._is_heading_or_note(row, columns):
            return False
        self.since_total.add(numbers)
        self.all_records.add(numbers)
        self._remember(row, columns)
        return True

    def _remember(self, row: TableRow, columns: Sequence[int]) -> None:
        self.records += 1
        self.bold_titles += self._is_bold(row)
        for column in columns:
            cell = row.cell(column)
            self.filled[column] = self.filled.get(column, 0) + 1
            words = len(cell.split())
            self.fewest_words[column] = min(words, self.fewest_words.get(column, words))
            if self.records <= _SAMPLE and (test := _TYPED.get(self._target(column))):
                self.fits[column] = self.fits.get(column, True) and test(cell)

    def is_other_table(self, block: Sequence[TableRow]) -> bool:
        """Tell whether rows below a blank one are a table of their own: names, then cells, that do not fit here."""
        first = block[0]
        columns = self.grid.filled(first, self.columns)
        if len(block) < 2 or len(columns) < 2 or not looks_like_names(self.grid, first, self.columns):
            return False
        typed = [column for column in columns if self.fits.get(column)]
        if any(_TYPED[self._target(column)](first.cell(column)) for column in typed):
            return False
        texts = [column for column in columns if self.fewest_words.get(column, 0) >= _PROSE]
        always = [column for column, count in self.filled.items() if count == self.records > 1]
        left_out = [column for column in always if not any(row.cell(column) for row in block)]
        known = [column for column in columns if self.labels.target(first.cell(column))]
        is_bold = {(first.number, column) for column in columns} <= self.grid.bold and not self.bold_titles
        return (
            bool(typed)
            or (bool(texts) and all(len(first.cell(column).split()) < _PROSE for column in texts))
            or len(left_out) > 1
            or 2 * len(known) >= len(columns)
            or is_bold
        )

    def is_trailing_note(self, row: TableRow) -> bool:
        """Tell whether a row below which no record stands is a note: one cell, where notes stand or like one."""
        columns = self.grid.filled(row, self.columns)
        if not self._is_alone(columns):
            return False
        is_titled = self._target(columns[0]) == TITLE or columns[0] == self.columns.start
        return is_titled or bool(_SENTENCE.search(row.cell(columns[0])))

    def _is_alone(self, columns: Sequence[int]) -> bool:
        """Tell whether a row has one cell, or one that goes over several columns, where records have more."""
        return len(columns) == 1 and any(self._target(column) != TITLE for column in self.filled)

    def _is_heading_or_note(self, row: TableRow, columns: Sequence[int]) -> bool:
        if not self._may_stand_alone(columns):
            return False
        cell = row.cell(columns[0])
        span = self.grid.spans.get((row.number, columns[0]))
        if span and span.left < span.right:
            return True
        if self._target(columns[0]) != TITLE or not self._is_alone(columns):
            return False
        is_named = country_code(cell) or is_region(cell) or (cell.isdecimal() and parse_dates(cell))
        return bool(_SENTENCE.search(cell) or is_named or (self._is_bold(row) and not self.bold_titles))

    def _may_stand_alone(self, columns: Sequence[int]) -> bool:
        return len(columns) == 1 and len(self.columns) > 1

    def _is_total(self, row: TableRow, columns: Sequence[int], numbers: Mapping[int, float]) -> bool:
        texts = [row.cell(column) for column in columns if column not in numbers]
        if len(texts) > 1 or not numbers:
            return False
        if any((row.number, column) in self.grid.sums for column in columns):
            return True
        named = fold(" ".join(re.findall(r"[^\W\d_]+", texts[0]))) if texts else ""
        if named in _TOTALS:
            return True
        lacks_text = any(
            column not in columns and count == self.records and self.fewest_words[column] > 1
            for column, count in self.filled.items()
        )
        is_named = any(named.startswith(f"{total} ") for total in _TOTALS)
        sums = [part for part in (self.since_total, self.all_records, self.totals) if is_named or part.rows > 1]
        return (is_named or lacks_text or not texts) and any(part.agree(numbers) for part in sums)

    def _is_bold(self, row: TableRow) -> bool:
        title = next((c for c in self.columns if self._target(c) == TITLE and row.cell(c)), None)
        return title is not None and (row.number, title) in self.grid.bold

    def _target(self, column: int) -> str:
        return self.names[column - self.columns.start].target or ""
