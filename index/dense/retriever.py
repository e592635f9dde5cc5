"""Dense retrieval by two models: one for passages in the main language, and a multilingual one.

The model that is best at English knows no other language, and the one that knows many is weaker at English. So the
first judges English passages for an English query, and the second every other pair.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.arrays import Mask, Ordinals, Scores, Vectors
from index.dense.query_vectors import QueryVectors
from index.dense.vector_index import DenseIndex
from index.embedding.model_roles import is_in_main_language


@dataclass(frozen=True, slots=True)
class DenseScores:
    """Cosines of passages to a query by the model in charge of each pair; all of length n."""

    cosines: Scores
    by_multilingual: Mask
    """True where the multilingual model is in charge."""
    rows: Vectors
    """The main model's vectors of the passages, shape (n, dimension)."""
    best_by_multilingual: float = 0.0
    """The best cosine of the multilingual model, be it of a passage that the main one is in charge of."""

    @property
    def shares(self) -> Scores:
        """The cosines over the best one of the same model, negatives being 0."""
        by_main = scaled(np.where(self.by_multilingual, np.float32(0), self.cosines))
        by_multilingual = np.maximum(self.cosines, np.float32(0)) / np.float32(max(self.best_by_multilingual, 1e-9))
        shares: Scores = np.where(self.by_multilingual, by_multilingual, by_main)
        return shares


class DenseRetriever:
    """Dense retrieval over the passages of a snapshot."""

    def __init__(self, main: DenseIndex, in_main_language: Mask, multilingual: DenseIndex | None = None) -> None:
        """:param in_main_language: true for the passages in the main model's language, shape (passages,)."""
        self.main = main
        self.multilingual = multilingual
        self._in_main_language = np.ones(len(main), bool) if multilingual is None else in_main_language
        self._all_in_main_language = bool(self._in_main_language.all())

    def needs_main(self, query_in_main_language: bool) -> bool:
        """Tell whether the main model has a say about a query."""
        return self.multilingual is None or query_in_main_language

    def needs_multilingual(self, query_in_main_language: bool) -> bool:
        """Tell whether the multilingual model has a say about a query."""
        return self.multilingual is not None and not (query_in_main_language and self._all_in_main_language)

    def judged_by_main(self, query_in_main_language: bool, languages: Sequence[str | None]) -> Mask:
        """Mark the texts, by their languages, that the main model judges for a query."""
        if self.multilingual is None:
            return np.ones(len(languages), bool)
        return np.array([query_in_main_language and is_in_main_language(language) for language in languages], bool)

    def similarity_matrix(self, ordinals: Ordinals) -> tuple[Scores, Mask]:
        """Compute cosines of some passages to all, by the model that judges a pair, and mark those of the main one.

        :return: both of shape (ordinals, passages).
        """
        main: Scores = self.main.vectors[ordinals] @ self.main.vectors.T
        by_main: Mask = np.logical_and.outer(self._in_main_language[ordinals], self._in_main_language)
        if self.multilingual is None or by_main.all():
            return main, by_main
        multilingual: Scores = self.multilingual.vectors[ordinals] @ self.multilingual.vectors.T
        return np.where(by_main, main, multilingual), by_main

    def nearest(self, query: QueryVectors, query_in_main_language: bool, depth: int, allowed: Mask | None) -> Ordinals:
        """Retrieve the passages that each model in charge finds closest, at most ``depth`` a model, of the allowed."""
        if self.multilingual is None or query.multilingual is None:
            return self.main.search(query.main, depth, allowed)[0]
        if not query_in_main_language:
            return self.multilingual.search(query.multilingual, depth, allowed)[0]
        in_main, in_others = self._in_main_language, ~self._in_main_language
        if allowed is not None:
            in_main, in_others = in_main & allowed, in_others & allowed
        by_main, _ = self.main.search(query.main, depth, in_main)
        by_multilingual, _ = self.multilingual.search(query.multilingual, depth, in_others)
        return np.concatenate([by_main, by_multilingual])

    def score(self, query: QueryVectors, query_in_main_language: bool, ordinals: Ordinals) -> DenseScores:
        """Compute exact cosines of some passages by the models in charge."""
        rows = self.main.vectors.take(ordinals, axis=0)
        main = rows @ query.main
        if self.multilingual is None or query.multilingual is None:
            return DenseScores(main, np.zeros(len(ordinals), bool), rows)
        by_multilingual = ~(self._in_main_language[ordinals] & query_in_main_language)
        multilingual = self.multilingual.vectors.take(ordinals, axis=0) @ query.multilingual
        best = float(multilingual.max(initial=0))
        return DenseScores(np.where(by_multilingual, multilingual, main), by_multilingual, rows, best)


def scaled(scores: Scores) -> Scores:
    """Scale scores by the best one, to 0 to 1; negative ones are 0."""
    positive = np.maximum(scores, np.float32(0))
    best = positive.max(initial=np.float32(0))
    return positive / best if best > 0 else positive
