"""Work done by several threads that begin together."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Input = TypeVar("Input")
Output = TypeVar("Output")


def at_once(work: Callable[[Input], Output], inputs: Sequence[Input]) -> list[Output]:
    """Do a work on each input in a thread of its own; results in order, and an error of any thread is raised."""
    start = threading.Barrier(len(inputs))

    def begin(given: Input) -> Output:
        start.wait()
        return work(given)

    with ThreadPoolExecutor(len(inputs)) as threads:
        return list(threads.map(begin, inputs))
