"""When to try again what has failed: at once when it has changed, else after pauses that grow."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable


class Retries:
    """The tries of opening a snapshot, told by the state of its files.

    A state that has not been tried is tried at once if it is the first, else as soon as it has stayed for two looks:
    while files arrive they change from look to look. The same state is tried again after pauses that double, as what
    failed may have been want of memory, of threads, or a library's bad moment.
    """

    def __init__(self, first: float, longest: float, clock: Callable[[], float] = time.monotonic) -> None:
        """:param first: seconds until the second try, and ``longest`` between any two."""
        self._first, self._longest, self._clock = first, longest, clock
        self._tried: Hashable = None
        self._seen: Hashable = None
        self._pause = first
        self._next = 0.0

    def is_due(self, state: Hashable) -> bool:
        """Tell whether to try now, given the state of what is tried; call it once a look."""
        has_settled, self._seen = state == self._seen, state
        if self._tried is None:
            return True
        return (state != self._tried and has_settled) or self._clock() >= self._next

    def failed(self, state: Hashable) -> None:
        """Note a try that failed."""
        self._tried = state
        self._next = self._clock() + self._pause
        self._pause = min(2 * self._pause, self._longest)

    def forget(self) -> None:
        """Begin anew: something else is to be tried."""
        self._tried, self._pause = None, self._first
