"""Membership across languages: how close a practice is to a subject in meaning, beside the others of its language.

Between languages no words can be counted, and cosines of two or three words have no scale of their own: those of
*youth employment* are twice those of *fisheries*. So a practice is compared with all of its language as well, by
standard scores: what a collection does not have is far from all practices alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.dense.query_vectors import QueryVectors
from index.embedding.model_roles import model_family
from index.embedding.packaged.e5_with_universal import E5_WITH_UNIVERSAL
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from index.snapshot.snapshot import Snapshot

SURE, LIKELY, POSSIBLE = 0.5, 0.4, 0.2
"""Probabilities that stand for what is above the bars."""
_LEAST_PRACTICES = 50
"""Practices of a language from which on they tell what is far."""


@dataclass(frozen=True, slots=True)
class CrossLanguageBars:
    """The least cosines, each with the least standard score, of a practice that surely, likely, possibly belongs."""

    sure: tuple[float, float]
    likely: tuple[float, float]
    possible: tuple[float, float]
    alone: float
    """The cosine that is enough where there is nothing else to go by: no word to count, or too few practices."""

    def probability(self, cosine: float, score: float | None, *, is_alone: bool) -> float:
        """Estimate the probability that a practice belongs.

        :param score: the standard score; ``None`` where its language has too few practices.
        :param is_alone: no word of the subject can be counted in any language.
        """
        if cosine >= self.alone and is_alone:
            return cosine
        if score is None:
            return 0.0
        for (least, least_score), probability in (
            (self.sure, LIKELY if is_alone else SURE),
            (self.likely, LIKELY),
            (self.possible, POSSIBLE),
        ):
            if cosine >= least and score >= least_score:
                return probability
        return 0.0


_BARS = {
    E5_WITH_UNIVERSAL: CrossLanguageBars((0.18, 3.3), (0.27, 1.5), (0.15, 2.3), 0.36),
    UNIVERSAL_ENCODER: CrossLanguageBars((1.0, 0.0), (1.0, 0.0), (1.0, 0.0), 0.36),
}
"""By the family of the model; one that has none here finds nothing: its scale is not known."""


def bars_of(snapshot: Snapshot) -> CrossLanguageBars | None:
    """Find the bars of the multilingual model of a snapshot."""
    multilingual = snapshot.manifest["across"]
    return _BARS.get(model_family(multilingual["name"])) if multilingual else None


def probabilities_across(
    snapshot: Snapshot, vectors: QueryVectors, language: str | None, bars: CrossLanguageBars, *, is_alone: bool
) -> Mapping[int, float]:
    """Estimate the probability that practices in other languages belong, by their numbers; 0 is left out.

    :param language: of the question.
    :param is_alone: no word of the subject can be counted in any language.
    """
    if snapshot.dense.multilingual is None or vectors.multilingual is None:
        return {}
    probabilities: dict[int, float] = {}
    for spoken in [*snapshot.facets.values("language"), ""]:
        rows = np.flatnonzero(snapshot.languages == spoken)
        if spoken == language or not len(rows):
            continue
        cosines = snapshot.dense.multilingual.vectors.take(rows, axis=0) @ vectors.multilingual
        owners, starts = np.unique(snapshot.owners[rows], return_index=True)
        best = np.maximum.reduceat(cosines, starts)
        spread = float(best.std())
        scores = (best - best.mean()) / spread if len(owners) >= _LEAST_PRACTICES and spread > 0 else [None] * len(best)
        for owner, cosine, score in zip(owners.tolist(), best.tolist(), scores, strict=True):
            if probability := bars.probability(cosine, score, is_alone=is_alone):
                probabilities[owner] = max(probability, probabilities.get(owner, 0.0))
    return probabilities
