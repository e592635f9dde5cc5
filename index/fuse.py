"""Fusion of the vector and the word search into one score.

A convex combination of scores scaled for each query, after Bruch, Gai and Ingber (2023), "An Analysis of Fusion
Functions for Hybrid Retrieval", ACM TOIS 42(1): each channel is divided by its best score for the query, and both are
0 where a passage has nothing in common with it, which is the least BM25 can give and what unrelated texts have as
cosine. Unlike a min-max over the retrieved list, the result does not depend on how long the list is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from index.arrays import Ordinals, Scores, Vectors

DENSE_WEIGHT = 0.65


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages found by either channel, with the score of each: ordinals ascending, all arrays of one length."""

    ordinals: Ordinals
    dense: Scores
    lexical: Scores


def candidates(
    query: Vectors, vectors: Vectors, dense: Ordinals, lexical: Ordinals, lexical_scores: Scores
) -> Candidates:
    """The union of both channels. Cosines are exact for all of it; BM25 is 0 where the word search found nothing.

    :param query: unit vector, shape (dimension,).
    :param vectors: all passage vectors, shape (passages, dimension).
    """
    ordinals = np.union1d(dense, lexical).astype(np.int64)
    words = np.zeros(len(ordinals), np.float32)
    words[np.searchsorted(ordinals, lexical)] = lexical_scores
    return Candidates(ordinals, vectors[ordinals] @ query, words)


def convex(found: Candidates, dense_weight: float = DENSE_WEIGHT) -> Scores:
    """Fused scores from 0 to 1: ``w * cosine / best cosine + (1 - w) * BM25 / best BM25``; negative cosines are 0."""
    return dense_weight * _scaled(found.dense) + (1 - dense_weight) * _scaled(found.lexical)


def _scaled(scores: Scores) -> Scores:
    positive = np.maximum(scores, np.float32(0))
    best = positive.max(initial=np.float32(0))
    return positive / best if best > 0 else positive
