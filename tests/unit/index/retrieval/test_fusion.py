from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arrays import Mask, Scores, Vectors, unit_rows
from index.dense.late_interaction import DEPTH, TokenVectors
from index.dense.query_vectors import QueryVectors
from index.dense.retriever import DenseScores, scaled
from index.dense.rocchio import FEEDBACK_PASSAGES, FEEDBACK_SHARE
from index.dense.token_codecs import RotationCodec
from index.retrieval.fusion import (
    DENSE_WEIGHT,
    FOREIGN_SHARE,
    INTERACTION_WEIGHT,
    MULTILINGUAL_INTERACTION_WEIGHT,
    NAME_WEIGHT,
    Candidates,
    convex_combination,
    fuse,
    mix_late_interaction,
    rerank,
    union,
)

PAIRS = st.tuples(st.floats(-1, 1, width=32), st.floats(0, 30, width=32))
MIXED = st.tuples(st.floats(-1, 1, width=32), st.floats(0, 30, width=32), st.booleans())
SHARES = st.floats(0, 1, width=32)


def made(*rows: tuple[float, float] | tuple[float, float, bool]) -> Candidates:
    """Candidates by cosine, BM25 score and, where given, whether they are in another language than the query."""
    cosines, lexical = (np.array([row[side] for row in rows], np.float32) for side in (0, 1))
    foreign = np.array([len(row) > 2 and row[2] for row in rows], bool)
    none = np.zeros((len(rows), 0), np.float32)
    return Candidates(np.arange(len(rows)), DenseScores(cosines, np.zeros(len(rows), bool), none), lexical, foreign)


def test_the_score_is_the_weighted_sum_of_each_channel_over_its_best_and_negative_cosines_are_0() -> None:
    fused = convex_combination(made((0.8, 0.0), (0.4, 12.0), (0.2, 3.0), (-0.1, 6.0)), 0.65)

    assert fused.dtype == np.float32
    assert fused.tolist() == pytest.approx(
        [
            0.65 * 0.8 / 0.8 + 0.35 * 0 / 12,
            0.65 * 0.4 / 0.8 + 0.35 * 12 / 12,
            0.65 * 0.2 / 0.8 + 0.35 * 3 / 12,
            0.65 * 0 / 0.8 + 0.35 * 6 / 12,
        ],
        abs=1e-6,
    )


def test_a_passage_in_another_language_is_judged_by_its_meaning_with_shared_words_on_top() -> None:
    fused = convex_combination(made((0.8, 20.0, False), (0.4, 5.0, True), (0.6, 0.0, True), (-0.5, 10.0, True)), 0.65)

    foreign = FOREIGN_SHARE * np.array([0.5 + NAME_WEIGHT * 0.25, 0.75, NAME_WEIGHT * 0.5])
    assert fused.tolist() == pytest.approx([1, *foreign], abs=1e-6)


@given(st.lists(MIXED, min_size=1, max_size=10), st.floats(0, 1), st.floats(0, 1))
def test_the_weight_of_meaning_concerns_passages_in_the_querys_language_only(
    rows: list[tuple[float, float, bool]], first: float, second: float
) -> None:
    candidates = made(*rows)
    alike = candidates.foreign | (candidates.dense.shares == scaled(candidates.lexical))

    np.testing.assert_allclose(
        convex_combination(candidates, first)[alike], convex_combination(candidates, second)[alike], atol=1e-6
    )


@given(st.lists(MIXED, min_size=2, max_size=10))
def test_more_shared_words_or_a_closer_meaning_never_lower_a_score(
    rows: list[tuple[float, float, bool]],
) -> None:
    candidates, fused = made(*rows), convex_combination(made(*rows))
    words = scaled(candidates.lexical)

    for foreign in (True, False):
        of_one_kind = np.flatnonzero(candidates.foreign == foreign).tolist()
        for better in of_one_kind:
            for worse in of_one_kind:
                if candidates.dense.shares[better] >= candidates.dense.shares[worse] and words[better] >= words[worse]:
                    assert fused[better] >= fused[worse] - 1e-6


def test_a_channel_without_anything_above_zero_counts_for_nothing() -> None:
    assert convex_combination(made((-0.5, 4.0), (-0.1, 2.0)), 0.5).tolist() == [0.5, 0.25]
    assert convex_combination(made((0.5, 0.0), (0.25, 0.0)), 0.5).tolist() == [0.5, 0.25]
    assert convex_combination(made((0.5, 0.0, True), (0.25, 0.0)), 0.5).tolist() == pytest.approx([FOREIGN_SHARE, 0.25])
    assert convex_combination(made(), 0.5).tolist() == []


def test_weights_0_and_1_give_the_single_channels() -> None:
    pairs = made((0.9, 1.0), (0.3, 4.0), (0.6, 2.0))

    assert convex_combination(pairs, 1).tolist() == pytest.approx([1, 1 / 3, 2 / 3])
    assert convex_combination(pairs, 0).tolist() == pytest.approx([0.25, 1, 0.5])
    assert convex_combination(pairs).tolist() == convex_combination(pairs, DENSE_WEIGHT).tolist()


