"""What machines ask of the process: whether it is up, what it serves, its figures."""

from __future__ import annotations

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from service.live import LiveIndex
from service.web.api.responses import PROBLEMS
from service.web.http.metrics import Metrics


def health_router(live: LiveIndex, metrics: Metrics) -> APIRouter:
    """Make the routes for monitors and crawlers."""
    router = APIRouter()

    @router.get("/robots.txt", response_class=PlainTextResponse, include_in_schema=False)
    def robots() -> str:
        """Practices may be listed by a search engine; every address with a question is one more answer to make."""
        return "User-agent: *\nDisallow: /?q=\nDisallow: /compare\nDisallow: /api/\n"

    @router.get("/healthz", response_class=PlainTextResponse)
    async def healthz() -> str:
        """The process is up. No thread is waited for."""
        return "ok\n"

    @router.get("/metrics", include_in_schema=False)
    def figures() -> Response:
        """Figures for Prometheus."""
        return metrics.exposition()

    @router.get("/readyz", response_class=PlainTextResponse, responses={503: PROBLEMS[503]})
    def readyz() -> str:
        """A snapshot is loaded: its id."""
        return f"{live.engine().snapshot.snapshot_id}\n"

    return router
