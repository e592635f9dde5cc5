"""A rate limit in which no client can take the share of another; it knows clients by keys that say nothing of them."""

from __future__ import annotations

import threading
import time
from collections import Counter, deque
from collections.abc import Callable


class SharedRateLimit:
    """A sliding-window limit, in this process: so many events in so many seconds, and fewer for any one client.

    Only events that are allowed are remembered, until the first one after their window, so that what is remembered is
    bounded by what is allowed, however many clients there are.
    """

    def __init__(
        self, most: int, most_a_client: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most, self._most_a_client = most, most_a_client
        self._seconds, self._clock = seconds, clock
        self._events: deque[tuple[float, str]] = deque()
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def allows(self, client: str) -> bool:
        """Tell whether one more of a client is allowed now; if so it counts.

        :param client: its key, see :class:`service.web.http.clients.ClientKeys`.
        """
        with self._lock:
            now = self._clock()
            self._forget(now - self._seconds)
            if len(self._events) >= self._most or self._counts[client] >= self._most_a_client:
                return False
            self._events.append((now, client))
            self._counts[client] += 1
            return True

    def _forget(self, until: float) -> None:
        while self._events and self._events[0][0] <= until:
            _, client = self._events.popleft()
            self._counts[client] -= 1
            if not self._counts[client]:
                del self._counts[client]
