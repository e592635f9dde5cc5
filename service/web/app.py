"""The web application: API, pages, health, and errors as problem documents."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

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
from service.web.api.search import search_router
from service.web.health import health_router
from service.web.http.clients import ClientKeys
from service.web.http.known_parameters import check_parameters
from service.web.http.metrics import Metrics
from service.web.http.stack import add_middleware
from service.web.pages.compare import compare_page_router
from service.web.pages.feedback_form import feedback_form_router
from service.web.pages.home import home_router
from service.web.pages.practice import practice_router
from service.web.pages.word_for_word import word_for_word_router
from service.web.problems import http_error, invalid_request, known_error, log, refusal, unexpected_error

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
        with live.following():
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
    metrics, clients = Metrics(), ClientKeys()
    add_middleware(app, live.settings, metrics, clients, refusal)
    intake = FeedbackIntake(FeedbackStore(live.settings.feedback, live.settings.feedback_mb))
    for make_api_router in API_ROUTERS:
        app.include_router(make_api_router(live))
    app.include_router(feedback_router(live, intake, clients))
    for make_page_router in PAGE_ROUTERS:
        app.include_router(make_page_router(live))
    app.include_router(feedback_form_router(live, intake, clients))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")

    app.include_router(health_router(live, metrics))
    app.add_exception_handler(PracticeSearchError, known_error)
    app.add_exception_handler(RequestValidationError, invalid_request)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, unexpected_error)
    return app
