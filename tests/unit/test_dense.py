from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.arrays import Mask, Vectors, unit_rows
from index.dense import DenseIndex


@pytest.fixture
def rows() -> Vectors:
    return unit_rows(np.random.default_rng(3).standard_normal((300, 24), np.float32))


@pytest.fixture
def queries() -> Vectors:
    return unit_rows(np.random.default_rng(4).standard_normal((20, 24), np.float32))


def brute_force(rows: Vectors, query: Vectors, top: int, allowed: Mask) -> tuple[list[int], list[float]]:
    cosines = rows.astype(np.float64) @ query.astype(np.float64)
    order = [number for number in np.argsort(-cosines).tolist() if allowed[number]][:top]
    return order, cosines[order].tolist()


@pytest.mark.parametrize("top", [1, 7, 300])
def test_search_equals_brute_force(rows: Vectors, queries: Vectors, top: int) -> None:
    index = DenseIndex.from_vectors(rows)

    for query in queries:
        ordinals, scores = index.search(query, top)
        expected, cosines = brute_force(rows, query, top, np.ones(300, bool))
        assert ordinals.tolist() == expected
        assert scores.tolist() == pytest.approx(cosines, abs=1e-6)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 1.0])
def test_a_mask_takes_part_before_the_ranking(rows: Vectors, queries: Vectors, share: float) -> None:
    index = DenseIndex.from_vectors(rows)
    allowed = np.random.default_rng(5).random(300) < share

    for query in queries:
        ordinals, scores = index.search(query, 10, allowed)
        expected, cosines = brute_force(rows, query, 10, allowed)
        assert ordinals.tolist() == expected
        assert scores.tolist() == pytest.approx(cosines, abs=1e-6)


def test_a_top_larger_than_the_index_gives_every_passage_once(rows: Vectors, queries: Vectors) -> None:
    index = DenseIndex.from_vectors(rows[:13])

    ordinals, scores = index.search(queries[0], 50)

    assert sorted(ordinals.tolist()) == list(range(13))
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


def test_an_empty_index_finds_nothing(queries: Vectors) -> None:
    index = DenseIndex.from_vectors(np.zeros((0, 24), np.float32))

    for allowed in (None, np.zeros(0, bool)):
        ordinals, scores = index.search(queries[0], 5, allowed)
        assert (len(index), ordinals.tolist(), scores.tolist()) == (0, [], [])


@pytest.mark.parametrize("count", [0, 1, 300])
def test_what_was_saved_loads_equal(rows: Vectors, queries: Vectors, tmp_path: Path, count: int) -> None:
    saved = DenseIndex.from_vectors(rows[:count])

    saved.save(tmp_path / "dense.faiss")
    loaded = DenseIndex.load(tmp_path / "dense.faiss")

    assert len(loaded) == count
    np.testing.assert_array_equal(loaded.vectors, rows[:count])
    for before, after in zip(saved.search(queries[0], 9), loaded.search(queries[0], 9), strict=True):
        np.testing.assert_array_equal(before, after)
