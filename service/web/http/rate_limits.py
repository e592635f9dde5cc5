"""Rate limits of requests by client, with the headers by which a program can keep to them."""

from __future__ import annotations

import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.http.admission import FREE
from service.web.http.clients import ClientKeys
from service.web.http.metrics import Metrics
from service.web.http.refusal import Refuse

_SECONDS = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
_MOST_CLIENTS = 100_000
"""Clients that a window remembers; where more come, it begins anew for all."""


@dataclass(frozen=True, slots=True)
class Quota:
    """What is left to a client of one limit."""

    most: int
    seconds: int
    left: int
    """Requests; below 0 the one that was asked for is too many."""
    reset: int
    """Seconds until all of it is there again."""


class RateWindow:
    """A fixed-window limit: so many requests of one client in so many seconds, counted from the same moment for all.

    What is remembered is a number for each client's key, until the window ends.
    """

    def __init__(self, most: int, seconds: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._began = clock()
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    @classmethod
    def parse_all(cls, written: str) -> list[RateWindow]:
        """Parse limits as ``20/second;1000/hour``."""
        pairs = (limit.split("/") for limit in written.split(";") if limit)
        return [cls(int(most), _SECONDS[unit]) for most, unit in pairs]

    def take(self, client: str) -> Quota:
        """Count a request of a client."""
        with self._lock:
            now = self._clock()
            if now - self._began >= self._seconds or len(self._counts) >= _MOST_CLIENTS:
                self._began = now - (now - self._began) % self._seconds
                self._counts.clear()
            self._counts[client] += 1
            left = self._most - self._counts[client]
            return Quota(self._most, self._seconds, left, math.ceil(self._began + self._seconds - now))


class RateLimited:
    """Middleware that lets a client ask so often, and says what is left (draft-ietf-httpapi-ratelimit-headers)."""

    def __init__(
        self, app: ASGIApp, windows: Sequence[RateWindow], clients: ClientKeys, metrics: Metrics, refuse: Refuse
    ) -> None:
        self._app = app
        self._windows = windows
        self._clients = clients
        self._metrics = metrics
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with the headers, or refuse it (429)."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self._app(scope, receive, send)
            return
        client = self._clients.of_request(HTTPConnection(scope))
        quotas = [window.take(client) for window in self._windows]
        headers = _headers(quotas)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(headers)
            await send(message)

        if spent := [quota for quota in quotas if quota.left < 0]:
            self._metrics.refused("rate")
            until = max(spent, key=lambda quota: quota.reset)
            refusal = self._refuse(scope, 429, _describe(until), {"Retry-After": str(until.reset)})
            await refusal(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)


def _headers(quotas: Sequence[Quota]) -> dict[str, str]:
    return {
        "RateLimit-Policy": ", ".join(f'"{quota.seconds}s";q={quota.most};w={quota.seconds}' for quota in quotas),
        "RateLimit": ", ".join(f'"{quota.seconds}s";r={max(quota.left, 0)};t={quota.reset}' for quota in quotas),
    }


def _describe(quota: Quota) -> str:
    return (
        f"No more than {quota.most} requests in {quota.seconds} seconds are answered from one place; please try "
        f"again in {quota.reset} seconds."
    )
