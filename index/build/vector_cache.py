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
from index.dense.late_interaction import TokenVectors
from index.dense.token_codecs import AXES, AxesCodec, Codes, RotationCodec, TokenCodec
from index.embedding.centring import Centring, questions_hash
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

    def centring(self, embedder: Embedder) -> Centring:
        """Give the centring of a model, computed where the cache does not know it."""
        key = questions_hash()
        for _, data in self._store.read(_centring_name(embedder), [key]):
            return Centring.from_bytes(data)
        centring = Centring.of(embedder)
        self._store.keep(_centring_name(embedder), [(key, centring.to_bytes())])
        return centring

    def embed_with_centred_tokens(
        self,
        embedder: TokenEmbedder,
        texts: Sequence[str],
        languages: Sequence[str | None],
        centring: Centring,
        progress: EmbeddingProgress | None = None,
    ) -> tuple[Vectors, TokenVectors, int]:
        """Embed passages and their tokens as :meth:`embed_with_tokens` does, each centred by its text's language."""
        codec = RotationCodec.of_dimension(embedder.token_dimension)
        prefix = hashlib.sha256(centring.to_bytes()).digest()
        keys = [
            hashlib.sha256(prefix + f"{language}\0{text}".encode(errors="surrogatepass")).digest()
            for text, language in zip(texts, languages, strict=True)
        ]
        known = self._vectors(embedder, keys)
        codes = self._codes(embedder, codec, keys)
        missing = _missing(texts, keys, known.keys() & codes.keys())
        for done, slab in enumerate(batched(missing, SLAB)):
            vectors, tokens = embedder.embed_tokens([texts[number] for number in slab])
            spoken = [languages[number] for number in slab]
            centred = centring.centre_passages(vectors, spoken)
            coded = [
                codec.encode(centring.centre_passage_tokens(rows, language))
                for rows, language in zip(tokens, spoken, strict=True)
            ]
            self._keep(embedder, codec, [keys[number] for number in slab], centred, coded, known, codes)
            if progress:
                progress(done * SLAB + len(slab), len(missing))
        all_tokens = TokenVectors.from_codes(codec, [codes[key] for key in keys])
        return _stack(known, keys, embedder), all_tokens, len(missing)

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
                codec = AxesCodec.learn(np.concatenate(tokens))
                self._store.keep(_codec_name(embedder), [(b"codec", codec.table.tobytes() + b"".join(sample))])
            coded = [codec.encode(rows) for rows in tokens]
            self._keep(embedder, codec, [keys[number] for number in slab], vectors, coded, known, codes)
            if progress:
                progress(done * SLAB + len(slab), len(missing))
        codec = codec or AxesCodec.learn(np.zeros((1, embedder.token_dimension), np.float32))
        all_tokens = TokenVectors.from_codes(codec, [codes[key] for key in keys])
        return _stack(known, keys, embedder), all_tokens, len(missing)

    def _keep(
        self,
        embedder: TokenEmbedder,
        codec: TokenCodec,
        keys: Sequence[bytes],
        vectors: Vectors,
        coded: Sequence[Codes],
        known: dict[bytes, Vectors],
        codes: dict[bytes, Codes],
    ) -> None:
        """Keep what was embedded, here and in what is known."""
        known.update(zip(keys, vectors, strict=True))
        codes.update(zip(keys, coded, strict=True))
        self._store.keep(embedder.name, ((key, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True)))
        name = _codes_name(embedder, codec)
        self._store.keep(name, ((key, code.tobytes()) for key, code in zip(keys, coded, strict=True)))

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
            key: np.frombuffer(data, np.uint8).reshape(-1, codec.code_bytes)
            for key, data in self._store.read(_codes_name(embedder, codec), keys)
            if len(data) % codec.code_bytes == 0
        }

    def _codec(self, embedder: TokenEmbedder, sample: Sequence[bytes]) -> TokenCodec | None:
        """Read the codec kept, unless most of the texts that one would be learnt from now are others than it knows."""
        size = 4 * (embedder.token_dimension + 2) * AXES
        for _, data in self._store.read(_codec_name(embedder), [b"codec"]):
            known = {data[start : start + 32] for start in range(size, len(data), 32)}
            if len(data) >= size and 2 * len(known.intersection(sample)) >= len(sample):
                return AxesCodec(np.frombuffer(data[:size], np.float32).reshape(-1, AXES))
        return None


def _keys(texts: Sequence[str]) -> list[bytes]:
    return [hashlib.sha256(text.encode(errors="surrogatepass")).digest() for text in texts]


def _missing(texts: Sequence[str], keys: Sequence[bytes], known: Container[bytes]) -> list[int]:
    """List the numbers of the texts that are not known, each text once, longest first."""
    missing = list({key: number for number, key in enumerate(keys) if key not in known}.values())
    return sorted(missing, key=lambda number: len(texts[number]), reverse=True)


def _stack(known: Mapping[bytes, Vectors], keys: Sequence[bytes], embedder: Embedder) -> Vectors:
    return np.stack([known[key] for key in keys]) if keys else np.zeros((0, embedder.dimension), np.float32)


def _centring_name(embedder: Embedder) -> str:
    return f"{embedder.name}/centring"


def _codec_name(embedder: Embedder) -> str:
    return f"{embedder.name}/codec"


def _codes_name(embedder: Embedder, codec: TokenCodec) -> str:
    """Name the codes by their codec: they are good with the one that made them only."""
    return f"{embedder.name}/codes/{hashlib.sha256(codec.table.tobytes()).hexdigest()[:16]}"
