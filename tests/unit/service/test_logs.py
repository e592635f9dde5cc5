"""A line that is repeated is written a few times a minute, and then it is said how many were kept back."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from service.logs import RepeatFilter

log = logging.getLogger("tests.logs")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def lines(clock: Clock) -> Iterator[list[str]]:
    """The lines that are written."""
    written: list[str] = []

    class Kept(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(record.getMessage())

    handler = Kept()
    handler.addFilter(RepeatFilter(clock))
    log.addHandler(handler)
    yield written
    log.removeHandler(handler)


def warn(number: int) -> None:
    log.warning("Request %d is none.", number)


def test_ten_lines_of_a_kind_are_written_a_minute(lines: list[str]) -> None:
    for number in range(1000):
        warn(number)

    assert len(lines) == 10
    assert lines[0] == "Request 0 is none."
    assert lines[-1] == "Request 9 is none. (more like it are kept back for a minute)"


def test_other_lines_are_written_meanwhile(lines: list[str]) -> None:
    for number in range(1000):
        warn(number)
    log.warning("The disk is full.")

    assert lines[-1] == "The disk is full."


def test_a_minute_later_it_is_said_how_many_were_kept_back(lines: list[str], clock: Clock) -> None:
    for number in range(1000):
        warn(number)
    clock.now = 60.0
    warn(1000)
    warn(1001)

    assert lines[-2:] == ["Request 1000 is none. (990 more like it were kept back)", "Request 1001 is none."]


def test_what_is_written_seldom_is_as_it_was(lines: list[str], clock: Clock) -> None:
    for number in range(30):
        warn(number)
        clock.now += 10.0

    assert lines == [f"Request {number} is none." for number in range(30)]
