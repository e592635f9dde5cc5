"""A live index with short pauses, and patience with what happens in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from service.bootstrap import Bootstrap
from service.live import LiveIndex
from service.settings import Settings
from tests.support.snapshot_examples import models_of_every_kind

PATIENCE = 60.0
"""Seconds; a machine that does other work too takes its time."""


def live_over(folder: Path) -> LiveIndex:
    """Make a live index over a folder that looks again and again, within a tenth of a second."""
    return LiveIndex(Bootstrap(Settings(index=folder), models_of_every_kind()), look=0.02, longest_pause=0.1)


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Wait until something holds.

    :raises AssertionError: it does not after a long time.
    """
    ends = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < ends, f"still not: {what}"
        time.sleep(0.01)
