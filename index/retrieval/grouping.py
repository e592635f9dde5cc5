"""Passages to practices: a practice is as good as its best passage, and shows several."""

from __future__ import annotations

import numpy as np

from index.arrays import Ordinals, Scores


def group_by_practice(
    ordinals: Ordinals,
    scores: Scores,
    owners: Ordinals,
    top: int,
    passages_each: int,
    groups: Ordinals | None = None,
) -> list[tuple[int, list[int]]]:
    """The ``top`` practices by their best passage, each with positions of its best passages in ``ordinals``.

    :param owners: practice number of every passage of the snapshot, shape (passages,).
    :param groups: group number of every practice, shape (practices,), of which only the best practice is taken.
    :return: (practice number, positions best first); ties keep the order of the snapshot, so a search repeats exactly.
    """
    order = np.lexsort((ordinals, -scores))
    practices = owners[ordinals[order]]
    best: dict[int, int] = {}
    for one, group in zip(
        practices.tolist(), (practices if groups is None else groups[practices]).tolist(), strict=True
    ):
        if len(best) == top:
            break
        best.setdefault(group, one)
    return [(one, order[practices == one][: max(1, passages_each)].tolist()) for one in best.values()]
