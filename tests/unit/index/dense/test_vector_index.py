from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays import Mask, Ordinals, Scores, Vectors, unit_rows
from index.dense.vector_index import DenseIndex

CLUSTERED = 4000
NEVER, ALWAYS = 10**9, 0
"""Values of ``exact_up_to``: never approximate, always."""


def clustered(seed: int, count: int, centres: Vectors) -> tuple[Vectors, Ordinals]:
    """Unit rows around centres, and the centre of each."""
    chance = np.random.default_rng(seed)
    labels = chance.integers(len(centres), size=count)
    return unit_rows(centres[labels] + 0.8 * chance.standard_normal((count, centres.shape[1]), np.float32)), labels


CENTRES = np.random.default_rng(1).standard_normal((40, 24), np.float32)
ROWS, LABELS = clustered(2, CLUSTERED, CENTRES)
QUERIES, _ = clustered(3, 40, CENTRES)
FEW = 500
EXACT = DenseIndex.from_vectors(ROWS, NEVER)


@pytest.fixture(scope="module")
def approximate() -> DenseIndex:
    return DenseIndex.from_vectors(ROWS, FEW)


def brute_force(rows: Vectors, query: Vectors, top: int, allowed: Mask | None = None) -> tuple[list[int], list[float]]:
    cosines = rows.astype(np.float64) @ query.astype(np.float64)
    allowed = np.ones(len(rows), bool) if allowed is None else allowed
    order = [number for number in np.argsort(-cosines, kind="stable").tolist() if allowed[number]][:top]
    return order, cosines[order].tolist()


def check_equal(index: DenseIndex, query: Vectors, top: int, allowed: Mask | None = None) -> None:
    """The scores are those of brute force and each belongs to its row; ties may come in any order."""
    ordinals, scores = index.search(query, top, allowed)
    expected, cosines = brute_force(index.vectors, query, top, allowed)
    assert scores.tolist() == pytest.approx(cosines, abs=1e-6)
    check_hits(index, query, top, allowed, ordinals, scores)
    sure = [n for n, score in zip(expected, cosines, strict=True) if score > cosines[-1] + 1e-5]
    assert set(sure) <= set(ordinals.tolist())


def check_hits(
    index: DenseIndex, query: Vectors, top: int, allowed: Mask | None, ordinals: Ordinals, scores: Scores
) -> None:
    """What holds for each kind of search."""
    assert len(ordinals) == len(scores) == min(top, len(index) if allowed is None else int(allowed.sum()))
    assert len(set(ordinals.tolist())) == len(ordinals)
    assert allowed is None or allowed[ordinals].all()
    assert scores.tolist() == pytest.approx((index.vectors[ordinals] @ query).tolist(), abs=1e-6)
    assert scores.tolist() == sorted(scores.tolist(), reverse=True)


def recall(index: DenseIndex, top: int, allowed: Mask | None = None, queries: Vectors = QUERIES) -> float:
    shares = []
    for query in queries:
        ordinals, scores = index.search(query, top, allowed)
        check_hits(index, query, top, allowed, ordinals, scores)
        expected, _ = brute_force(index.vectors, query, top, allowed)
        shares.append(len(set(expected) & set(ordinals.tolist())) / len(expected))
    return float(np.mean(shares))


@given(
    rows=st.integers(1, 60),
    distinct=st.integers(1, 60),
    top=st.integers(1, 80),
    share=st.sampled_from([None, 0.0, 0.02, 0.3, 0.9, 1.0]),
    seed=st.integers(0, 2**32 - 1),
)
@settings(deadline=None)
def test_exact_search_equals_brute_force(rows: int, distinct: int, top: int, share: float | None, seed: int) -> None:
    chance = np.random.default_rng(seed)
    vectors = unit_rows(chance.standard_normal((min(rows, distinct), 12), np.float32))
    vectors = vectors[chance.integers(len(vectors), size=rows)]  # ties
    query = unit_rows(chance.standard_normal((1, 12), np.float32))[0]
    allowed = None if share is None else chance.random(rows) < share

    check_equal(DenseIndex.from_vectors(vectors), query, top, allowed)


@given(count=st.integers(0, FEW), top=st.integers(1, 600), number=st.integers(0, 39), seed=st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=40)
def test_few_allowed_rows_are_all_compared_in_a_large_index(
    approximate: DenseIndex, count: int, top: int, number: int, seed: int
) -> None:
    allowed = np.zeros(CLUSTERED, bool)
    allowed[np.random.default_rng(seed).choice(CLUSTERED, count, replace=False)] = True

    check_equal(approximate, QUERIES[number], top, allowed)


@given(share=st.sampled_from([0.2, 0.5, 0.9]), top=st.sampled_from([1, 10, 100]), seed=st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=5)
def test_approximate_search_finds_nearly_all_that_a_filter_lets_through(
    approximate: DenseIndex, share: float, top: int, seed: int
) -> None:
    allowed = np.random.default_rng(seed).random(CLUSTERED) < share

    assert recall(approximate, top, allowed) >= 0.95


@pytest.mark.parametrize("top", [1, 10, 200])
def test_approximate_search_finds_nearly_all(approximate: DenseIndex, top: int) -> None:
    assert recall(approximate, top) >= 0.97