def test_the_union_is_ascending_with_zero_where_no_word_was_found() -> None:
    ordinals, words = union(np.array([4, 0, 2]), np.array([3, 2]), np.array([7.5, 2.5], np.float32))

    assert ordinals.tolist() == [0, 2, 3, 4]
    assert words.tolist() == [0, 2.5, 7.5, 0]
    assert (ordinals.dtype.name, words.dtype.name) == ("int64", "float32")


@given(st.sets(st.integers(0, 30)), st.dictionaries(st.integers(0, 30), st.floats(0, 30, width=32)))
def test_the_union_holds_everything_once_with_its_own_score(dense: set[int], lexical: dict[int, float]) -> None:
    ordinals, words = union(
        np.array(list(dense), np.int64),
        np.array(list(lexical), np.int64),
        np.array(list(lexical.values()), np.float32),
    )

    assert ordinals.tolist() == sorted(dense | set(lexical))
    assert words.tolist() == [lexical.get(ordinal, 0) for ordinal in ordinals.tolist()]


@given(st.lists(PAIRS, min_size=1, max_size=8), st.lists(PAIRS, max_size=8), st.floats(0, 1))
def test_worse_candidates_change_neither_scores_nor_order(
    good: list[tuple[float, float]], others: list[tuple[float, float]], weight: float
) -> None:
    best_dense, best_lexical = (max(pair[side] for pair in good) for side in (0, 1))
    worse = [pair for pair in others if pair[0] <= best_dense and pair[1] <= best_lexical]

    alone, together = (
        convex_combination(made(*good), weight),
        convex_combination(made(*good, *worse), weight),
    )

    np.testing.assert_array_equal(together[: len(good)], alone)


@given(st.lists(MIXED, min_size=1, max_size=12), st.floats(0, 1))
def test_scores_go_from_0_to_1_and_above_only_by_words_shared_between_languages(
    rows: list[tuple[float, float, bool]], weight: float
) -> None:
    candidates, fused = made(*rows), convex_combination(made(*rows), weight)

    assert fused.min() >= 0
    assert fused[~candidates.foreign].max(initial=0) <= 1 + 1e-6
    assert fused[candidates.foreign & (candidates.lexical == 0)].max(initial=0) <= 1 + 1e-6
    assert fused.max() <= 1 + NAME_WEIGHT + 1e-6


def test_the_best_are_mixed_with_the_comparison_and_the_others_with_the_least_of_it() -> None:
    scores = np.array([0.2, 1.0, 0.6, 0.8], np.float32)

    mixed = mix_late_interaction(scores, np.array([1, 3, 2]), np.array([0.5, 1.0, 0.4], np.float32), 0.25)

    assert mixed.tolist() == pytest.approx(
        [
            0.75 * 0.2 + 0.25 * 0.4,
            0.75 * 1.0 + 0.25 * 0.5,
            0.75 * 0.6 + 0.25 * 0.4,
            0.75 * 0.8 + 0.25 * 1.0,
        ]
    )
    assert scores.tolist() == pytest.approx([0.2, 1.0, 0.6, 0.8])  # left as they were


@given(st.lists(SHARES, min_size=1, max_size=20), st.integers(1, 20), st.data(), SHARES)
def test_none_of_the_others_rises_above_the_best_nor_moves_among_the_others(
    listed: list[float], depth: int, data: st.DataObject, weight: float
) -> None:
    scores = np.array(listed, np.float32)
    best = np.argsort(-scores, kind="stable")[:depth]
    interaction = np.array(data.draw(st.lists(SHARES, min_size=len(best), max_size=len(best))), np.float32)

    mixed = mix_late_interaction(scores, best, interaction, weight)

    others = np.setdiff1d(np.arange(len(scores)), best)
    assert mixed[best].min() >= mixed[others].max(initial=0)
    assert is_sorted(mixed[others][np.argsort(-scores[others], kind="stable")])
    assert (mixed >= 0).all()
    assert (mixed <= 1 + 1e-6).all()


def test_the_comparison_decides_between_equals_and_weighs_as_much_as_it_says() -> None:
    equals = np.array([0.7, 0.7], np.float32)

    mixed = mix_late_interaction(equals, np.array([0, 1]), np.array([0.0, 1.0], np.float32))

    assert float(mixed[1] - mixed[0]) == pytest.approx(INTERACTION_WEIGHT)


def is_sorted(scores: Scores) -> bool:
    return bool((np.diff(scores) <= 0).all())


