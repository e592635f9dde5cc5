"""Sentence vectors of the multilingual model: one sentence may answer where a passage rambles.

That model averages over words, so that a passage's vector blurs what its sentences say; the closest sentence and the
whole passage judge together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from corpus.model import Passage
from corpus.text.sentences import sentence_spans
from index.arrays import Ordinals, Scores, Vectors

SENTENCE_SHARE = 0.5
_SHORTEST = 15
"""Characters; less is a heading or a number."""


class SentenceVectors:
    """The sentences of all passages as half-precision rows, and where each passage's begin."""

    def __init__(self, rows: NDArray[np.float16], starts: Ordinals) -> None:
        """:param starts: first row of each passage and, at the end, the number of rows; every passage has a row."""
        self._rows = rows
        self._starts = starts

    @classmethod
    def from_vectors(cls, vectors: Vectors, counts: Sequence[int]) -> Self:
        """Keep rows in half precision.

        :param counts: how many rows each passage has, in order; at least one.
        """
        return cls(vectors.astype(np.float16), np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]))

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Open what :meth:`save` wrote; the rows are memory-mapped."""
        return cls(np.load(folder / "rows.npy", mmap_mode="r"), np.load(folder / "starts.npy"))

    def save(self, folder: Path) -> None:
        """Write two files into a new folder."""
        folder.mkdir()
        np.save(folder / "rows.npy", self._rows)
        np.save(folder / "starts.npy", self._starts)

    def closest(self, query: Vectors, ordinals: Ordinals) -> Scores:
        """Compute the cosine of each passage's closest sentence to a query, shape (ordinals,)."""
        if not len(ordinals):
            return np.zeros(0, np.float32)
        rows, offsets = rows_of(self._starts, ordinals)
        best: Scores = np.maximum.reduceat(self._rows[rows].astype(np.float32) @ query, offsets)
        return best


def rows_of(starts: Ordinals, ordinals: Ordinals) -> tuple[Ordinals, Ordinals]:
    """List the rows of some passages one after another, and where each passage's begin among them."""
    counts = starts[ordinals + 1] - starts[ordinals]
    offsets = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return np.arange(counts.sum()) + np.repeat(starts[ordinals] - offsets, counts), offsets


def sentences_of(passages: Iterable[Passage]) -> tuple[list[str], list[int]]:
    """Split passages into sentences, and count those of each; a passage without any stands for itself."""
    texts: list[str] = []
    counts: list[int] = []
    for passage in passages:
        spans = sentence_spans(passage.text, passage.language)
        own = [text for start, end in spans if len(text := passage.text[start:end].strip()) >= _SHORTEST]
        texts += own or [passage.text]
        counts.append(len(own) or 1)
    return texts, counts
