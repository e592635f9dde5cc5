"""Late interaction (MaxSim): the best candidates are compared with the query token by token.

The score is the mean, over the query's tokens, of the cosine to the passage's closest token (MaxSim; Khattab and
Zaharia 2020, "ColBERT"), with the token vectors of the very model that embeds the passages. They are kept as 4-bit
numbers along the 64 axes that hold most of their variance: 32 bytes a token.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from index.arrays import Mask, Ordinals, Scores, Vectors, unit_rows
from index.dense.sentence_vectors import rows_of

Codes = NDArray[np.uint8]
"""Shape (tokens, 32); two axes a byte."""

DEPTH = 50
"""Candidates that are compared."""
AXES = 64
CODE_BYTES = AXES // 2
"""A token's bytes."""
_LEVELS = 15
_TRIM = 0.001
"""Share of values at either end that are cut off, so that a few far ones do not coarsen the scale."""
_SAMPLE = 50_000


class TokenCodec:
    """A scalar quantiser of token vectors along their principal axes, and the cosines of queries to codes."""

    def __init__(self, table: NDArray[np.float32]) -> None:
        """:param table: the axes, shape (dimension, 64), and below them where each axis' scale begins and its step."""
        self.table = np.ascontiguousarray(table, np.float32)
        self._axes, self._low, self._step = self.table[:-2], self.table[-2], self.table[-1]

    @classmethod
    def learn(cls, tokens: Vectors) -> Self:
        """Learn axes and scales from a sample of tokens, shape (tokens, dimension)."""
        sample = unit_rows(tokens[:: max(1, len(tokens) // _SAMPLE)] if len(tokens) else tokens.sum(0, keepdims=True))
        _, vectors = np.linalg.eigh(sample.T @ sample)  # not centred: inner products are to be kept
        axes = np.zeros((tokens.shape[1], AXES), np.float32)
        axes[:, : tokens.shape[1]] = vectors[:, ::-1][:, :AXES]
        values = sample @ axes
        low, high = np.quantile(values, [_TRIM, 1 - _TRIM], axis=0)
        return cls(np.vstack([axes, low, np.maximum(high - low, 1e-6) / _LEVELS]))

    def encode(self, tokens: Vectors) -> Codes:
        """Quantise a passage's tokens, shape (tokens, dimension)."""
        levels = np.rint((unit_rows(tokens) @ self._axes - self._low) / self._step).clip(0, _LEVELS).astype(np.uint8)
        codes: Codes = levels[:, :CODE_BYTES] | levels[:, CODE_BYTES:] << 4
        return codes

    def similarities(self, query_tokens: Vectors, codes: Codes) -> Scores:
        """Compute the cosines of query tokens to passage tokens, shape (query tokens, passage tokens)."""
        query = self.along_axes(unit_rows(query_tokens))
        cosines: Scores = (query * self._step) @ _levels(codes).T
        cosines += (query @ self._low)[:, None]
        return cosines

    def along_axes(self, vectors: Vectors) -> Vectors:
        """Project vectors, shape (n, dimension), to the axes that are kept: shape (n, 64)."""
        along: Vectors = vectors @ self._axes
        return along

    def decode(self, codes: Codes) -> Vectors:
        """Restore passage tokens along the axes, shape (tokens, 64)."""
        along: Vectors = _levels(codes) * self._step + self._low
        return along


def _levels(codes: Codes) -> Vectors:
    levels = np.empty((len(codes), AXES), np.float32)
    np.copyto(levels[:, :CODE_BYTES], codes & 15)
    np.copyto(levels[:, CODE_BYTES:], codes >> 4)
    return levels


class TokenVectors:
    """The token vectors of all passages of a snapshot, quantised."""

    def __init__(self, codec: TokenCodec, codes: Codes, starts: Ordinals) -> None:
        """:param starts: first row of each passage and, at the end, the number of rows."""
        self._codec = codec
        self._codes = codes
        self._starts = starts

    @classmethod
    def from_codes(cls, codec: TokenCodec, codes: Sequence[Codes]) -> Self:
        """Join the codes of all passages.

        :param codes: those of each passage, in order.
        """
        starts = np.concatenate([[0], np.cumsum([len(tokens) for tokens in codes], dtype=np.int64)])
        return cls(codec, np.concatenate([np.zeros((0, CODE_BYTES), np.uint8), *codes]), starts)

    def spread(self, has: Mask) -> TokenVectors:
        """Give the same tokens to more passages: those not in the mask have none, the others are these, in order."""
        counts = np.zeros(len(has), np.int64)
        counts[has] = np.diff(self._starts)
        return TokenVectors(self._codec, self._codes, np.concatenate([[0], np.cumsum(counts)]))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what :meth:`save` wrote; the codes are memory-mapped."""
        codec = TokenCodec(np.load(folder / "codec.npy"))
        return cls(codec, np.load(folder / "codes.npy", mmap_mode="r"), np.load(folder / "starts.npy"))

    def save(self, folder: Path) -> None:
        """Write three files into a new folder."""
        folder.mkdir()
        np.save(folder / "codec.npy", self._codec.table)
        np.save(folder / "codes.npy", self._codes)
        np.save(folder / "starts.npy", self._starts)

    def tokens_of(self, ordinal: int) -> Vectors:
        """Restore a passage's tokens along the codec's axes, shape (tokens, 64)."""
        return self._codec.decode(self._codes[self._starts[ordinal] : self._starts[ordinal + 1]])

    def along_axes(self, vectors: Vectors) -> Vectors:
        """Project vectors, shape (n, dimension), to the codec's axes, shape (n, 64)."""
        return self._codec.along_axes(vectors)

    def interact(self, query_tokens: Vectors, ordinals: Ordinals) -> Scores:
        """Compute the MaxSim of passages to a query, shape (ordinals,); 0 for a passage without tokens."""
        scores = np.zeros(len(ordinals), np.float32)
        has = np.flatnonzero(self._starts[ordinals + 1] > self._starts[ordinals])
        if len(has) and len(query_tokens):
            rows, offsets = rows_of(self._starts, ordinals[has])
            cosines = self._codec.similarities(query_tokens, self._codes.take(rows, axis=0))
            scores[has] = np.maximum.reduceat(cosines, offsets, axis=1).mean(axis=0)
        return scores
