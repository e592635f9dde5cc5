from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.retrieval.grouping import group_by_practice

OWNERS = np.array([0, 0, 0, 1, 1, 2, 3])


def groups(ordinals: Sequence[int], scores: Sequence[float], top: int, shown: int) -> list[tuple[int, list[int]]]:
    return group_by_practice(np.array(ordinals, np.int64), np.array(scores, np.float32), OWNERS, top, shown)


def test_a_practice_is_as_good_as_its_best_passage() -> None:
    ranked = groups([0, 1, 3, 5], [0.6, 0.6, 0.9, 0.7], top=10, shown=3)

    assert [owner for owner, _ in ranked] == [1, 2, 0]


def test_a_practice_shows_its_best_passages_best_first_as_positions_in_the_list() -> None:
    ranked = groups([0, 1, 2, 6], [0.1, 0.3, 0.2, 0.25], top=10, shown=2)

    assert ranked == [(0, [1, 2]), (3, [3])]


@pytest.mark.parametrize("top", [1, 2, 3])
def test_top_counts_practices_not_passages(top: int) -> None:
    ranked = groups([0, 1, 2, 3, 4, 5], [0.9, 0.8, 0.7, 0.6, 0.5, 0.4], top=top, shown=3)

    assert ranked == [(0, [0, 1, 2]), (1, [3, 4]), (2, [5])][:top]


def test_ties_keep_the_order_of_the_snapshot_whatever_the_order_of_the_list() -> None:
    forwards = groups([0, 2, 4, 5, 6], [0.5] * 5, top=10, shown=3)
    backwards = groups([6, 5, 4, 2, 0], [0.5] * 5, top=10, shown=3)

    assert forwards == [(0, [0, 1]), (1, [2]), (2, [3]), (3, [4])]
    assert backwards == [(0, [4, 3]), (1, [2]), (2, [1]), (3, [0])]


def test_nothing_found_gives_no_practice() -> None:
    assert groups([], [], top=10, shown=3) == []
