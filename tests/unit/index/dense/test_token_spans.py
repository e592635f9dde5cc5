from __future__ import annotations

import numpy as np
import pytest

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
