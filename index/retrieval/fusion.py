"""Fusion of dense and lexical retrieval into one score.

A convex combination of scores scaled for each query, after Bruch, Gai and Ingber (2023), "An Analysis of Fusion
Functions for Hybrid Retrieval", ACM TOIS 42(1): each channel is divided by its best score for the query, and both are
0 where a passage has nothing in common with it, which is the least BM25 can give and what unrelated texts have as
cosine. Unlike a min-max over the retrieved list, the result does not depend on how long the list is.

A passage in another language than the query is judged by its meaning; the words that the two share, names above all,
come on top.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from index.arrays import Mask, Ordinals, Scores
from index.dense.late_interaction import DEPTH, TokenVectors
from index.dense.query_vectors import QueryVectors
from index.dense.retriever import DenseScores, scaled
from index.dense.rocchio import FEEDBACK_PASSAGES, rocchio

DENSE_WEIGHT = 0.65
NAME_WEIGHT = 0.4
FOREIGN_SHARE = 0.85
"""A passage in the query's own language comes first where both are as good."""
INTERACTION_WEIGHT = 0.35
MULTILINGUAL_INTERACTION_WEIGHT = 0.7
"""Of the multilingual model, whose tokens tell far more than its whole passages do (half of XQuAD's questions)."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidate passages, of any channel, with the score of each: ordinals ascending, all arrays of one length."""

    ordinals: Ordinals
    dense: DenseScores
    lexical: Scores
    foreign: Mask
    """True for passages in another language than the query."""


def union(dense: Ordinals, lexical: Ordinals, lexical_scores: Scores) -> tuple[Ordinals, Scores]:
    """Unite the candidates of both channels, ascending, with BM25 scores; 0 where the lexical one has none."""
    ordinals = np.union1d(dense, lexical).astype(np.int64)
    words = np.zeros(len(ordinals), np.float32)
    words[np.searchsorted(ordinals, lexical)] = lexical_scores
    return ordinals, words


def convex_combination(candidates: Candidates, dense_weight: float = DENSE_WEIGHT) -> Scores:
    """Fuse scores, 0 to 1: ``w * cosine / best cosine + (1 - w) * BM25 / best BM25``, negative cosines being 0.

    Across languages ``cosine / best cosine + NAME_WEIGHT * BM25 / best BM25``, over the best of these where that is
    above 1, and of that ``FOREIGN_SHARE``.
    """
    words, shares = scaled(candidates.lexical), candidates.dense.shares
    mixed = dense_weight * shares + (1 - dense_weight) * words
    named = (shares + NAME_WEIGHT * words) * candidates.foreign
    named *= FOREIGN_SHARE / max(1.0, float(named.max(initial=0)))
    fused: Scores = np.where(candidates.foreign, named, mixed).astype(np.float32)
    return fused


def mix_late_interaction(
    scores: Scores, best: Ordinals, interaction: Scores, weight: float = INTERACTION_WEIGHT
) -> Scores:
    """Mix the scores at the positions ``best`` with those of late interaction, from 0 to 1, of the same length.

    The others count as if they had the least of it: none of them rises above the best ones for want of a comparison.
    """
    mixed: Scores = (1 - weight) * scores + np.float32(weight) * interaction.min(initial=1.0)
    mixed[best] = (1 - weight) * scores[best] + weight * interaction
    return mixed


def fuse(candidates: Candidates, query: QueryVectors, dense_weight: float) -> Scores:
    """Fuse dense and lexical scores, once more with the query moved towards the best passages (Rocchio)."""
    scores = convex_combination(candidates, dense_weight)
    dense = candidates.dense
    best = np.argsort(-scores, kind="stable")[:FEEDBACK_PASSAGES]
    best = best[~dense.by_multilingual[best]]
    if not len(best):
        return scores
    moved = dense.rows @ rocchio(query.main, dense.rows[best], scores[best])
    cosines = np.where(dense.by_multilingual, dense.cosines, moved)
    return convex_combination(replace(candidates, dense=replace(dense, cosines=cosines)), dense_weight)


def rerank(
    scores: Scores,
    candidates: Candidates,
    query: QueryVectors,
    tokens: TokenVectors | None,
    multilingual_tokens: TokenVectors | None = None,
) -> Scores:
    """Re-rank the best candidates by late interaction, each with the tokens of the model in charge of it.

    :param tokens: those of the snapshot; where they or the query's are missing, scores stay as they are.
    """
    for mask, of_passages, of_query, weight in (
        (~candidates.dense.by_multilingual, tokens, query.tokens, INTERACTION_WEIGHT),
        (
            candidates.dense.by_multilingual,
            multilingual_tokens,
            query.multilingual_tokens,
            MULTILINGUAL_INTERACTION_WEIGHT,
        ),
    ):
        among = np.flatnonzero(mask)
        if of_passages is None or of_query is None or not len(among):
            continue
        best = among[np.argsort(-scores[among], kind="stable")[:DEPTH]]
        interaction = scaled(of_passages.interact(of_query, candidates.ordinals[best]))
        interaction *= scores[best].max()
        scores = np.where(mask, mix_late_interaction(scores, best, interaction, weight), scores)
    return scores
