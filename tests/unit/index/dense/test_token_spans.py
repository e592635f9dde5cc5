from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.arrays import Vectors, unit_rows
from index.dense.late_interaction import TokenVectors
from index.dense.token_codecs import AxesCodec, RotationCodec
from index.dense.token_spans import PassageTokens

ROWS = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]], np.float32)
QUERY_TOKENS = np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)


def test_a_part_is_compared_by_its_own_tokens_alone() -> None:
    tokens = PassageTokens(ROWS, [-5, 0, 4], np.array([3.0, 4.0], np.float32), QUERY_TOKENS)

    part, first, whole = tokens.span(0, 9), tokens.span(4, 9), tokens.whole

    assert part is not None
    assert first is not None
    assert part.tokens.tolist() == pytest.approx([0.6, 1.0])
    assert part.cosine == pytest.approx((0.3 * 0.6 + 0.9 * 0.8) / np.hypot(0.3, 0.9))
    assert first.tokens.tolist() == pytest.approx([0.6, 0.8])
    assert first.cosine == pytest.approx(1.0)
    assert whole.tokens.tolist() == [1.0, 1.0]
    assert tokens.span(9, 12) is None


def vectors(chance: np.random.Generator, count: int) -> Vectors:
    return unit_rows(chance.standard_normal((count, 12), np.float32))


@pytest.mark.parametrize("kind", ["axes", "rotation"])
@given(st.integers(0, 2**32 - 1), st.integers(1, 9), st.integers(1, 4))
@settings(deadline=None)
def test_a_span_is_compared_by_what_the_snapshot_keeps_of_its_tokens(
    kind: str, seed: int, count: int, asked: int
) -> None:
    chance = np.random.default_rng(seed)
    rows, query, query_tokens = vectors(chance, count), vectors(chance, 1)[0], vectors(chance, asked)
    codec = AxesCodec.learn(vectors(chance, 500)) if kind == "axes" else RotationCodec.of_dimension(12)
    kept = TokenVectors.from_codes(codec, [codec.encode(vectors(chance, 2)), codec.encode(rows)])
    starts = list(range(0, 5 * count, 5))
    start, end = sorted(chance.integers(0, 5 * count, 2).tolist())

    tokens = PassageTokens.of(kept, 1, starts, query, 3 * query_tokens)

    assert tokens is not None
    span = tokens.span(start, end)
    within = codec.decode(codec.encode(rows))[[start <= at < end for at in starts]]
    if not len(within):
        assert span is None
        return
    assert span is not None
    mean, projected = within.mean(axis=0), codec.project(query[None])[0]
    lengths = float(np.linalg.norm(mean) * np.linalg.norm(projected))
    assert span.cosine == pytest.approx(float(mean @ projected) / lengths, abs=1e-5)
    np.testing.assert_allclose(span.tokens, (within @ codec.project(query_tokens).T).max(axis=0), atol=1e-5)


def test_what_the_snapshot_does_not_hold_is_not_compared() -> None:
    chance = np.random.default_rng(3)
    codec = RotationCodec.of_dimension(12)
    kept = TokenVectors.from_codes(codec, [codec.encode(vectors(chance, 3)), codec.encode(vectors(chance, 0))])
    query, query_tokens = vectors(chance, 1)[0], vectors(chance, 2)

    assert PassageTokens.of(kept, 0, [0, 4, 8], query, query_tokens) is not None
    assert PassageTokens.of(kept, 0, [0, 4], query, query_tokens) is None
    assert PassageTokens.of(kept, 1, [], query, query_tokens) is None
    assert PassageTokens.of(kept, 0, [0, 4, 8], None, query_tokens) is None
    assert PassageTokens.of(kept, 0, [0, 4, 8], query, None) is None
    assert PassageTokens.of(kept, 0, [0, 4, 8], query, query_tokens[:0]) is None
