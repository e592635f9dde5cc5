"""Spans of passages compared with a query by the tokens that the snapshot holds: nothing is embedded for it.

A span's vector is the mean of its tokens' vectors as they are within the whole passage ("late chunking"; Günther et
al. 2024), so that *it* and *they* stand for what they mean there; and its tokens are compared with the query's one by
one (MaxSim), as in :mod:`index.dense.late_interaction`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.arrays import Mask, Scores, Vectors, unit_rows
from index.dense.late_interaction import TokenVectors


@dataclass(frozen=True, slots=True)
class SpanSimilarity:
    """The similarity of a span of a passage to a query."""

    cosine: float
    """Of the two as wholes."""
    tokens: Scores
    """The cosine of each of the query's tokens to the span's closest one, shape (query tokens,)."""


class PassageTokens:
    """The tokens of a passage against those of a query."""

    def __init__(self, rows: Vectors, starts: list[int], query: Vectors, query_tokens: Vectors) -> None:
        """All vectors are along the same axes.

        :param rows: the passage's tokens, shape (tokens, axes).
        :param starts: where each begins in the passage's text; below 0: in what is put before it.
        """
        self._rows = rows
        self._starts = np.array(starts)
        self._query = query / max(float(np.linalg.norm(query)), 1e-9)
        self._cosines: Vectors = rows @ query_tokens.T

    @classmethod
    def of(
        cls,
        tokens: TokenVectors,
        ordinal: int,
        starts: list[int],
        query: Vectors | None,
        query_tokens: Vectors | None,
    ) -> PassageTokens | None:
        """Take a passage of a snapshot; ``None`` where that does not hold the tokens that begin at these places.

        :param query: shape (dimension,); of these, those that its tokens have are compared.
        :param query_tokens: shape (tokens, token dimension).
        """
        rows = tokens.tokens_of(ordinal)
        if query is None or query_tokens is None or not len(query_tokens) or len(rows) != len(starts) or not starts:
            return None
        project, whole = tokens.project, query[None, : query_tokens.shape[1]]
        return cls(rows, starts, project(whole)[0], project(unit_rows(query_tokens)))

    def span(self, start: int, end: int) -> SpanSimilarity | None:
        """Compare what is between two offsets of the passage's text; ``None`` where no token begins there."""
        within: Mask = (self._starts >= start) & (self._starts < end)
        if not within.any():
            return None
        mean = self._rows[within].mean(axis=0)
        cosine = float(mean @ self._query) / max(float(np.linalg.norm(mean)), 1e-9)
        return SpanSimilarity(cosine, self._cosines[within].max(axis=0))

    def closeness(self, span: tuple[int, int], query_tokens: Sequence[int]) -> float:
        """Compute the cosine of the closest two of a span's tokens and some of the query's; 0 where there is none."""
        within: Mask = (self._starts >= span[0]) & (self._starts < span[1])
        of_query = [token for token in query_tokens if token < self._cosines.shape[1]]
        if not within.any() or not of_query:
            return 0.0
        return float(self._cosines[within][:, of_query].mean(axis=1).max())

    @cached_property
    def whole(self) -> SpanSimilarity:
        """The passage with what is put before it."""
        mean = self._rows.mean(axis=0)
        cosine = float(mean @ self._query) / max(float(np.linalg.norm(mean)), 1e-9)
        return SpanSimilarity(cosine, self._cosines.max(axis=0))


def span_vectors(rows: Vectors, starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> Vectors:
    """Take the means of the tokens that begin within spans of a passage, as unit rows; zeros where none does.

    :param rows: the passage's tokens, shape (tokens, axes).
    :param starts: where each begins in the passage's text.
    :return: shape (spans, axes), along the same axes.
    """
    at = np.array(starts)
    within = np.array([(at >= start) & (at < end) for start, end in spans], np.float32)
    return unit_rows(within @ rows)