def test_a_filter_on_what_lies_far_from_the_query_is_searched_where_it_lies(approximate: DenseIndex) -> None:
    far = unit_rows(CENTRES[:1])[0]
    order = np.argsort(unit_rows(CENTRES) @ far)
    allowed = np.isin(LABELS, order[:10])  # the clusters farthest from the first
    strays = np.random.default_rng(6).random(CLUSTERED) < 0.02  # and a few rows beside the query
    near, _ = clustered(7, 20, CENTRES[:1])

    assert int((allowed | strays).sum()) > FEW
    assert recall(approximate, 50, allowed | strays, near) >= 0.95


def test_a_top_larger_than_what_takes_part_gives_all_of_it_once(approximate: DenseIndex) -> None:
    half = np.arange(CLUSTERED) % 2 == 0

    for index in (EXACT, approximate):
        for allowed in (None, half):
            ordinals, scores = index.search(QUERIES[0], CLUSTERED + 5, allowed)
            check_hits(index, QUERIES[0], CLUSTERED + 5, allowed, ordinals, scores)


def test_a_filter_that_lets_nothing_through_finds_nothing(approximate: DenseIndex) -> None:
    for index in (EXACT, approximate, DenseIndex.from_vectors(ROWS, ALWAYS)):
        ordinals, scores = index.search(QUERIES[0], 5, np.zeros(CLUSTERED, bool))
        assert (ordinals.tolist(), scores.tolist()) == ([], [])


@pytest.mark.parametrize("count", [1, 2, 3, 17])
def test_a_few_rows_can_be_searched_approximately(count: int) -> None:
    check_equal(DenseIndex.from_vectors(ROWS[:count], ALWAYS), QUERIES[0], count)


def test_equal_rows_are_found_however_many() -> None:
    rows = np.repeat(ROWS[:3], 700, axis=0)

    check_equal(DenseIndex.from_vectors(rows, ALWAYS), rows[0], 650)
    check_equal(DenseIndex.from_vectors(rows[:700], ALWAYS), rows[0], 650)


def test_an_empty_index_finds_nothing() -> None:
    index = DenseIndex.from_vectors(np.zeros((0, 24), np.float32))

    for allowed in (None, np.zeros(0, bool)):
        ordinals, scores = index.search(QUERIES[0], 5, allowed)
        assert (len(index), ordinals.tolist(), scores.tolist()) == (0, [], [])


@pytest.mark.parametrize("query", [QUERIES[0][:-1], QUERIES[:1], np.append(QUERIES[0], np.float32(0))])
def test_a_query_of_another_dimension_is_an_error(query: Vectors) -> None:
    with pytest.raises(ValueError, match="another shape"):
        EXACT.search(query, 5)


@pytest.mark.parametrize("length", [0, CLUSTERED - 1, CLUSTERED + 1])
def test_a_mask_of_another_length_is_an_error(approximate: DenseIndex, length: int) -> None:
    for index in (EXACT, approximate):
        with pytest.raises(ValueError, match="another shape"):
            index.search(QUERIES[0], 5, np.ones(length, bool))


@pytest.mark.parametrize(("count", "exact_up_to"), [(0, NEVER), (1, NEVER), (CLUSTERED, NEVER), (CLUSTERED, FEW)])
def test_what_was_saved_loads_equal_from_mapped_files(tmp_path: Path, count: int, exact_up_to: int) -> None:
    saved = DenseIndex.from_vectors(ROWS[:count], exact_up_to)

    saved.save(tmp_path / "dense.faiss")
    loaded = DenseIndex.load(tmp_path / "dense.faiss", exact_up_to)

    assert len(loaded) == count
    np.testing.assert_array_equal(loaded.vectors, ROWS[:count])
    assert isinstance(loaded.vectors.base, np.memmap)
    assert not loaded.vectors.flags.writeable
    for allowed in (None, np.arange(count) % 3 != 1):
        for before, after in zip(
            saved.search(QUERIES[0], 9, allowed), loaded.search(QUERIES[0], 9, allowed), strict=True
        ):
            np.testing.assert_array_equal(before, after)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dense.faiss", "dense.npy"]


def test_two_indexes_of_other_dimensions_share_a_folder(tmp_path: Path) -> None:
    other = unit_rows(np.random.default_rng(8).standard_normal((CLUSTERED, 32), np.float32))

    DenseIndex.from_vectors(ROWS, FEW).save(tmp_path / "dense.faiss")
    DenseIndex.from_vectors(other, FEW).save(tmp_path / "across.faiss")

    np.testing.assert_array_equal(DenseIndex.load(tmp_path / "dense.faiss").vectors, ROWS)
    np.testing.assert_array_equal(DenseIndex.load(tmp_path / "across.faiss").vectors, other)


def test_equal_vectors_give_equal_files(tmp_path: Path) -> None:
    for name in ("one", "two"):
        DenseIndex.from_vectors(ROWS.copy(), FEW).save(tmp_path / f"{name}.faiss")

    for suffix in (".faiss", ".npy"):
        assert (tmp_path / f"one{suffix}").read_bytes() == (tmp_path / f"two{suffix}").read_bytes()
