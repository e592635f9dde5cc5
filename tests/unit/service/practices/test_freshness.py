from __future__ import annotations

import pytest

from corpus.model import Capture, Practice
from service.practices.freshness import Freshness, read_freshness

FILE = Capture("page.html")
FIRST = Capture("one", "2026-10-01T08:00:00Z")
LAST = Capture("two", "2026-11-02T08:00:00Z")
FAILING = Capture("three", "2026-11-03T08:00:00Z", "2026-11-20T07:00:00Z")


@pytest.mark.parametrize(
    ("captures", "expected"),
    [
        ((), Freshness(None, None)),
        ((FILE,), Freshness(None, None)),
        ((FILE, LAST, FIRST), Freshness("2026-11-02", None)),
        ((LAST, FAILING), Freshness("2026-11-03", "2026-11-20")),
    ],
)
def test_the_newest_capture_tells_how_fresh_a_practice_is(captures: tuple[Capture, ...], expected: Freshness) -> None:
    assert read_freshness(Practice("p", "P", captures=captures)) == expected
