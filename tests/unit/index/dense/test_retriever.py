from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays import Mask, Ordinals, Scores, Vectors, unit_rows
from index.dense.query_vectors import QueryVectors
from index.dense.retriever import DenseRetriever, scaled
from index.dense.vector_index import DenseIndex
from index.embedding.model_roles import is_in_main_language

SEEDS = st.integers(0, 2**32 - 1)


class Made:
    """Passages in two languages, each with random vectors of both models, and what brute force says about them."""

    def __init__(self, seed: int, native: list[bool], across: bool = True, query_across: bool = True) -> None:
        self.chance = np.random.default_rng(seed)
        self.native = np.array(native, bool)
        self.size = len(native)
        self.main = self.vectors(self.size, 8)
        if across:
            self.main[~self.native] = 0  # as encode leaves them
        self.multilingual = self.vectors(self.size, 6)
        self.query = QueryVectors(self.vectors(1, 8)[0], self.vectors(1, 6)[0] if query_across else None)
        self.meaning = DenseRetriever(
            DenseIndex.from_vectors(self.main),
            self.native,
            DenseIndex.from_vectors(self.multilingual) if across else None,
        )

    def vectors(self, count: int, dimension: int) -> Vectors:
        return unit_rows(self.chance.standard_normal((count, dimension), np.float32))

    def cosines_across(self) -> Scores:
        assert self.query.multilingual is not None
        return self.multilingual @ self.query.multilingual


def best(cosines: Scores, among: Mask, depth: int) -> set[int]:
    ordinals = np.flatnonzero(among)
    return set(ordinals[np.argsort(-cosines[ordinals])][:depth].tolist())


def shares(cosines: Scores) -> list[float]:
    top = max([0.0, *cosines.tolist()])
    return [max(0.0, cosine) / top if top else 0.0 for cosine in cosines.tolist()]


NATIVE = st.lists(st.booleans(), min_size=1, max_size=14)


@given(SEEDS, NATIVE, st.booleans(), st.integers(1, 6), st.sampled_from([None, 0.0, 0.5, 1.0]))
@settings(deadline=None)
def test_each_model_finds_the_nearest_of_the_passages_that_it_judges(
    seed: int, native: list[bool], native_query: bool, depth: int, share: float | None
) -> None:
    made = Made(seed, native)
    allowed = None if share is None else made.chance.random(made.size) < share
    among = np.ones(made.size, bool) if allowed is None else allowed

    ordinals = made.meaning.nearest(made.query, native_query, depth, allowed).tolist()

    judged_by_main = made.native & native_query
    own, across = made.main @ made.query.main, made.cosines_across()
    assert len(set(ordinals)) == len(ordinals)
    assert set(ordinals) == best(own, among & judged_by_main, depth) | best(across, among & ~judged_by_main, depth)
    assert among[ordinals].all()


@given(SEEDS, NATIVE, st.sampled_from([None, 0.5]))
@settings(deadline=None)
def test_without_a_second_model_the_first_judges_all_in_any_language(
    seed: int, native: list[bool], share: float | None
) -> None:
    made = Made(seed, native, across=False)
    allowed = None if share is None else made.chance.random(made.size) < share
    among = np.ones(made.size, bool) if allowed is None else allowed
    cosines = made.main @ made.query.main

    for native_query in (True, False):
        ordinals = made.meaning.nearest(made.query, native_query, 3, allowed).tolist()
        closeness = made.meaning.score(made.query, native_query, np.arange(made.size))
        assert set(ordinals) == best(cosines, among, 3)
        np.testing.assert_allclose(closeness.cosines, cosines, atol=1e-6)
        assert not closeness.by_multilingual.any()
        assert not made.meaning.needs_multilingual(native_query)


@given(SEEDS, NATIVE, st.booleans(), st.data())
@settings(deadline=None)
def test_cosines_are_by_the_model_in_charge_and_shares_are_of_the_best_that_it_gives_any_candidate(
    seed: int, native: list[bool], native_query: bool, data: st.DataObject
) -> None:
    made = Made(seed, native)
    ordinals: Ordinals = np.array(
        data.draw(st.lists(st.integers(0, made.size - 1), unique=True, max_size=made.size)), np.int64
    )

    closeness = made.meaning.score(made.query, native_query, ordinals)

    judged_by_main = (made.native & native_query)[ordinals]
    own, across = (made.main @ made.query.main)[ordinals], made.cosines_across()[ordinals]
    own_shares, across_shares = shares(own[judged_by_main]), shares(across)
    assert closeness.by_multilingual.tolist() == (~judged_by_main).tolist()
    np.testing.assert_allclose(closeness.cosines, np.where(judged_by_main, own, across), atol=1e-6)
    np.testing.assert_allclose(closeness.shares[judged_by_main], own_shares, atol=1e-5)
    np.testing.assert_allclose(closeness.shares[~judged_by_main], np.array(across_shares)[~judged_by_main], atol=1e-5)
    assert ((closeness.shares >= 0) & (closeness.shares <= 1)).all()


