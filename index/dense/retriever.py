"""Closeness in meaning by two models: one for passages in its main language, one multilingual languages.

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
    multilingual: Mask
    """True where the multilingual model was the judge."""
    rows: Vectors
    """The main model's vectors of the passages, shape (n, dimension)."""


class DenseRetriever:
    """The vectors of a snapshot's passages."""

    def __init__(
        self,
        main: DenseIndex,
        in_main_language: Mask,
        multilingual: DenseIndex | None = None,
        sentences: SentenceVectors | None = None,
    ) -> None:
        """:param in_main_language: true for the passages in the main model's language, shape (passages,)."""
        self.main = main
        self.multilingual = multilingual
        self._sentences = sentences
        self._in_main_language = np.ones(len(main), bool) if multilingual is None else in_main_language
        self._all_in_main_language = bool(self._in_main_language.all())

    def needs_multilingual(self, query_in_main_language: bool) -> bool:
        """Whether the second model has a say about a query."""
        return self.multilingual is not None and not (query_in_main_language and self._all_in_main_language)

    def judged_by_main(self, query_in_main_language: bool, languages: Sequence[str | None]) -> Mask:
        """True for texts in these languages that the first model judges for a query."""
        return np.array(
            [self.multilingual is None or (query_in_main_language and is_in_main_language(one)) for one in languages],
            bool,
        )

    def similarity_matrix(self, ordinals: Ordinals) -> Scores:
        """Cosines of some passages to all, shape (ordinals, passages), each pair by the model that judges it."""
        main: Scores = self.main.vectors[ordinals] @ self.main.vectors.T
        if self.multilingual is None or self._all_in_main_language:
            return main
        pairs = np.ix_(self._in_main_language[ordinals], self._in_main_language)
        multilingual: Scores = self.multilingual.vectors[ordinals] @ self.multilingual.vectors.T
        multilingual[pairs] = main[pairs]
        return multilingual

    def nearest(self, query: QueryVectors, query_in_main_language: bool, depth: int, allowed: Mask | None) -> Ordinals:
        """At most ``depth`` passages that each model in charge finds closest, of those allowed."""
        if self.multilingual is None or query.multilingual is None:
            return self.main.search(query.main, depth, allowed)[0]
        if not query_in_main_language:
            return self.multilingual.search(query.multilingual, depth, allowed)[0]
        native, foreign = self._in_main_language, ~self._in_main_language
        if allowed is not None:
            native, foreign = native & allowed, foreign & allowed
        ours, theirs = (
            self.main.search(query.main, depth, native),
            self.multilingual.search(query.multilingual, depth, foreign),
        )
        return np.concatenate([ours[0], theirs[0]])

    def score(self, query: QueryVectors, query_in_main_language: bool, ordinals: Ordinals) -> DenseScores:
        """Exact cosines of some passages; each model's are scaled by its best among all of these."""
        rows = self.main.vectors.take(ordinals, axis=0)
        main = rows @ query.main
        if self.multilingual is None or query.multilingual is None:
            return DenseScores(main, scaled(main), np.zeros(len(ordinals), bool), rows)
        multilingual = self._multilingual_cosines(query.multilingual, ordinals)
        judged_by_main = self._in_main_language[ordinals] & query_in_main_language
        main = np.where(judged_by_main, main, np.float32(0))
        shares = np.where(judged_by_main, scaled(main), scaled(multilingual))
        return DenseScores(np.where(judged_by_main, main, multilingual), shares, ~judged_by_main, rows)

    def _multilingual_cosines(self, query: Vectors, ordinals: Ordinals) -> Scores:
        assert self.multilingual is not None
        whole: Scores = self.multilingual.vectors[ordinals] @ query
        if self._sentences is None:
            return whole
        return (1 - SENTENCE_SHARE) * whole + SENTENCE_SHARE * self._sentences.closest(query, ordinals)


def scaled(scores: Scores) -> Scores:
    """Scores over the best one, from 0 to 1; negative ones are 0."""
    positive = np.maximum(scores, np.float32(0))
    best = positive.max(initial=np.float32(0))
    return positive / best if best > 0 else positive
