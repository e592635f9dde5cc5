"""Pseudo-relevance feedback: what the best passages say moves the query towards what it is about.

Rocchio's formula (1971) without its negative part, on dense vectors as in Li et al. (2023), "Pseudo Relevance Feedback
with Deep Language Models and Dense Retrievers", ACM TOIS 41(3): the query plus a share of the
mean of the first passages, each weighed by its score.
"""

from __future__ import annotations

import numpy as np

from index.arrays import Scores, Vectors, unit_rows

FEEDBACK_PASSAGES = 5
FEEDBACK_SHARE = 0.3


def rocchio(query: Vectors, best: Vectors, scores: Scores) -> Vectors:
    """Move a query towards its best passages.

    :param query: unit vector, shape (dimension,).
    :param best: unit rows of the best passages, shape (n, dimension); where n is 0 the query stays as it is.
    :param scores: theirs, shape (n,), best first, the first one above 0.
    """
    if not len(best) or scores[0] <= 0:
        return query
    weights = scores / scores[0] / len(best)
    towards: Vectors = unit_rows((query + np.float32(FEEDBACK_SHARE) * (weights @ best))[None])[0]
    return towards
