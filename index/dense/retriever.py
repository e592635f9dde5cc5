"""Closeness in meaning by two models: one for passages in its own language, one across languages.

The model that is best at English knows no other language, and the one that knows many is weaker at English. So the
first judges English passages for an English query, and the second every other pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Mask, Ordinals, Scores, Vectors
from index.dense.query_vectors import QueryVectors
from index.dense.sentence_vectors import SENTENCE_SHARE, SentenceVectors
from index.dense.vector_index import DenseIndex
from index.embedding.models import is_in_main_language


@dataclass(frozen=True, slots=True)
class DenseScores:
    """Cosines of passages to a query and their shares of the best one, negatives being 0; both of shape (n,)."""

    cosines: Scores
    shares: Scores
    across: Mask
    """True where the model across languages was the judge."""
    rows: Vectors
    """The first model's vectors of the passages, shape (n, dimension)."""


class DenseRetriever:
    """The vectors of a snapshot's passages."""

    def __init__(
        self, own: DenseIndex, native: Mask, across: DenseIndex | None = None, sentences: SentenceVectors | None = None
    ) -> None:
        """:param native: true for the passages in the first model's own language, shape (passages,)."""
        self.own = own
        self.across = across
        self._sentences = sentences
        self._native = np.ones(len(own), bool) if across is None else native
        self._all_native = bool(self._native.all())

    def needs_across(self, native_query: bool) -> bool:
        """Whether the second model has a say about a query."""
        return self.across is not None and not (native_query and self._all_native)

    def by_own(self, native_query: bool, languages: Sequence[str | None]) -> Mask:
        """True for texts in these languages that the first model judges for a query."""
        return np.array([self.across is None or (native_query and is_in_main_language(one)) for one in languages], bool)

    def likeness(self, ordinals: Ordinals) -> Scores:
        """Cosines of some passages to all, shape (ordinals, passages), each pair by the model that judges it."""
        own: Scores = self.own.vectors[ordinals] @ self.own.vectors.T
        if self.across is None or self._all_native:
            return own
        pairs = np.ix_(self._native[ordinals], self._native)
        across: Scores = self.across.vectors[ordinals] @ self.across.vectors.T
        across[pairs] = own[pairs]
        return across

    def nearest(self, query: QueryVectors, native_query: bool, depth: int, allowed: Mask | None) -> Ordinals:
        """At most ``depth`` passages that each model in charge finds closest, of those allowed."""
        if self.across is None or query.across is None:
            return self.own.search(query.own, depth, allowed)[0]
        if not native_query:
            return self.across.search(query.across, depth, allowed)[0]
        native, foreign = self._native, ~self._native
        if allowed is not None:
            native, foreign = native & allowed, foreign & allowed
        ours, theirs = self.own.search(query.own, depth, native), self.across.search(query.across, depth, foreign)
        return np.concatenate([ours[0], theirs[0]])

    def closeness(self, query: QueryVectors, native_query: bool, ordinals: Ordinals) -> DenseScores:
        """Exact cosines of some passages; each model's are scaled by its best among all of these."""
        rows = self.own.vectors.take(ordinals, axis=0)
        own = rows @ query.own
        if self.across is None or query.across is None:
            return DenseScores(own, scaled(own), np.zeros(len(ordinals), bool), rows)
        across = self._cosines_across(query.across, ordinals)
        by_own = self._native[ordinals] & native_query
        own = np.where(by_own, own, np.float32(0))
        shares = np.where(by_own, scaled(own), scaled(across))
        return DenseScores(np.where(by_own, own, across), shares, ~by_own, rows)

    def _cosines_across(self, query: Vectors, ordinals: Ordinals) -> Scores:
        assert self.across is not None
        whole: Scores = self.across.vectors[ordinals] @ query
        if self._sentences is None:
            return whole
        return (1 - SENTENCE_SHARE) * whole + SENTENCE_SHARE * self._sentences.closest(query, ordinals)


def scaled(scores: Scores) -> Scores:
    """Scores over the best one, from 0 to 1; negative ones are 0."""
    positive = np.maximum(scores, np.float32(0))
    best = positive.max(initial=np.float32(0))
    return positive / best if best > 0 else positive
