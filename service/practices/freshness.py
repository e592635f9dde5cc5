"""The freshness of a practice's text, from the captures it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Practice

_DAY = 10
"""Characters of the day in an ISO 8601 time."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """How fresh a text is, in days, ISO 8601; ``None`` where nobody knows, as of a file that somebody gave."""

    checked: str | None
    """When the page was last brought from its address."""
    failing_since: str | None
    """Since when it cannot be reached: the text is the one of ``checked``."""


def read_freshness(practice: Practice) -> Freshness:
    """Read the freshness off the captures of a practice: it is failing where its newest capture is."""
    fetched = [capture for capture in practice.captures if capture.fetched]
    if not fetched:
        return Freshness(None, None)
    newest = max(fetched, key=lambda capture: capture.fetched or "")
    return Freshness(_day(newest.fetched), _day(newest.failing_since))


def _day(time: str | None) -> str | None:
    return time[:_DAY] if time else None
