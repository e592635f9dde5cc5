"""The web application: API, pages, health, and errors as problem documents."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from corpus.errors import PracticeSearchError
from service.feedback.intake import FeedbackIntake
from service.feedback.store import FeedbackStore
from service.filters.parameters import OPERATORS_HELP
from service.live import LiveIndex
from service.web.api.answer import answer_router
from service.web.api.compare import compare_router
from service.web.api.export import export_router
from service.web.api.facets import facets_router
from service.web.api.feedback import feedback_router
from service.web.api.practices import practices_router
from service.web.api.responses import PROBLEMS, REFUSED
from service.web.api.search import search_router
from service.web.http.address_limit import AddressLimit
from service.web.http.known_parameters import check_parameters
from service.web.http.middleware import BodyLimit, HeadRequests, SecurityHeaders
from service.web.pages.compare import compare_page_router
from service.web.pages.feedback_form import feedback_form_router
from service.web.pages.home import home_router
from service.web.pages.practice import practice_router
from service.web.pages.word_for_word import word_for_word_router
from service.web.problems import http_error, invalid_request, known_error, log, unexpected_error

API_ROUTERS = (search_router, answer_router, practices_router, facets_router, export_router, compare_router)
PAGE_ROUTERS = (home_router, practice_router, compare_page_router, word_for_word_router)


def create_app(live: LiveIndex) -> FastAPI:
    """Make the application over a live index. It starts without an index and serves one as soon as there is one."""

    @asynccontextmanager
    async def warm(_: FastAPI) -> AsyncIterator[None]:
        try:
            await run_in_threadpool(live.engine)
        except PracticeSearchError as error:
            log.warning("%s", error)
        yield

    app = FastAPI(
        title="Practice Search",
        version=version("practice-search"),
        description=f"Semantic search and cited answers over a collection of practices.\n\n{OPERATORS_HELP}",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # such a redirect would go to the host that the request names
        dependencies=[Depends(check_parameters)],
        lifespan=warm,
    )
    app.add_middleware(BodyLimit)
    app.add_middleware(AddressLimit)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(HeadRequests)
    intake = FeedbackIntake(FeedbackStore(live.settings.feedback))
    for make_api_router in API_ROUTERS:
        app.include_router(make_api_router(live))
    app.include_router(feedback_router(live, intake))
    for make_page_router in PAGE_ROUTERS:
        app.include_router(make_page_router(live))
    app.include_router(feedback_form_router(live, intake))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")

    @app.get("/robots.txt", response_class=PlainTextResponse, include_in_schema=False)
    def robots() -> str:
        """Practices may be listed by a search engine; every address with a question is one more answer to make."""
        return "User-agent: *\nDisallow: /?q=\nDisallow: /compare\nDisallow: /api/\n"

    @app.get("/healthz", response_class=PlainTextResponse, responses=REFUSED)
    def healthz() -> str:
        """The process is up."""
        return "ok\n"

    @app.get("/readyz", response_class=PlainTextResponse, responses=REFUSED | {503: PROBLEMS[503]})
    def readyz() -> str:
        """A snapshot is loaded: its id."""
        return f"{live.engine().snapshot.snapshot_id}\n"

    app.add_exception_handler(PracticeSearchError, known_error)
    app.add_exception_handler(RequestValidationError, invalid_request)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, unexpected_error)
    return app
