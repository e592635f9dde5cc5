"""Late interaction (MaxSim): the best candidates are compared with the query token by token.

The score is the mean, over the query's tokens, of the cosine to the passage's closest token (MaxSim; Khattab and
Zaharia 2020, "ColBERT"), with the token vectors of the very model that embeds the passages.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

import numpy as np

from index.arrays import Mask, Ordinals, Scores, Vectors, unit_rows
from index.dense.token_codecs import Codes, TokenCodec, load_codec, save_codec

DEPTH = 50
"""Candidates that are compared."""
_AT_ONCE = 2_000
"""Tokens restored at once: as many as the processor's cache holds."""


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
        return cls(codec, np.concatenate([np.zeros((0, codec.code_bytes), np.uint8), *codes]), starts)

    def spread(self, has: Mask) -> TokenVectors:
        """Give the same tokens to more passages: those not in the mask have none, the others are these, in order."""
        counts = np.zeros(len(has), np.int64)
        counts[has] = np.diff(self._starts)
        return TokenVectors(self._codec, self._codes, np.concatenate([[0], np.cumsum(counts)]))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what :meth:`save` wrote; the codes are memory-mapped."""
        codec = load_codec(folder)
        return cls(codec, np.load(folder / "codes.npy", mmap_mode="r"), np.load(folder / "starts.npy"))

    def save(self, folder: Path) -> None:
        """Write three files into a new folder."""
        folder.mkdir()
        save_codec(self._codec, folder)
        np.save(folder / "codes.npy", self._codes)
        np.save(folder / "starts.npy", self._starts)

    def tokens_of(self, ordinal: int) -> Vectors:
        """Restore a passage's tokens in the codec's space, shape (tokens, n)."""
        return self._codec.decode(self._codes[self._starts[ordinal] : self._starts[ordinal + 1]])

    def project(self, vectors: Vectors) -> Vectors:
        """Bring vectors, shape (m, dimension), into the codec's space, shape (m, n)."""
        return self._codec.project(vectors)

    def interact(self, query_tokens: Vectors, ordinals: Ordinals) -> Scores:
        """Compute the MaxSim of passages to a query, shape (ordinals,); 0 for a passage without tokens.

        :param query_tokens: shape (tokens, dimension), centred as the codec's tokens are.
        """
        scores = np.zeros(len(ordinals), np.float32)
        has = np.flatnonzero(self._starts[ordinals + 1] > self._starts[ordinals])
        if len(has) and len(query_tokens):
            rows, offsets = rows_of(self._starts, ordinals[has])
            query = self._codec.project(unit_rows(query_tokens))
            cosines = np.empty((len(query), len(rows)), np.float32)
            for start in range(0, len(rows), _AT_ONCE):
                codes = self._codes.take(rows[start : start + _AT_ONCE], axis=0)
                cosines[:, start : start + _AT_ONCE] = self._codec.similarities(query, codes)
            scores[has] = np.maximum.reduceat(cosines, offsets, axis=1).mean(axis=0)
        return scores


def rows_of(starts: Ordinals, ordinals: Ordinals) -> tuple[Ordinals, Ordinals]:
    """List the rows of some passages one after another, and where each passage's begin among them."""
    counts = starts[ordinals + 1] - starts[ordinals]
    offsets = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return np.arange(counts.sum()) + np.repeat(starts[ordinals] - offsets, counts), offsets
