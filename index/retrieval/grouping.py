"""Grouping of passages by practice (MaxP): a practice is as good as its best passage, and shows several."""

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
    """Rank the ``top`` practices by their best passage, each with positions of its best passages in ``ordinals``.

    :param owners: practice number of each passage of the snapshot, shape (passages,).
    :param groups: the group label of each practice, shape (practices,); of a group only the best practice is taken.
    :return: (practice number, positions best first); ties keep the order of the snapshot, so a search repeats exactly.
    """
    order = np.lexsort((ordinals, -scores))
    practices = owners[ordinals[order]]
    best: dict[int, int] = {}
    labels = practices if groups is None else groups[practices]
    for practice, label in zip(practices.tolist(), labels.tolist(), strict=True):
        if len(best) == top:
            break
        best.setdefault(label, practice)
    return [(practice, order[practices == practice][: max(1, passages_each)].tolist()) for practice in best.values()]
