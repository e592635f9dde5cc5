"""Columns: what the names of a table's cells stand for, also where a header has two rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.model import SectionKind
from corpus.parsing.column_mapping import IGNORE, ColumnMapping
from corpus.parsing.record import EXTRA, is_bare_name, may_name_target, target_of
from corpus.text.strings import clean, squeezed

TITLE = "title"
_LONGEST_LABEL = 120
_ABOUT_THE_PAGE = frozenset("id url language type title digest_of submitted".split())
"""What a list of codes or persons may say as well as one of practices."""
_FAMILIES = (
    {"dates", "start", "end", "submitted"},
    {"countries", "regions"},
    {"primary_objectives", "secondary_objectives", "principles", "sdgs"},
)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column, or a line of a form: its name as written, and what it stands for (``None``: kept under its name)."""

    name: str
    target: str | None
    lower_name: str = ""
    """In a header of two rows the one that tells what it stands for, where the upper one is of nothing known."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the names of a table stand for: by its mapping, else by the words themselves."""

    mapping: ColumnMapping
    _known: dict[str, str | None] = field(default_factory=dict)

    def target(self, cell: str) -> str | None:
        """Return what a cell names where it is a name: the id, a field, the body, a section, or a mapping's target."""
        if not cell or len(cell) > _LONGEST_LABEL:
            return None
        if cell not in self._known:
            name = label_name(cell)
            known = target_of(name) if may_name_target(name) else None
            self._known[cell] = self.mapping.targets.get(name) or known
        return self._known[cell]

    def is_title(self, cell: str) -> bool:
        """Tell whether a cell names the title."""
        return (target := self.target(cell)) is not None and target_of(target) == TITLE

    def names_practice(self, cells: Iterable[str]) -> bool:
        """Tell whether names are those of practices, a title among them.

        A bare "Name" may be that of a person or a code: something that practices have must stand beside it.
        """
        cells = list(cells)
        titles = [cell for cell in cells if self.is_title(cell)]
        if not titles:
            return False
        mapped = any(label_name(cell) in self.mapping.targets for cell in titles)
        if mapped or not all(is_bare_name(label_name(cell)) for cell in titles):
            return True
        targets = {self.target(cell) for cell in cells} - {None, EXTRA, IGNORE}
        return any(target_of(target or "") not in _ABOUT_THE_PAGE for target in targets)

    def column(self, parts: Sequence[str]) -> TableColumn:
        """Name a column by the cells of its header, the upper one first.

        The lower name tells what the column holds, unless the upper one is of another field: the country of a partner
        is not that of the practice.
        """
        names = [label_name(part) for part in dict.fromkeys(parts)]
        whole = " ".join(names)
        target = self.target(whole)
        if target is None and len(names) > 1:
            upper, lower = self.target(" ".join(names[:-1])), self.target(names[-1])
            if upper is None and lower is not None:
                return TableColumn(whole, lower, names[-1])
            target = _joined_target(upper, lower)
        return TableColumn(whole, target)


def label_name(cell: str) -> str:
    """Write the name of a column on one line."""
    return clean(squeezed(cell))


def settle_columns(columns: Sequence[TableColumn], mapping: ColumnMapping) -> tuple[TableColumn, ...]:
    """Let names that are sure go before others of the same field, which are then of something else.

    A title goes before a bare name, and a country that stands for itself before one below the name of a group.
    """
    sure = {column.target for column in columns if not _is_doubtful(column, mapping)}
    return tuple(
        replace(column, target=EXTRA)
        if _is_doubtful(column, mapping) and column.target in sure and _is_field(column.target)
        else column
        for column in columns
    )


def _is_doubtful(column: TableColumn, mapping: ColumnMapping) -> bool:
    name = column.lower_name or column.name
    is_bare = column.target == TITLE and name not in mapping.targets and is_bare_name(name)
    return is_bare or bool(column.lower_name)


def _is_field(target: str | None) -> bool:
    return target is not None and not isinstance(target_of(target), SectionKind)


def _joined_target(upper: str | None, lower: str | None) -> str | None:
    """Decide what a column stands for whose two names each stand for something, or one of them."""
    if lower is None:
        return upper if upper is not None and isinstance(target_of(upper), SectionKind) else EXTRA
    if upper is None or isinstance(target_of(upper), SectionKind):
        return lower
    first, second = target_of(upper), target_of(lower)
    alike = first == second or any(first in family and second in family for family in _FAMILIES)
    return lower if alike else EXTRA
