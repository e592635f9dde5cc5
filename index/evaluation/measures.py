"""Measures of a ranking, equal to those of ir_measures, ties included.

A run is ``{query_id: {practice_id: score}}``, qrels are ``{query_id: {practice_id: relevance}}``; relevance below 1 is
not relevant. A query of the qrels that is missing from the run scores 0.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

import numpy as np

Scored = Mapping[str, float]
Judged = Mapping[str, int]
Run = Mapping[str, Scored]
Qrels = Mapping[str, Judged]
Measure = Callable[[Scored, Judged], float]


def ndcg_at_10(scored: Scored, judged: Judged) -> float:
    """Compute nDCG@10 (Järvelin and Kekäläinen 2002): gain is the relevance, discount log2(rank + 1)."""
    ideal = _dcg(sorted(judged.values(), reverse=True)[:10])
    return _dcg(judged.get(practice_id, 0) for practice_id in trec_order(scored)[:10]) / ideal if ideal else 0.0


def rr_at_10(scored: Scored, judged: Judged) -> float:
    """Compute RR@10: 1 over the rank of the first relevant practice, 0 where the first ten hold none."""
    ranked = enumerate(msmarco_order(scored)[:10], start=1)
    return next((1 / rank for rank, practice_id in ranked if judged.get(practice_id, 0) > 0), 0.0)


def precision_at_1(scored: Scored, judged: Judged) -> float:
    """Compute P@1: 1 where the first practice is relevant."""
    return float(any(judged.get(practice_id, 0) > 0 for practice_id in trec_order(scored)[:1]))


def recall_at_10(scored: Scored, judged: Judged) -> float:
    """Compute R@10: the share of the relevant practices that the first ten hold."""
    return _recall(scored, judged, 10)


def recall_at_100(scored: Scored, judged: Judged) -> float:
    """Compute R@100: the share of the relevant practices that the first hundred hold."""
    return _recall(scored, judged, 100)


def _recall(scored: Scored, judged: Judged, top: int) -> float:
    relevant = {practice_id for practice_id, relevance in judged.items() if relevance > 0}
    return len(relevant.intersection(trec_order(scored)[:top])) / len(relevant) if relevant else 0.0


MEASURES: dict[str, Measure] = {
    "nDCG@10": ndcg_at_10,
    "RR@10": rr_at_10,
    "P@1": precision_at_1,
    "R@10": recall_at_10,
    "R@100": recall_at_100,
}


def evaluate_run(run: Run, qrels: Qrels) -> dict[str, float]:
    """Average each measure over the queries of the qrels."""
    return {
        name: sum(measure(run.get(query_id, {}), judged) for query_id, judged in qrels.items()) / max(1, len(qrels))
        for name, measure in MEASURES.items()
    }


def trec_order(scored: Scored) -> list[str]:
    """Rank ids best first as trec_eval does: scores in single precision, ties by descending id."""
    return sorted(scored, key=lambda practice_id: (np.float32(scored[practice_id]), practice_id), reverse=True)


def msmarco_order(scored: Scored) -> list[str]:
    """Rank ids best first as the MS MARCO script does, which ir_measures uses for RR@k: ties by ascending id."""
    return sorted(scored, key=lambda practice_id: (-scored[practice_id], practice_id))


def _dcg(relevances: Iterable[int]) -> float:
    return sum(max(relevance, 0) / math.log2(rank + 1) for rank, relevance in enumerate(relevances, start=1))
