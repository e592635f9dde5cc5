"""The registry of readers: what a module of this package declares to be one, and how they are discovered.

A new format is one new module (or package) beside this one that has a :class:`Reader` among its values.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from corpus.errors import PageError
from corpus.parsing.column_mapping import ColumnMapping, Companion, mapping_for
from corpus.parsing.results import Item

_PACKAGE = __name__.rpartition(".")[0]

ReadFile = Callable[[bytes, str], Iterator[Item]]
"""A function from the bytes of a file and its name to practices and problems; it refuses a file by a ``PageError``."""


class ReadTable(Protocol):
    """A function that does so for tables, whose columns a mapping file beside them may explain."""

    def __call__(self, data: bytes, source: str, mapping: ColumnMapping = ...) -> Iterator[Item]:
        """Read the practices of the table, and its problems."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A format that is read."""

    label: str
    """The name of the format, as people know it."""
    endings: tuple[str, ...]
    """Of the names of its files: in lower case, with the dot."""
    read: ReadFile
    """A function of a module: the process that reads files imports it by that name."""
    takes_mapping: bool = False
    """Whether ``read`` is a :class:`ReadTable`."""

    def with_mapping_beside(self, name: str, companion: Companion) -> ReadFile:
        """Bind the mapping that lies beside a table to its reader; other readers stay as they are.

        :raises PageError: the mapping is not what it should be.
        """
        if not self.takes_mapping:
            return self.read
        return partial(cast(ReadTable, self.read), mapping=mapping_for(name, companion))


def discover_readers(package: str = _PACKAGE) -> tuple[Reader, ...]:
    """Import the modules of a package in the order of their names and collect the readers that they declare."""
    names = sorted(info.name for info in pkgutil.iter_modules(import_module(package).__path__, f"{package}."))
    values = (value for name in names for value in vars(import_module(name)).values())
    return tuple(dict.fromkeys(value for value in values if isinstance(value, Reader)))


def by_ending(readers: Iterable[Reader]) -> dict[str, Reader]:
    """Index readers by the endings that they take, in alphabetical order.

    :raises ValueError: two of them take one ending; the message names both.
    """
    index: dict[str, Reader] = {}
    for reader in readers:
        for ending in reader.endings:
            if ending in index:
                raise ValueError(f"two readers take {ending} files: {index[ending].label!r} and {reader.label!r}.")
            index[ending] = reader
    return dict(sorted(index.items()))


@cache
def registered_readers() -> dict[str, Reader]:
    """Discover the readers of this package, once, by ending."""
    return by_ending(discover_readers())


def reader_for(name: str, companion: Companion) -> ReadFile:
    """Choose the reader of a file by the ending of its name, for a table with the mapping that lies beside it.

    :raises PageError: no reader takes such files, or the mapping is not what it should be.
    """
    ending = PurePath(name).suffix.lower()
    if reader := registered_readers().get(ending):
        return reader.with_mapping_beside(name, companion)
    known = " ".join(registered_readers())
    raise PageError(f"files of type {ending or '(none)'!r} are not read; known: {known}.")