class Compared:
    """Passages of a snapshot with tokens of both models; some of them are candidates, with scores."""

    def __init__(self, seed: int, by_multilingual: list[bool]) -> None:
        self.chance = np.random.default_rng(seed)
        self.by_multilingual: Mask = np.array(by_multilingual, bool)
        size = len(by_multilingual)
        self.rows = self.vectors(size, 8)
        dense = DenseScores(
            self.chance.uniform(-0.2, 1, size).astype(np.float32),
            self.by_multilingual,
            self.rows,
            best_by_multilingual=1,
        )
        ordinals = np.sort(self.chance.permutation(2 * size)[:size])
        lexical = self.chance.uniform(0, 9, size).astype(np.float32)
        self.candidates = Candidates(ordinals, dense, lexical, self.by_multilingual)
        self.scores = self.chance.uniform(0, 0.9, size).astype(np.float32)
        self.tokens, self.multilingual_tokens = self.made_tokens(2 * size, 8), self.made_tokens(2 * size, 6)
        self.query = QueryVectors(self.vectors(1, 8)[0], self.vectors(1, 6)[0], self.vectors(3, 8), self.vectors(4, 6))

    def vectors(self, count: int, dimension: int) -> Vectors:
        return unit_rows(self.chance.standard_normal((count, dimension), np.float32))

    def made_tokens(self, passages: int, dimension: int) -> TokenVectors:
        codec = RotationCodec.of_dimension(dimension)
        codes = [codec.encode(self.vectors(int(self.chance.integers(0, 4)), dimension)) for _ in range(passages)]
        return TokenVectors.from_codes(codec, codes)

    def rerank(self) -> Scores:
        return rerank(self.scores, self.candidates, self.query, self.tokens, self.multilingual_tokens)

    def one_by_one(self) -> list[float]:
        """What reranking gives, by its definition."""
        expected = self.scores.astype(float).tolist()
        for kind, tokens, query, weight in (
            (False, self.tokens, self.query.tokens, INTERACTION_WEIGHT),
            (True, self.multilingual_tokens, self.query.multilingual_tokens, MULTILINGUAL_INTERACTION_WEIGHT),
        ):
            own = [n for n, multilingual in enumerate(self.by_multilingual.tolist()) if multilingual == kind]
            best = sorted(own, key=lambda n: -self.scores[n])[:DEPTH]
            assert query is not None
            raw = {n: float(tokens.interact(query, self.candidates.ordinals[[n]])[0]) for n in best}
            top = max([0.0, *raw.values()])
            interaction = {n: max(0.0, raw[n]) / top * float(self.scores[best[0]]) if top else 0.0 for n in best}
            for n in own:
                of_it = interaction.get(n, min(interaction.values()))
                expected[n] = (1 - weight) * float(self.scores[n]) + weight * of_it
        return expected


SEEDS = st.integers(0, 2**32 - 1)
JUDGED = st.lists(st.booleans(), max_size=90)


@given(SEEDS, JUDGED)
def test_each_candidate_is_compared_by_the_tokens_of_the_model_in_charge_of_it(
    seed: int, by_multilingual: list[bool]
) -> None:
    made = Compared(seed, by_multilingual)

    np.testing.assert_allclose(made.rerank(), made.one_by_one(), atol=1e-5)


@given(SEEDS, JUDGED)
def test_the_comparison_raises_nothing_above_the_best_of_the_same_model(seed: int, by_multilingual: list[bool]) -> None:
    made = Compared(seed, by_multilingual)

    compared = made.rerank()

    for mask in (made.by_multilingual, ~made.by_multilingual):
        assert compared[mask].max(initial=0) <= made.scores[mask].max(initial=0) + 1e-6


@given(SEEDS, JUDGED)
def test_without_tokens_of_one_model_the_scores_by_it_stay_as_they_are(seed: int, by_multilingual: list[bool]) -> None:
    made = Compared(seed, by_multilingual)
    both, plain = made.rerank(), QueryVectors(made.query.main, made.query.multilingual)
    expected = np.where(made.by_multilingual, made.scores, both)

    main_alone = rerank(made.scores, made.candidates, made.query, made.tokens)
    second_alone = rerank(made.scores, made.candidates, made.query, None, made.multilingual_tokens)
    neither = rerank(made.scores, made.candidates, plain, made.tokens, made.multilingual_tokens)

    np.testing.assert_array_equal(main_alone, expected)
    np.testing.assert_array_equal(second_alone, np.where(made.by_multilingual, both, made.scores))
    np.testing.assert_array_equal(neither, made.scores)


@given(SEEDS, st.lists(st.booleans(), min_size=1, max_size=12), st.floats(0, 1))
def test_the_best_passages_of_the_main_model_move_the_query_and_the_others_scores_stay(
    seed: int, by_multilingual: list[bool], weight: float
) -> None:
    made = Compared(seed, by_multilingual)
    plain = convex_combination(made.candidates, weight)

    fused = fuse(made.candidates, made.query, weight)

    first = [n for n in np.argsort(-plain, kind="stable")[:FEEDBACK_PASSAGES] if not by_multilingual[n]]
    moved = made.query.main
    if first and plain[first[0]] > 0:
        mean = sum(made.rows[n] * plain[n] / plain[first[0]] for n in first) / len(first)
        moved = unit_rows((made.query.main + FEEDBACK_SHARE * mean)[None].astype(np.float32))[0]
    if first:
        own = scaled((made.rows @ moved)[~made.by_multilingual])
        words = scaled(made.candidates.lexical)[~made.by_multilingual]
        np.testing.assert_allclose(fused[~made.by_multilingual], weight * own + (1 - weight) * words, atol=1e-5)
    else:
        np.testing.assert_array_equal(fused, plain)
    np.testing.assert_array_equal(fused[made.by_multilingual], plain[made.by_multilingual])
