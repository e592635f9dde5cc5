"""Vectors kept by model and text, so that a passage is embedded once and a killed build loses little.

The cache is a convenience: a damaged row or file is dropped and embedded again, never served.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from index.arrays import Vectors
from index.embed import Embedder

log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with the number of texts embedded so far and in all."""

_SLAB = 512
_SQL = """CREATE TABLE vectors
    (model TEXT, text BLOB, vector BLOB, check_sum INTEGER, PRIMARY KEY (model, text)) WITHOUT ROWID"""


class VectorCache:
    """Vectors in one SQLite file; ``None`` as path keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._database = _connect(path)
        except sqlite3.DatabaseError as error:
            if path is None or _is_busy(error):
                raise
            log.warning("The vector cache %s is damaged; starting a new one.", path)
            path.unlink()  # SQLite itself drops a journal that is left beside an empty file
            self._database = _connect(path)

    def embed(self, embedder: Embedder, texts: Sequence[str], progress: Progress | None = None) -> tuple[Vectors, int]:
        """Vectors of passages, known ones from the cache.

        :return: unit rows, shape (texts, dimension), and how many texts had to be embedded.
        """
        keys = [hashlib.sha256(text.encode(errors="surrogatepass")).digest() for text in texts]
        known = self._known(embedder, keys)
        missing = list({key: number for number, key in enumerate(keys) if key not in known}.values())
        missing.sort(key=lambda number: len(texts[number]), reverse=True)
        for start in range(0, len(missing), _SLAB):
            slab = missing[start : start + _SLAB]
            vectors = embedder.embed_passages([texts[number] for number in slab])
            known.update((keys[number], vector) for number, vector in zip(slab, vectors, strict=True))
            self._keep(embedder.name, [(keys[number], vector) for number, vector in zip(slab, vectors, strict=True)])
            if progress:
                progress(start + len(slab), len(missing))
        rows = [known[key] for key in keys]
        return np.stack(rows) if rows else np.zeros((0, embedder.dimension), np.float32), len(missing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def _known(self, embedder: Embedder, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        known: dict[bytes, Vectors] = {}
        wanted = list(set(keys))
        for start in range(0, len(wanted), _SLAB):
            slab = wanted[start : start + _SLAB]
            marks = ",".join("?" * len(slab))
            rows = self._database.execute(
                f"SELECT text, vector, check_sum FROM vectors WHERE model = ? AND text IN ({marks})",
                [embedder.name, *slab],
            )
            for key, data, check_sum in rows:
                if not isinstance(key, bytes) or not isinstance(data, bytes):  # damage can change types
                    continue
                if zlib.crc32(key + data) == check_sum and len(data) == 4 * embedder.dimension:
                    known[key] = np.frombuffer(data, np.float32)
        return known

    def _keep(self, model: str, rows: Sequence[tuple[bytes, Vectors]]) -> None:
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
                [(model, key, vector.tobytes(), zlib.crc32(key + vector.tobytes())) for key, vector in rows],
            )


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
    """Whether another process held the file for too long, which says nothing against the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
