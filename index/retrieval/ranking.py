"""The ranking of candidates: fusion, pseudo-relevance feedback, late interaction."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from index.arrays import Scores
from index.dense.late_interaction import DEPTH, TokenVectors
from index.dense.query_vectors import QueryVectors
from index.dense.retriever import scaled
from index.dense.rocchio import FEEDBACK_PASSAGES, rocchio
from index.retrieval.fusion import Candidates, convex_combination, mix_late_interaction


def fuse(candidates: Candidates, query: QueryVectors, dense_weight: float) -> Scores:
    """Fuse dense and lexical scores, once more with the query moved towards the best passages (Rocchio)."""
    scores = convex_combination(candidates, dense_weight)
    dense, by_multilingual = candidates.dense, candidates.dense.multilingual
    best = np.argsort(-scores, kind="stable")[:FEEDBACK_PASSAGES]
    best = best[~by_multilingual[best]]
    if not len(best):
        return scores
    moved = rocchio(query.main, dense.rows[best], scores[best])
    shares = np.where(by_multilingual, dense.shares, scaled(dense.rows @ moved))
    return convex_combination(replace(candidates, dense=replace(dense, shares=shares)), dense_weight)


def rerank(scores: Scores, candidates: Candidates, query: QueryVectors, tokens: TokenVectors | None) -> Scores:
    """Re-rank the best candidates by late interaction; those that the multilingual model judges keep its score.

    :param tokens: those of the snapshot; without them, or without the query's, scores stay as they are.
    """
    if tokens is None or query.tokens is None or not len(scores):
        return scores
    best = np.argsort(-scores, kind="stable")[:DEPTH]
    interaction = scaled(tokens.interact(query.tokens, candidates.ordinals[best]))
    dense = candidates.dense
    return mix_late_interaction(scores, best, np.where(dense.multilingual[best], dense.shares[best], interaction))
