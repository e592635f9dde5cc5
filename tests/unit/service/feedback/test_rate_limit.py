from __future__ import annotations

from service.feedback.rate_limit import RateLimit


def test_a_rate_allows_so_many_and_then_none_until_time_has_passed() -> None:
    now = [0.0]
    rate = RateLimit(2, 60, clock=lambda: now[0])

    assert [rate.allows() for _ in range(3)] == [True, True, False]
    now[0] = 60.0
    assert rate.allows()
