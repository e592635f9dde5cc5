from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays import Vectors, unit_rows
from index.dense.token_codecs import AXES, AxesCodec, RotationCodec, TokenCodec, load_codec, save_codec

SEEDS = st.integers(0, 2**32 - 1)
KINDS = ["axes", "rotation"]


def some_tokens(chance: np.random.Generator, count: int, dimension: int) -> Vectors:
    """Tokens that vary along some axes far more than along others, as those of a model do, at any length."""
    scale = np.linspace(1, 0.05, dimension, dtype=np.float32)
    return chance.standard_normal((count, dimension), np.float32) * scale * np.float32(chance.uniform(0.5, 9))


def codec_of(kind: str, tokens: Vectors) -> TokenCodec:
    return AxesCodec.learn(tokens) if kind == "axes" else RotationCodec.of_dimension(tokens.shape[1])


@pytest.mark.parametrize("kind", KINDS)
@given(SEEDS, st.sampled_from([8, 62, 63, 96]), st.integers(0, 40), st.integers(0, 5))
@settings(deadline=None, max_examples=40)
def test_similarities_are_the_products_of_what_is_projected_and_what_is_restored(
    kind: str, seed: int, dimension: int, count: int, asked: int
) -> None:
    chance = np.random.default_rng(seed)
    codec = codec_of(kind, some_tokens(chance, 300, dimension))
    codes = codec.encode(some_tokens(chance, count, dimension))
    projected = codec.project(unit_rows(some_tokens(chance, asked, dimension)))

    restored = codec.decode(codes)

    assert codes.shape == (count, codec.code_bytes)
    assert codes.dtype == np.uint8
    np.testing.assert_allclose(codec.similarities(projected, codes), projected @ restored.T, atol=1e-5)


@pytest.mark.parametrize(("kind", "least"), [("axes", 0.98), ("rotation", 0.9)])
def test_a_token_is_nearer_to_what_is_restored_of_it_than_a_bound(kind: str, least: float) -> None:
    tokens = some_tokens(np.random.default_rng(4), 500, 384)
    codec = codec_of(kind, tokens)

    restored = codec.decode(codec.encode(tokens))

    projected = codec.project(unit_rows(tokens))
    lengths = np.linalg.norm(projected, axis=1) * np.linalg.norm(restored, axis=1)
    assert (np.einsum("ij,ij->i", projected, restored) / lengths).min() > least


@pytest.mark.parametrize("kind", KINDS)
@given(SEEDS, st.sampled_from([6, 62, 63, 96]), st.integers(1, 30))
@settings(deadline=None, max_examples=40)
def test_the_direction_of_a_token_alone_is_kept_whatever_its_length(
    kind: str, seed: int, dimension: int, count: int
) -> None:
    chance = np.random.default_rng(seed)
    codec = codec_of(kind, some_tokens(chance, 300, dimension))
    tokens = some_tokens(chance, count, dimension)

    np.testing.assert_array_equal(codec.encode(4 * tokens), codec.encode(tokens))


