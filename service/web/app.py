"""The web application: API, pages, health, and errors as problem documents."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from corpus.errors import PracticeSearchError
from corpus.model import Tombstone
from index.errors import IndexFolderError, ModelError
from service.bootstrap import Live
from service.errors import ForeignFormError, RequestError, TooOftenError, UnknownPracticeError, WithdrawnPracticeError
from service.feedback.intake import Receiver
from service.feedback.rate_limit import BodyLimit
from service.feedback.store import FeedbackStore
from service.web.api.compare import compare_router
from service.web.api.feedback import feedback_router
from service.web.api.search import PROBLEMS, api_router
from service.web.http.middleware import HEADERS, HeadRequests, SecurityHeaders
from service.web.pages.home import pages_router, problem_page

log = logging.getLogger(__name__)

_STATUS: dict[type[PracticeSearchError], int] = {
    UnknownPracticeError: 404,
    WithdrawnPracticeError: 410,
    ForeignFormError: 403,
    TooOftenError: 429,
    RequestError: 400,
    IndexFolderError: 503,
    ModelError: 503,
}


def create_app(live: Live, base_url: str) -> FastAPI:
    """The application over a live searcher. It starts without an index and serves one as soon as there is one."""

    @asynccontextmanager
    async def warm(_: FastAPI) -> AsyncIterator[None]:
        try:
            await run_in_threadpool(live.searcher)
        except PracticeSearchError as error:
            log.warning("%s", error)
        yield

    app = FastAPI(
        title="Practice Search",
        version=version("practice-search"),
        description="Semantic search and cited answers over a collection of practices.",
        docs_url=None,
        redoc_url=None,
        lifespan=warm,
    )
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(HeadRequests)
    app.include_router(api_router(live, base_url))
    app.include_router(pages_router(live, base_url))
    app.include_router(compare_router(live, base_url))
    app.include_router(feedback_router(live, Receiver(FeedbackStore(live.settings.feedback))))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")

    @app.get("/robots.txt", response_class=PlainTextResponse, include_in_schema=False)
    def robots() -> str:
        """Practices may be listed by a search engine; every address with a question is one more answer to make."""
        return "User-agent: *\nDisallow: /?q=\nDisallow: /compare\nDisallow: /api/\n"

    @app.get("/healthz", response_class=PlainTextResponse)
    def healthz() -> str:
        """The process is up."""
        return "ok\n"

    @app.get("/readyz", response_class=PlainTextResponse, responses={503: PROBLEMS[503]})
    def readyz() -> str:
        """A snapshot is loaded: its id."""
        return f"{live.searcher().snapshot.snapshot_id}\n"

    app.add_exception_handler(PracticeSearchError, _our_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(Exception, _unexpected)
    return app


_PAGE_TITLES = {
    400: "This cannot be asked so",
    404: "Not here",
    422: "This cannot be asked so",
    500: "Something went wrong",
}
"""For people who do not know the protocol's phrases."""


def _our_error(request: Request, error: Exception) -> Response:
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    tombstone = error.tombstone if isinstance(error, WithdrawnPracticeError) else None
    return _problem(request, status, str(error), tombstone)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return _problem(request, 422, " ".join(map(_told, error.errors())))


def _told(item: dict[str, Any]) -> str:
    """What is wrong with one parameter, with its name."""
    name = ".".join(map(str, item["loc"][1:]))
    if item["type"] == "string_too_long":
        most = item["ctx"]["max_length"]
        return f"{name}: {len(item['input'])} characters are more than the {most} that are read; please shorten it."
    return f"{name}: {item['msg']}."


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = _problem(request, error.status_code, f"{request.method} {request.url.path}: {error.detail}")
    response.headers.update(error.headers or {})
    return response


def _unexpected(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    response = _problem(request, 500, "Something went wrong on our side; the log of the service has the details.")
    response.headers.update(HEADERS)  # this handler runs outside the middleware
    return response


def _problem(request: Request, status: int, detail: str, withdrawn: Tombstone | None = None) -> Response:
    title = HTTPStatus(status).phrase
    if request.url.path.startswith("/api/") or request.url.path in ("/healthz", "/readyz"):
        body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        if withdrawn:
            body["withdrawn"] = asdict(withdrawn)
        return JSONResponse(body, status_code=status, media_type="application/problem+json")
    return problem_page(request, status, _PAGE_TITLES.get(status, title), detail)
