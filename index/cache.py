"""Vectors kept by model and text, so that a passage is embedded once and a killed build loses little.

The cache is a convenience: a damaged row or file is dropped and embedded again, never served.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Self, TypeVar

import numpy as np

from index.arrays import Vectors
from index.embed import Embedder
from index.interaction import AXES, CODE_BYTES, Codes, TokenCodec, TokenEmbedder, TokenVectors

T = TypeVar("T")
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
        keys = _keys(texts)
        known = self._vectors(embedder, keys)
        missing = _missing(texts, keys, known)
        for done, slab in enumerate(batched(missing, _SLAB)):
            vectors = embedder.embed_passages([texts[number] for number in slab])
            found = [(keys[number], vector) for number, vector in zip(slab, vectors, strict=True)]
            known.update(found)
            self._keep(embedder.name, ((key, vector.tobytes()) for key, vector in found))
            if progress:
                progress(done * _SLAB + len(slab), len(missing))
        return _stack(known, keys, embedder), len(missing)

    def embed_with_tokens(
        self, embedder: TokenEmbedder, texts: Sequence[str], progress: Progress | None = None
    ) -> tuple[Vectors, TokenVectors, int]:
        """Vectors of passages and of their tokens, known ones from the cache.

        The codec of the tokens is learnt from the longest passages, and kept while most of these stay the longest.

        :return: unit rows, shape (texts, dimension), the tokens, and how many texts had to be embedded.
        """
        keys = _keys(texts)
        known = self._vectors(embedder, keys)
        sample = [keys[number] for number in _missing(texts, keys, ())[:_SLAB]]
        codec = self._codec(embedder, sample)
        codes = self._codes(embedder, codec, keys) if codec else {}
        missing = _missing(texts, keys, known.keys() & codes.keys())
        for done, slab in enumerate(batched(missing, _SLAB)):
            vectors, tokens = embedder.embed_tokens([texts[number] for number in slab])
            if codec is None:
                codec = TokenCodec.learn(np.concatenate(tokens))
                self._keep(_codec_name(embedder), [(b"codec", codec.table.tobytes() + b"".join(sample))])
            found = [(keys[number], vector) for number, vector in zip(slab, vectors, strict=True)]
            coded = [(keys[number], codec.encode(one)) for number, one in zip(slab, tokens, strict=True)]
            known.update(found)
            codes.update(coded)
            self._keep(embedder.name, ((key, vector.tobytes()) for key, vector in found))
            self._keep(_codes_name(embedder, codec), ((key, code.tobytes()) for key, code in coded))
            if progress:
                progress(done * _SLAB + len(slab), len(missing))
        codec = codec or TokenCodec.learn(np.zeros((1, embedder.dimension), np.float32))
        every = TokenVectors.from_codes(codec, [codes[key] for key in keys])
        return _stack(known, keys, embedder), every, len(missing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def _vectors(self, embedder: Embedder, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        return {
            key: np.frombuffer(data, np.float32)
            for key, data in self._read(embedder.name, keys)
            if len(data) == 4 * embedder.dimension
        }

    def _codes(self, embedder: Embedder, codec: TokenCodec, keys: Sequence[bytes]) -> dict[bytes, Codes]:
        return {
            key: np.frombuffer(data, np.uint8).reshape(-1, CODE_BYTES)
            for key, data in self._read(_codes_name(embedder, codec), keys)
            if len(data) % CODE_BYTES == 0
        }

    def _codec(self, embedder: Embedder, sample: Sequence[bytes]) -> TokenCodec | None:
        """The codec kept, unless most of the texts that one would be learnt from now are others than it knows."""
        size = 4 * (embedder.dimension + 2) * AXES
        for _, data in self._read(_codec_name(embedder), [b"codec"]):
            known = {data[start : start + 32] for start in range(size, len(data), 32)}
            if len(data) >= size and 2 * len(known.intersection(sample)) >= len(sample):
                return TokenCodec(np.frombuffer(data[:size], np.float32).reshape(-1, AXES))
        return None

    def _read(self, model: str, keys: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        """What is kept for some keys, sound rows only."""
        for slab in batched(set(keys), _SLAB):
            marks = ",".join("?" * len(slab))
            rows = self._database.execute(
                f"SELECT text, vector, check_sum FROM vectors WHERE model = ? AND text IN ({marks})", [model, *slab]
            )
            for key, data, check_sum in rows:
                if isinstance(key, bytes) and isinstance(data, bytes) and zlib.crc32(key + data) == check_sum:
                    yield key, data  # damage can change types, too

    def _keep(self, model: str, rows: Iterable[tuple[bytes, bytes]]) -> None:
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, ?)",
                [(model, key, data, zlib.crc32(key + data)) for key, data in rows],
            )


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Items in lists of ``size``, the last one shorter."""
    iterator = iter(items)
    while slab := list(islice(iterator, size)):
        yield slab


def _keys(texts: Sequence[str]) -> list[bytes]:
    return [hashlib.sha256(text.encode(errors="surrogatepass")).digest() for text in texts]


def _missing(texts: Sequence[str], keys: Sequence[bytes], known: Container[bytes]) -> list[int]:
    """Numbers of the texts that are not known, each text once, longest first."""
    missing = list({key: number for number, key in enumerate(keys) if key not in known}.values())
    return sorted(missing, key=lambda number: len(texts[number]), reverse=True)


def _stack(known: Mapping[bytes, Vectors], keys: Sequence[bytes], embedder: Embedder) -> Vectors:
    return np.stack([known[key] for key in keys]) if keys else np.zeros((0, embedder.dimension), np.float32)


def _codec_name(embedder: Embedder) -> str:
    return f"{embedder.name}/codec"


def _codes_name(embedder: Embedder, codec: TokenCodec) -> str:
    """Codes are good with the codec that made them only."""
    return f"{embedder.name}/codes/{hashlib.sha256(codec.table.tobytes()).hexdigest()[:16]}"


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
