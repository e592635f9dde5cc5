"""What machines ask of the process: whether it is up, what it serves, its figures."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse

from corpus.errors import PracticeSearchError
from service.live import LiveIndex
from service.web.api.responses import PROBLEMS, REFUSED
from service.web.http.metrics import Metrics


def health_router(live: LiveIndex, metrics: Metrics) -> APIRouter:
    """Make the routes for monitors and crawlers."""
    router = APIRouter()

    @router.get("/robots.txt", response_class=PlainTextResponse, include_in_schema=False)
    def robots() -> str:
        """Practices may be listed by a search engine; every address with a question is one more answer to make."""
        return "User-agent: *\nDisallow: /?q=\nDisallow: /compare\nDisallow: /api/\n"

    @router.get("/healthz", response_class=PlainTextResponse, responses=REFUSED)
    async def healthz() -> str:
        """The process is up. No thread is waited for."""
        return "ok\n"

    @router.get("/metrics", include_in_schema=False)
    def figures() -> Response:
        """Figures for Prometheus."""
        metrics.snapshot(_made(live), is_refused=live.refused is not None)
        return metrics.exposition()

    @router.get("/readyz", response_class=PlainTextResponse, responses=REFUSED | {503: PROBLEMS[503]})
    def readyz() -> str:
        """A snapshot is loaded: its id; on a second line, what the index folder names and is not served."""
        return "".join(f"{line}\n" for line in (live.engine().snapshot.snapshot_id, live.refused) if line)

    return router


def _made(live: LiveIndex) -> float:
    """Give when what serves was built, in seconds of Unix time; 0 where nothing serves."""
    try:
        created = live.engine().snapshot.manifest["created"]
    except PracticeSearchError:
        return 0.0
    return datetime.fromisoformat(created).timestamp()
