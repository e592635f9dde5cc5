from __future__ import annotations

import pytest

from service.answers.lists.meaning import LIKELY, POSSIBLE, SURE, CrossLanguageBars

BARS = CrossLanguageBars((0.18, 3.3), (0.27, 1.5), (0.15, 2.3), 0.36)


@pytest.mark.parametrize(
    ("cosine", "score", "is_alone", "probability"),
    [
        (0.19, 3.4, False, SURE),
        (0.30, 1.6, False, LIKELY),
        (0.16, 2.4, False, POSSIBLE),
        (0.17, 4.0, False, POSSIBLE),  # far from others, and far from the subject
        (0.30, 1.0, False, 0.0),  # close, as everything is
        (0.40, None, False, 0.0),
        (0.40, None, True, 0.40),
        (0.30, None, True, 0.0),
    ],
)
def test_both_the_cosine_and_the_standard_score_count(
    cosine: float, score: float | None, is_alone: bool, probability: float
) -> None:
    assert BARS.probability(cosine, score, is_alone=is_alone) == probability
