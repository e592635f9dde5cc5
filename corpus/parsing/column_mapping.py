"""Column mapping of a table: what its columns stand for, where their own names do not tell.

It lies beside the table as ``TABLE.mapping.toml`` (``projects.csv.mapping.toml`` or ``projects.mapping.toml``) or, for
every table of the folder, as ``mapping.toml``::

    [columns]
    "IATI identifier" = "id"
    "Recipient countries" = "countries"
    "Lessons" = "key_lessons"
    "Budget" = "extra"       # kept under its own name
    "Row checked by" = "ignore"
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import PurePath

from corpus.errors import PageError
from corpus.model import SectionKind
from corpus.parsing.record import EXTRA, target_of
from corpus.text.decoding import decode
from corpus.vocabularies.page_labels import FIELD_LABELS

IGNORE = "ignore"
_NAME = "mapping.toml"
_TARGETS = ("id", "text", *dict.fromkeys(FIELD_LABELS.values()), *SectionKind, EXTRA, IGNORE)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What columns stand for, and the file that says so (empty: no file does)."""

    source: str = ""
    targets: dict[str, str] = field(default_factory=dict)

    def check(self, names: Collection[str], columns: Collection[str]) -> None:
        """Refuse a mapping of columns that the table does not have.

        :param names: those of columns, and those in a header of two rows that are joined to one.
        :param columns: the names to show.
        :raises PageError: a name is not among ``names``.
        """
        if unknown := [name for name in self.targets if name not in names]:
            raise PageError(
                f"{self.source}: no column is named {_quoted(unknown)}; the columns are {_quoted(list(columns))}."
            )


NO_MAPPING = ColumnMapping()
"""The columns are told by their own names."""

Companion = Callable[[str], bytes | None]
"""The bytes of the file of this name beside the one that is read, or ``None``: in its folder, or in its archive."""


def is_mapping(name: str) -> bool:
    """Tell whether a file is the mapping of a table, and no page."""
    return name == _NAME or name.endswith(f".{_NAME}")


def mapping_for(table: str, companion: Companion) -> ColumnMapping:
    """Read the mapping beside a table, by its file name; the one of the table itself before that of the folder.

    :raises PageError: the mapping file is not what it should be.
    """
    for name in (f"{table}.{_NAME}", f"{PurePath(table).stem}.{_NAME}", _NAME):
        if (data := companion(name)) is not None:
            return read_mapping(data, name)
    return NO_MAPPING


def read_mapping(data: bytes, source: str) -> ColumnMapping:
    """Read a mapping file.

    :raises PageError: it is not TOML with one table ``[columns]``, or a target is unknown.
    """
    try:
        values = tomllib.loads(decode(data, source)[0])
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PageError(f"{source}: not valid TOML: {error}.") from error
    columns = values.pop("columns", None)
    if values or not isinstance(columns, dict):
        actual = f"found also {_quoted(list(values))}" if values else "found none"
        raise PageError(f"{source}: a mapping file has one table, [columns]; {actual}.")
    targets = {}
    for column, target in columns.items():
        known = target in (EXTRA, IGNORE) or (isinstance(target, str) and target_of(target))
        if not known:
            raise PageError(
                f"{source}: {column!r} is mapped to {target!r}, which is no field or section; "
                f"known: {', '.join(_TARGETS)}."
            )
        targets[" ".join(column.split())] = target
    return ColumnMapping(source, targets)


def _quoted(names: list[str]) -> str:
    return ", ".join(map(repr, names))
