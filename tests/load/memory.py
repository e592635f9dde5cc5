"""The memory of a server while it is used."""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Sequence

import psutil

_SECONDS = 1.0
"""Between two looks."""


def own_memory(process: int) -> float:
    """Measure the memory of a process and its children in MiB, without what they share or have mapped of files."""
    parent = psutil.Process(process)
    infos = [member.memory_info() for member in (parent, *parent.children(recursive=True))]
    return sum(info.rss - info.shared for info in infos) / 2**20


class MemoryWatch:
    """Looks at the memory of a process from time to time, in a thread, as a context."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.looks: list[tuple[float, float]] = []

    def __enter__(self) -> MemoryWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def peak(self) -> float:
        """The most that was seen, in MiB."""
        return max(memory for _, memory in self.looks)

    def _look(self) -> None:
        while True:
            self.looks.append((time.monotonic(), own_memory(self._process)))
            if self._ended.wait(_SECONDS):
                return


def settled(process: int, most_seconds: float = 60.0) -> float:
    """Give the memory once it no longer falls."""
    before, deadline = own_memory(process), time.monotonic() + most_seconds
    while time.monotonic() < deadline:
        time.sleep(min(5.0, most_seconds))
        now = own_memory(process)
        if now > 0.99 * before:
            return now
        before = now
    return before


def growth_per_hour(looks: Sequence[tuple[float, float]]) -> float:
    """Fit a line to the second half of the looks, by when caches are full; MiB an hour."""
    later = looks[len(looks) // 2 :]
    return statistics.linear_regression(*zip(*later, strict=True)).slope * 3600
