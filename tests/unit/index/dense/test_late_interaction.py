from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays import Vectors, unit_rows
from index.dense.late_interaction import TokenVectors
from index.dense.token_codecs import AxesCodec, Codes, RotationCodec, TokenCodec

SEEDS = st.integers(0, 2**32 - 1)
KINDS = st.sampled_from(["axes", "rotation"])


def codec_of(kind: str, tokens: Vectors) -> TokenCodec:
    return AxesCodec.learn(tokens) if kind == "axes" else RotationCodec.of_dimension(tokens.shape[1])


def some_tokens(chance: np.random.Generator, count: int, dimension: int) -> Vectors:
    """Tokens that vary along some axes far more than along others, as those of a model do, at any length."""
    scale = np.linspace(1, 0.05, dimension, dtype=np.float32)
    return chance.standard_normal((count, dimension), np.float32) * scale * np.float32(chance.uniform(0.5, 9))


@given(SEEDS, KINDS, st.lists(st.integers(0, 7), min_size=1, max_size=12), st.integers(0, 5), st.data())
@settings(deadline=None, max_examples=60)
def test_a_passage_scores_the_same_whichever_others_are_compared(
    seed: int, kind: str, lengths: list[int], asked: int, data: st.DataObject
) -> None:
    chance = np.random.default_rng(seed)
    codec = codec_of(kind, some_tokens(chance, 300, 16))
    codes = [codec.encode(some_tokens(chance, length, 16)) for length in lengths]
    query = some_tokens(chance, asked, 16)
    ordinals = np.array(data.draw(st.lists(st.integers(0, len(lengths) - 1), max_size=15)), np.int64)

    scores = TokenVectors.from_codes(codec, codes).interact(query, ordinals)

    assert scores.shape == ordinals.shape
    assert scores.dtype == np.float32
    assert scores.tolist() == pytest.approx([one_by_one(codec, query, codes[n]) for n in ordinals], abs=1e-5)


def one_by_one(codec: TokenCodec, query: Vectors, codes: Codes) -> float:
    if not len(codes) or not len(query):
        return 0.0
    return float(np.mean([codec.similarities(codec.project(unit_rows(token[None])), codes).max() for token in query]))


@pytest.mark.parametrize("kind", ["axes", "rotation"])
def test_more_tokens_than_are_restored_at_once_score_as_alone(kind: str) -> None:
    chance = np.random.default_rng(15)
    tokens = [some_tokens(chance, length, 16) for length in (1_999, 3, 0, 2_500, 7, 4_100)]
    codec = codec_of(kind, np.concatenate(tokens))
    vectors = TokenVectors.from_codes(codec, [codec.encode(rows) for rows in tokens])
    query, everything = some_tokens(chance, 3, 16), np.arange(6)

    together = vectors.interact(query, everything)

    alone = [float(vectors.interact(query, everything[[number]])[0]) for number in everything]
    assert together.tolist() == pytest.approx(alone, abs=1e-5)
    assert alone[2] == 0


@given(SEEDS, KINDS)
@settings(deadline=None, max_examples=30)
def test_a_passages_tokens_are_restored_where_they_were_put(seed: int, kind: str) -> None:
    chance = np.random.default_rng(seed)
    tokens = [some_tokens(chance, int(length), 16) for length in chance.integers(0, 5, 6)]
    codec = codec_of(kind, some_tokens(chance, 50, 16))
    vectors = TokenVectors.from_codes(codec, [codec.encode(rows) for rows in tokens])

    for ordinal, rows in enumerate(tokens):
        np.testing.assert_array_equal(vectors.tokens_of(ordinal), codec.decode(codec.encode(rows)))
        np.testing.assert_array_equal(vectors.project(rows), codec.project(rows))


def test_a_passage_without_tokens_scores_0_wherever_it_stands() -> None:
    chance = np.random.default_rng(5)
    tokens = some_tokens(chance, 30, 16)
    codec = AxesCodec.learn(tokens)
    none = codec.encode(tokens[:0])
    vectors = TokenVectors.from_codes(codec, [none, codec.encode(tokens[:10]), none, none, codec.encode(tokens), none])

    scores = vectors.interact(tokens[:3], np.array([5, 4, 3, 2, 1, 0]))

    assert scores[[0, 2, 3, 5]].tolist() == [0, 0, 0, 0]
    assert (scores[[1, 4]] > 0.8).all()
    assert vectors.interact(tokens[:3], np.array([0, 2, 5])).tolist() == [0, 0, 0]
    assert vectors.interact(tokens[:3], np.array([], np.int64)).tolist() == []


def test_no_passages_at_all() -> None:
    codec = AxesCodec.learn(some_tokens(np.random.default_rng(6), 10, 16))

    vectors = TokenVectors.from_codes(codec, []).spread(np.zeros(3, bool))

    assert vectors.interact(np.ones((2, 16), np.float32), np.array([2, 0])).tolist() == [0, 0]


@given(SEEDS, st.lists(st.booleans(), max_size=12))
@settings(deadline=None, max_examples=50)
def test_spread_tokens_are_the_same_at_their_new_places_and_none_elsewhere(seed: int, has: list[bool]) -> None:
    chance = np.random.default_rng(seed)
    codec = AxesCodec.learn(some_tokens(chance, 50, 16))
    narrow = TokenVectors.from_codes(
        codec, [codec.encode(some_tokens(chance, int(chance.integers(0, 4)), 16)) for has_tokens in has if has_tokens]
    )
    query = some_tokens(chance, 3, 16)

    scores = narrow.spread(np.array(has, bool)).interact(query, np.arange(len(has)))

    assert scores[np.array(has, bool)].tolist() == narrow.interact(query, np.arange(sum(has))).tolist()
    assert not scores[~np.array(has, bool)].any()


@pytest.mark.parametrize("kind", ["axes", "rotation"])
def test_what_was_saved_loads_equal_with_the_codes_mapped(tmp_path: Path, kind: str) -> None:
    chance = np.random.default_rng(7)
    tokens = some_tokens(chance, 90, 24)
    codec = codec_of(kind, tokens)
    saved = TokenVectors.from_codes(codec, [codec.encode(tokens[n : n + 9]) for n in range(0, 90, 9)])
    saved = saved.spread(np.arange(20) % 2 == 0)

    saved.save(tmp_path / "tokens")
    loaded = TokenVectors.load(tmp_path / "tokens")

    order = np.array([19, 2, 2, 0, 8, 11])
    np.testing.assert_array_equal(loaded.interact(tokens[:4], order), saved.interact(tokens[:4], order))
    assert isinstance(loaded._codes, np.memmap)
    assert not loaded._codes.flags.writeable
    assert sorted(path.name for path in (tmp_path / "tokens").iterdir()) == sorted(
        [f"{kind}.npy", "codes.npy", "starts.npy"]
    )


@pytest.mark.parametrize("kind", ["axes", "rotation"])
def test_equal_tokens_give_equal_files(tmp_path: Path, kind: str) -> None:
    tokens = some_tokens(np.random.default_rng(8), 90, 24)
    for name in ("one", "two"):
        codec = codec_of(kind, tokens.copy())
        TokenVectors.from_codes(codec, [codec.encode(tokens)]).save(tmp_path / name)

    for file in (f"{kind}.npy", "codes.npy", "starts.npy"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
