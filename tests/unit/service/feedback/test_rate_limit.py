from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.feedback.rate_limit import SharedRateLimit


def test_a_client_is_allowed_its_share_and_then_none_until_time_has_passed() -> None:
    now = [0.0]
    rate = SharedRateLimit(10, 2, 60, clock=lambda: now[0])

    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    assert rate.allows("b")
    now[0] = 60.0
    assert rate.allows("a")


def test_all_together_are_allowed_no_more_than_the_total() -> None:
    rate = SharedRateLimit(3, 2, 60, clock=lambda: 0.0)

    assert [rate.allows(client) for client in "aabcd"] == [True, True, True, False, False]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 30))))
def test_no_client_takes_the_share_of_another_and_all_are_forgotten(calls: list[tuple[str, int]]) -> None:
    now = [0.0]
    rate = SharedRateLimit(6 * 3, 3, 60, clock=lambda: now[0])
    allowed: list[tuple[float, str]] = []
    for client, seconds in calls:
        now[0] += seconds
        own = [at for at, name in allowed if name == client and at > now[0] - 60]

        assert rate.allows(client) == (len(own) < 3)
        if len(own) < 3:
            allowed.append((now[0], client))

    now[0] += 60
    rate.allows("last")
    assert set(rate._counts) == {"last"}
    assert len(rate._events) == 1
