"""Metrics in the exposition format of Prometheus: how much is asked, how long it takes, how it ends."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Literal

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.answers.model import Answer

SHARED_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable of prometheus-client that names the folder where worker processes put their figures together."""
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
UsedUp = Literal["queue", "rate"]


_ANSWERED = "answered"


def note_answer(request: Request, answer: Answer) -> None:
    """Leave word of an answer for the figures."""
    setattr(request.state, _ANSWERED, (answer.kind, answer.outcome))


class Metrics:
    """Figures of this process; with several workers, of all of them together.

    Routes are called by their pattern, as `/practices/{practice_id}`: no question and no address of a client is in
    them.
    """

    def __init__(self) -> None:
        self._registry = own = CollectorRegistry()
        self._requests = Counter(
            "practices_requests", "Requests, by route and status.", ("route", "status"), registry=own
        )
        self._seconds = Histogram(
            "practices_request_seconds", "Seconds until an answer began.", ("route",), buckets=_SECONDS, registry=own
        )
        self._answers = Counter("practices_answers", "Answers, by kind and outcome.", ("kind", "outcome"), registry=own)
        self._refused = Counter(
            "practices_refused", "Requests turned away, by what was used up.", ("limit",), registry=own
        )
        self._waiting = Gauge("practices_waiting", "Requests that wait.", registry=own, multiprocess_mode="livesum")
        self._made = Gauge(
            "practices_snapshot_timestamp_seconds",
            "When what serves was built.",
            registry=own,
            multiprocess_mode="mostrecent",
        )
        self._is_refused = Gauge(
            "practices_snapshot_refused",
            "1 where a newer snapshot cannot be served.",
            registry=own,
            multiprocess_mode="mostrecent",
        )

    def observe(self, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answered(self, kind: str, outcome: str) -> None:
        """Count an answer."""
        self._answers.labels(kind, outcome).inc()

    def refused(self, limit: UsedUp) -> None:
        """Count a request that is turned away."""
        self._refused.labels(limit).inc()

    def waiting(self, requests: int) -> None:
        """Say how many requests wait."""
        self._waiting.set(requests)

    def snapshot(self, made: float, *, is_refused: bool) -> None:
        """Say what serves: when it was made, and whether a newer one is refused."""
        self._made.set(made)
        self._is_refused.set(is_refused)

    def exposition(self) -> Response:
        """Give all figures as Prometheus reads them."""
        registry = self._registry
        if os.environ.get(SHARED_FOLDER):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


class Measured:
    """Middleware that counts requests, and the time until each answer begins."""

    def __init__(self, app: ASGIApp, metrics: Metrics, clock: Callable[[], float] = time.perf_counter) -> None:
        self._app = app
        self._metrics = metrics
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and look at what begins its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = self._clock()

        def count(status: int) -> None:
            route = getattr(scope.get("route"), "path", "none")
            self._metrics.observe(route, status, self._clock() - started)
            if answered := scope.get("state", {}).get(_ANSWERED):
                self._metrics.answered(*answered)

        async def send_and_count(message: Message) -> None:
            if message["type"] == "http.response.start":
                count(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, send_and_count)
        except Exception:
            count(500)
            raise