@pytest.mark.parametrize("kind", KINDS)
@given(SEEDS, st.sampled_from([6, 62, 63, 96]), st.integers(1, 30))
@settings(deadline=None, max_examples=40)
def test_a_token_has_the_same_similarity_alone_as_among_others_in_any_order(
    kind: str, seed: int, dimension: int, count: int
) -> None:
    chance = np.random.default_rng(seed)
    codec = codec_of(kind, some_tokens(chance, 300, dimension))
    codes = codec.encode(some_tokens(chance, count, dimension))
    projected = codec.project(unit_rows(some_tokens(chance, 3, dimension)))

    together = codec.similarities(projected, codes)

    order = chance.permutation(count)
    np.testing.assert_allclose(codec.similarities(projected, codes[order]), together[:, order], atol=1e-5)
    np.testing.assert_allclose(codec.similarities(projected[:1], codes[:1]), together[:1, :1], atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_equal_tables_give_equal_codes(kind: str) -> None:
    tokens = some_tokens(np.random.default_rng(12), 90, 62)
    codec = codec_of(kind, tokens)

    np.testing.assert_array_equal(type(codec)(codec.table.copy()).encode(tokens), codec.encode(tokens))  # type: ignore[call-arg]


@pytest.mark.parametrize(("kind", "size"), [("axes", 32), ("rotation", 96)])
def test_a_token_of_384_dimensions_takes_so_many_bytes(kind: str, size: int) -> None:
    tokens = some_tokens(np.random.default_rng(13), 90, 384)
    codec = codec_of(kind, tokens)

    assert codec.code_bytes == size
    assert codec.encode(tokens).nbytes == 90 * size


@pytest.mark.parametrize("kind", KINDS)
def test_a_token_of_zeros_is_restored_as_numbers(kind: str) -> None:
    codec = codec_of(kind, some_tokens(np.random.default_rng(14), 90, 62))
    codes = codec.encode(np.zeros((2, 62), np.float32))

    assert np.isfinite(codec.decode(codes)).all()
    assert np.isfinite(codec.similarities(codec.project(np.eye(62, dtype=np.float32)), codes)).all()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dimension", [6, 62, 64, 96])
def test_a_saved_codec_loads_as_the_same(tmp_path: Path, kind: str, dimension: int) -> None:
    tokens = some_tokens(np.random.default_rng(9), 90, dimension)
    saved = codec_of(kind, tokens)

    save_codec(saved, tmp_path)
    loaded = load_codec(tmp_path)

    assert type(loaded) is type(saved)
    assert [path.name for path in tmp_path.iterdir()] == [f"{kind}.npy"]
    np.testing.assert_array_equal(loaded.encode(tokens), saved.encode(tokens))
    np.testing.assert_array_equal(loaded.project(tokens), saved.project(tokens))


def test_a_rotation_keeps_lengths_and_angles_and_restores_unit_rows() -> None:
    tokens = some_tokens(np.random.default_rng(10), 50, 30)
    codec = RotationCodec.of_dimension(30)

    rotated = codec.project(tokens)

    np.testing.assert_allclose(rotated @ rotated.T, tokens @ tokens.T, rtol=1e-3, atol=1e-3)
    np.testing.assert_allclose(np.linalg.norm(codec.decode(codec.encode(tokens)), axis=1), 1, atol=1e-5)


def test_a_rotation_gives_a_token_one_code_whatever_the_others_are() -> None:
    tokens = some_tokens(np.random.default_rng(11), 40, 384)

    together = RotationCodec.of_dimension(384).encode(tokens)

    alone = [RotationCodec.of_dimension(384).encode(token[None]) for token in tokens]
    assert (np.concatenate(alone) != together).mean() < 1e-3  # a value on the border of two levels may fall to either


@given(SEEDS, st.sampled_from([4, 64, 96]), st.integers(1, 40))
@settings(deadline=None, max_examples=50)
def test_a_token_is_kept_to_half_a_step_within_the_scale_and_cut_off_at_its_ends(
    seed: int, dimension: int, count: int
) -> None:
    chance = np.random.default_rng(seed)
    codec = AxesCodec.learn(some_tokens(chance, 500, dimension))
    tokens = some_tokens(chance, count, dimension)
    axes, low, step = codec.table[:-2], codec.table[-2], codec.table[-1]

    kept = codec.decode(codec.encode(tokens))

    used = min(dimension, AXES)
    within = (unit_rows(tokens) @ axes).clip(low, low + 15 * step)
    assert (np.abs(kept - within) <= step / 2 + 1e-5)[:, :used].all()
    np.testing.assert_allclose(axes[:, :used].T @ axes[:, :used], np.eye(used), atol=1e-4)


def test_the_scale_takes_in_all_but_a_few_values() -> None:
    tokens = some_tokens(np.random.default_rng(1), 4_000, 96)
    codec = AxesCodec.learn(tokens)
    values, low, step = unit_rows(tokens) @ codec.table[:-2], codec.table[-2], codec.table[-1]

    outside = ((values < low) | (values > low + 15 * step)).mean(axis=0)

    assert 0 < outside.max() <= 0.0025


def test_the_axes_hold_the_most_that_any_64_can() -> None:
    tokens = unit_rows(some_tokens(np.random.default_rng(2), 2_000, 96))
    axes = AxesCodec.learn(tokens).table[:-2]

    held = np.square(tokens @ axes).sum()

    assert held == pytest.approx(np.square(np.linalg.svd(tokens, compute_uv=False)[:AXES]).sum(), rel=1e-4)


def test_a_codec_learns_from_a_sample_of_many_tokens_the_same_as_from_all() -> None:
    tokens = some_tokens(np.random.default_rng(3), 120_000, 8)

    from_all, from_half = AxesCodec.learn(tokens), AxesCodec.learn(tokens[::2])

    np.testing.assert_array_equal(from_all.table, from_half.table)


@pytest.mark.parametrize("tokens", [np.zeros((0, 384), np.float32), np.zeros((2, 384), np.float32)], ids=["no", "zero"])
def test_a_codec_can_be_learnt_from_nothing(tokens: Vectors) -> None:
    codec = AxesCodec.learn(tokens)

    assert codec.encode(tokens).shape == (len(tokens), AxesCodec.code_bytes)
    assert np.isfinite(codec.table).all()