def test_a_low_cosine_of_one_model_is_as_good_as_a_high_one_of_the_other_where_each_is_the_best() -> None:
    own = DenseIndex.from_vectors(np.array([[1, 0], [0, 1], [0, 0]], np.float32))
    across = DenseIndex.from_vectors(np.array([[0, 1], [0, 1], [0.28, 0.96]], np.float32))
    meaning = DenseRetriever(own, np.array([True, True, False]), across)

    closeness = meaning.score(
        QueryVectors(np.array([0.8, 0.6], np.float32), np.array([1, 0], np.float32)), True, np.arange(3)
    )

    assert closeness.cosines.tolist() == pytest.approx([0.8, 0.6, 0.28])
    assert closeness.shares.tolist() == pytest.approx([1, 0.75, 1])
    assert closeness.by_multilingual.tolist() == [False, False, True]


def test_a_passage_in_another_language_has_a_share_of_what_the_second_model_gives_an_english_one() -> None:
    own = DenseIndex.from_vectors(np.array([[1, 0], [0, 0]], np.float32))
    across = DenseIndex.from_vectors(np.array([[0.6, 0.8], [0.28, 0.96]], np.float32))
    meaning = DenseRetriever(own, np.array([True, False]), across)
    query = QueryVectors(np.array([0.8, 0.6], np.float32), np.array([1, 0], np.float32))

    both, alone = meaning.score(query, True, np.arange(2)), meaning.score(query, True, np.array([1]))

    assert both.shares.tolist() == pytest.approx([1, 0.28 / 0.6])
    assert alone.shares.tolist() == pytest.approx([1])


@given(SEEDS, NATIVE, st.booleans())
@settings(deadline=None)
def test_likeness_is_the_same_from_either_side_and_each_pair_has_one_judge(
    seed: int, native: list[bool], across: bool
) -> None:
    made = Made(seed, native, across=across)
    everything = np.arange(made.size)

    likeness, by_main = made.meaning.similarity_matrix(everything)

    assert likeness.shape == (made.size, made.size)
    np.testing.assert_allclose(likeness, likeness.T, atol=1e-6)
    np.testing.assert_allclose(np.diag(likeness), 1, atol=1e-6)
    for row in everything:
        for column in everything:
            judge = made.main if not across or (native[row] and native[column]) else made.multilingual
            assert likeness[row, column] == pytest.approx(float(judge[row] @ judge[column]), abs=1e-5)
    np.testing.assert_array_equal(by_main, np.logical_and.outer(native, native) | (not across))
    some = everything[::-2]
    np.testing.assert_allclose(made.meaning.similarity_matrix(some)[0], likeness[some], atol=1e-6)


@pytest.mark.parametrize(
    ("native", "across", "needs"),
    [
        ([True, True], True, {True: False, False: True}),
        ([True, False], True, {True: True, False: True}),
        ([False], True, {True: True, False: True}),
        ([True, False], False, {True: False, False: False}),
    ],
)
def test_the_second_model_is_asked_only_where_it_has_a_say(
    native: list[bool], across: bool, needs: dict[bool, bool]
) -> None:
    meaning = Made(1, native, across).meaning

    assert {query: meaning.needs_multilingual(query) for query in (True, False)} == needs
    assert (meaning.needs_main(True), meaning.needs_main(False)) == (True, not across)


@given(SEEDS, NATIVE)
@settings(deadline=None)
def test_a_query_in_another_language_needs_no_vector_of_the_first_model(seed: int, native: list[bool]) -> None:
    made = Made(seed, native)
    blank = QueryVectors(np.zeros(8, np.float32), made.query.multilingual)
    everything = np.arange(made.size)

    assert (
        made.meaning.nearest(blank, False, 4, None).tolist()
        == made.meaning.nearest(made.query, False, 4, None).tolist()
    )
    scores, expected = made.meaning.score(blank, False, everything), made.meaning.score(made.query, False, everything)
    np.testing.assert_array_equal(scores.shares, expected.shares)


def test_an_english_question_to_an_english_collection_needs_no_second_vector() -> None:
    made = Made(2, [True] * 6, query_across=False)

    ordinals = made.meaning.nearest(made.query, True, 4, None).tolist()
    closeness = made.meaning.score(made.query, True, np.arange(6))

    assert set(ordinals) == best(made.main @ made.query.main, made.native, 4)
    assert not closeness.by_multilingual.any()


def test_texts_are_judged_as_passages_of_their_language_are() -> None:
    languages = ["en", None, "fr", "zh"]

    with_two, with_one = Made(3, [True, False]).meaning, Made(3, [True, False], across=False).meaning

    assert with_two.judged_by_main(True, languages).tolist() == [True, True, False, False]
    assert with_two.judged_by_main(False, languages).tolist() == [False] * 4
    assert (
        with_one.judged_by_main(True, languages).tolist()
        == with_one.judged_by_main(False, languages).tolist()
        == [True] * 4
    )
    assert with_two.judged_by_main(True, []).shape == (0,)
    assert [is_in_main_language(language) for language in ["en", None, "fr", "eng", ""]] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_nothing_found_has_no_closeness() -> None:
    made = Made(4, [True, False])

    for native_query in (True, False):
        closeness = made.meaning.score(made.query, native_query, np.array([], np.int64))
        assert (closeness.cosines.tolist(), closeness.shares.tolist(), closeness.by_multilingual.tolist()) == (
            [],
            [],
            [],
        )


def test_scores_are_scaled_by_the_best_and_negative_ones_are_0() -> None:
    assert scaled(np.array([0.2, -0.5, 0.4], np.float32)).tolist() == pytest.approx([0.5, 0, 1])
    assert scaled(np.array([-0.2, -0.5], np.float32)).tolist() == [0, 0]
    assert scaled(np.array([], np.float32)).tolist() == []
