from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fuse import Candidates, candidates, convex

PAIRS = st.tuples(st.floats(-1, 1, width=32), st.floats(0, 30, width=32))


def found(*pairs: tuple[float, float]) -> Candidates:
    dense, lexical = (np.array([pair[side] for pair in pairs], np.float32) for side in (0, 1))
    return Candidates(np.arange(len(pairs)), dense, lexical)


def test_the_score_is_the_weighted_sum_of_each_channel_over_its_best_and_negative_cosines_are_0() -> None:
    fused = convex(found((0.8, 0.0), (0.4, 12.0), (0.2, 3.0), (-0.1, 6.0)), 0.65)

    assert fused.tolist() == pytest.approx(
        [
            0.65 * 0.8 / 0.8 + 0.35 * 0 / 12,
            0.65 * 0.4 / 0.8 + 0.35 * 12 / 12,
            0.65 * 0.2 / 0.8 + 0.35 * 3 / 12,
            0.65 * 0 / 0.8 + 0.35 * 6 / 12,
        ],
        abs=1e-6,
    )


def test_a_channel_without_anything_above_zero_counts_for_nothing() -> None:
    assert convex(found((-0.5, 4.0), (-0.1, 2.0)), 0.5).tolist() == [0.5, 0.25]
    assert convex(found((0.5, 0.0), (0.25, 0.0)), 0.5).tolist() == [0.5, 0.25]
    assert convex(found(), 0.5).tolist() == []


def test_weights_0_and_1_give_the_single_channels() -> None:
    pairs = found((0.9, 1.0), (0.3, 4.0), (0.6, 2.0))

    assert convex(pairs, 1).tolist() == pytest.approx([1, 1 / 3, 2 / 3])
    assert convex(pairs, 0).tolist() == pytest.approx([0.25, 1, 0.5])


def test_candidates_are_the_union_with_exact_cosines_and_zero_where_no_word_was_found() -> None:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8], [-1, 0]], np.float32)

    union = candidates(
        np.array([1, 0], np.float32),
        vectors,
        dense=np.array([0, 2]),
        lexical=np.array([3, 2]),
        lexical_scores=np.array([7.5, 2.5], np.float32),
    )

    assert union.ordinals.tolist() == [0, 2, 3]
    assert union.dense.tolist() == pytest.approx([1, 0.6, -1])
    assert union.lexical.tolist() == [0, 2.5, 7.5]


@given(st.lists(PAIRS, min_size=1, max_size=8), st.lists(PAIRS, max_size=8), st.floats(0, 1))
def test_worse_candidates_change_neither_scores_nor_order(
    good: list[tuple[float, float]], others: list[tuple[float, float]], weight: float
) -> None:
    best_dense, best_lexical = (max(pair[side] for pair in good) for side in (0, 1))
    worse = [pair for pair in others if pair[0] <= best_dense and pair[1] <= best_lexical]

    alone, together = convex(found(*good), weight), convex(found(*good, *worse), weight)

    np.testing.assert_array_equal(together[: len(good)], alone)


@given(st.lists(PAIRS, min_size=1, max_size=12), st.floats(0, 1))
def test_scores_go_from_0_to_1(pairs: list[tuple[float, float]], weight: float) -> None:
    fused = convex(found(*pairs), weight)

    assert fused.min() >= 0
    assert fused.max() <= 1 + 1e-6
