"""A cache of bytes by kind and key in one SQLite file, each row with a checksum of its own.

It is a convenience: a damaged row or file is dropped and made again, never served.
"""

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from pathlib import Path
from typing import Self, TypeVar

from corpus.errors import naming

_T = TypeVar("_T")
log = logging.getLogger(__name__)

SLAB = 512
"""Rows read or written at once."""
_SQL = """CREATE TABLE vectors
    (model TEXT, text BLOB, vector BLOB, check_sum INTEGER, PRIMARY KEY (model, text)) WITHOUT ROWID"""


class SqliteCache:
    """A key-value cache in one file; ``None`` as path keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        with self._naming():
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._database = _open(path)

    def _naming(self) -> AbstractContextManager[None]:
        return naming(self._path or "The cache", "Wait for whoever holds it, delete it, or build with --no-cache.")

    def read(self, kind: str, keys: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """Yield what is kept for some keys, sound rows only."""
        for slab in batched(set(keys), SLAB):
            marks = ",".join("?" * len(slab))
            query = f"SELECT text, vector, check_sum FROM vectors WHERE model = ? AND text IN ({marks})"  # nosec B608 # marks
            with self._naming():
                rows = self._database.execute(query, [kind, *slab]).fetchall()
            for key, data, check_sum in rows:
                if isinstance(key, bytes) and isinstance(data, bytes) and zlib.crc32(key + data) == check_sum:
                    yield key, data  # damage can change types, too

    def keep(self, kind: str, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values under their keys, all or none of them."""
        checked = [(kind, key, data, zlib.crc32(key + data)) for key, data in rows]
        with self._naming(), self._database:
            self._database.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)", checked)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()


def batched(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Yield items in lists of ``size``, the last list shorter."""
    iterator = iter(items)
    while slab := list(islice(iterator, size)):
        yield slab


def _open(path: Path | None) -> sqlite3.Connection:
    try:
        return _connect(path)
    except sqlite3.DatabaseError as error:
        if path is None or _is_busy(error):
            raise
        log.warning("The cache %s is damaged; starting a new one.", path)
        path.unlink(missing_ok=True)  # SQLite itself drops a journal that is left beside an empty file
        return _connect(path)


def _connect(path: Path | None) -> sqlite3.Connection:
    database = sqlite3.connect(path or ":memory:", timeout=60)
    database.text_factory = bytes  # damaged values need not be UTF-8
    try:
        database.execute("BEGIN IMMEDIATE")  # so that a file that cannot be written to is found now
        with database:
            tables = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
            if not tables:
                database.execute(_SQL)
            elif tables != [(_SQL.encode(),)]:
                raise sqlite3.DatabaseError("another table")
            if database.execute("PRAGMA quick_check").fetchone() != (b"ok",):
                raise sqlite3.DatabaseError("quick check failed")
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _is_busy(error: sqlite3.DatabaseError) -> bool:
    """Tell whether another process held the file for too long, which says nothing against the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
