from __future__ import annotations

from service.retries import Retries


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_what_has_not_been_tried_is_tried_at_once() -> None:
    assert Retries(1, 20, Clock()).is_due("a")


def test_the_same_is_tried_again_after_pauses_that_double_up_to_the_longest() -> None:
    clock = Clock()
    retries = Retries(1, 20, clock)
    pauses = []
    for _ in range(8):
        retries.failed("a")
        began = clock.now
        while not retries.is_due("a"):
            clock.now += 0.5
        pauses.append(clock.now - began)

    assert pauses == [1, 2, 4, 8, 16, 20, 20, 20]


def test_what_has_changed_is_tried_as_soon_as_it_stays() -> None:
    retries = Retries(1, 20, Clock())
    retries.failed("a")

    due = [retries.is_due(state) for state in ("a", "b", "c", "c")]

    assert due == [False, False, False, True]


def test_another_thing_is_tried_at_once_and_with_short_pauses_again() -> None:
    clock = Clock()
    retries = Retries(1, 20, clock)
    for _ in range(5):
        retries.failed("a")
    retries.forget()

    assert retries.is_due("z")
    retries.failed("z")
    clock.now += 1
    assert retries.is_due("z")
