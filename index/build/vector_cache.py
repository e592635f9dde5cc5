"""The cache of vectors by model and text, so that a passage is embedded once and a killed build loses little.

The cache is a convenience: a damaged row or file is dropped and embedded again, never served.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Container, Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from index.arrays import Vectors
from index.build.sqlite_cache import SLAB, SqliteCache, batched
from index.dense.late_interaction import AXES, CODE_BYTES, Codes, TokenCodec, TokenVectors
from index.embedding.embedder import Embedder, TokenEmbedder

EmbeddingProgress = Callable[[int, int], None]
"""Called with the number of texts embedded so far and in all."""


class VectorCache:
    """Vectors of passages and tokens in one SQLite file; ``None`` as path keeps nothing."""

    def __init__(self, path: Path | None) -> None:
        self._store = SqliteCache(path)

    def embed(
        self, embedder: Embedder, texts: Sequence[str], progress: EmbeddingProgress | None = None
    ) -> tuple[Vectors, int]:
        """Embed passages, taking known vectors from the cache.

        :return: unit rows, shape (texts, dimension), and how many texts had to be embedded.
        """
        keys = _keys(texts)
        known = self._vectors(embedder, keys)
        missing = _missing(texts, keys, known)
        for done, slab in enumerate(batched(missing, SLAB)):
            vectors = embedder.embed_passages([texts[number] for number in slab])
            embedded = [(keys[number], vector) for number, vector in zip(slab, vectors, strict=True)]
            known.update(embedded)
            self._store.keep(embedder.name, ((key, vector.tobytes()) for key, vector in embedded))
            if progress:
                progress(done * SLAB + len(slab), len(missing))
        return _stack(known, keys, embedder), len(missing)

    def embed_with_tokens(
        self, embedder: TokenEmbedder, texts: Sequence[str], progress: EmbeddingProgress | None = None
    ) -> tuple[Vectors, TokenVectors, int]:
        """Embed passages and their tokens, taking known vectors from the cache.

        The codec of the tokens is learnt from the longest passages, and kept while most of these stay the longest.

        :return: unit rows, shape (texts, dimension), the tokens, and how many texts had to be embedded.
        """
        keys = _keys(texts)
        known = self._vectors(embedder, keys)
        sample = [keys[number] for number in _missing(texts, keys, ())[:SLAB]]
        codec = self._codec(embedder, sample)
        codes = self._codes(embedder, codec, keys) if codec else {}
        missing = _missing(texts, keys, known.keys() & codes.keys())
        for done, slab in enumerate(batched(missing, SLAB)):
            vectors, tokens = embedder.embed_tokens([texts[number] for number in slab])
            if codec is None:
                codec = TokenCodec.learn(np.concatenate(tokens))
                self._store.keep(_codec_name(embedder), [(b"codec", codec.table.tobytes() + b"".join(sample))])
            embedded = [(keys[number], vector) for number, vector in zip(slab, vectors, strict=True)]
            coded = [(keys[number], codec.encode(rows)) for number, rows in zip(slab, tokens, strict=True)]
            known.update(embedded)
            codes.update(coded)
            self._store.keep(embedder.name, ((key, vector.tobytes()) for key, vector in embedded))
            self._store.keep(_codes_name(embedder, codec), ((key, code.tobytes()) for key, code in coded))
            if progress:
                progress(done * SLAB + len(slab), len(missing))
        codec = codec or TokenCodec.learn(np.zeros((1, embedder.dimension), np.float32))
        all_tokens = TokenVectors.from_codes(codec, [codes[key] for key in keys])
        return _stack(known, keys, embedder), all_tokens, len(missing)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._store.__exit__()

    def _vectors(self, embedder: Embedder, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        return {
            key: np.frombuffer(data, np.float32)
            for key, data in self._store.read(embedder.name, keys)
            if len(data) == 4 * embedder.dimension
        }

    def _codes(self, embedder: Embedder, codec: TokenCodec, keys: Sequence[bytes]) -> dict[bytes, Codes]:
        return {
            key: np.frombuffer(data, np.uint8).reshape(-1, CODE_BYTES)
            for key, data in self._store.read(_codes_name(embedder, codec), keys)
            if len(data) % CODE_BYTES == 0
        }

    def _codec(self, embedder: Embedder, sample: Sequence[bytes]) -> TokenCodec | None:
        """Read the codec kept, unless most of the texts that one would be learnt from now are others than it knows."""
        size = 4 * (embedder.dimension + 2) * AXES
        for _, data in self._store.read(_codec_name(embedder), [b"codec"]):
            known = {data[start : start + 32] for start in range(size, len(data), 32)}
            if len(data) >= size and 2 * len(known.intersection(sample)) >= len(sample):
                return TokenCodec(np.frombuffer(data[:size], np.float32).reshape(-1, AXES))
        return None


def _keys(texts: Sequence[str]) -> list[bytes]:
    return [hashlib.sha256(text.encode(errors="surrogatepass")).digest() for text in texts]


def _missing(texts: Sequence[str], keys: Sequence[bytes], known: Container[bytes]) -> list[int]:
    """List the numbers of the texts that are not known, each text once, longest first."""
    missing = list({key: number for number, key in enumerate(keys) if key not in known}.values())
    return sorted(missing, key=lambda number: len(texts[number]), reverse=True)


def _stack(known: Mapping[bytes, Vectors], keys: Sequence[bytes], embedder: Embedder) -> Vectors:
    return np.stack([known[key] for key in keys]) if keys else np.zeros((0, embedder.dimension), np.float32)


def _codec_name(embedder: Embedder) -> str:
    return f"{embedder.name}/codec"


def _codes_name(embedder: Embedder, codec: TokenCodec) -> str:
    """Name the codes by their codec: they are good with the one that made them only."""
    return f"{embedder.name}/codes/{hashlib.sha256(codec.table.tobytes()).hexdigest()[:16]}"
