"""The first page: the practices of the collection, or the answer to a question."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from corpus.text.strings import clean
from index.facets.masks import Filters
from service.engine import Engine
from service.live import LiveIndex
from service.web.http.parameters import (
    LAST_OFFSET,
    FilterParameters,
    OptionalQuery,
    PlanParameter,
    PlanText,
    WithoutParameter,
)
from service.web.pages.environment import templates
from service.web.pages.results import results_page
from service.web.pages.search_box import search_box
from service.web.pages.urls import search_address

EXAMPLES = (
    "Which networks worked on counter-trafficking referral mechanisms?",
    "How are missing migrants identified?",
    "What alternatives to detention exist for children?",
    "How can remittances be made cheaper?",
    "¿Qué redes de fiscales investigan la trata de personas?",
)
"""Questions that the built-in collection answers."""

_PAGE = 60
"""Practices on one page of the list."""


def home_router(live: LiveIndex) -> APIRouter:
    """Make the routes of the first page."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/")
    def home(
        request: Request,
        filters: FilterParameters,
        given: PlanParameter,
        q: OptionalQuery = "",
        page: Annotated[int, Query(ge=1, le=LAST_OFFSET)] = 1,
        without: WithoutParameter = [],  # noqa: B006
        plan: PlanText = "",
    ) -> Response:
        engine, q = live.engine(), clean(q).strip()
        filters = engine.snapshot.facets.resolved(filters)
        query = engine.read(q) if q or given else None
        box = search_box(engine, q, query, filters, without, plan.strip())
        if query is not None:
            return results_page(request, engine, query, box, without, given)
        return templates.TemplateResponse(request, "home.html", box | _listing(engine, filters, page))

    return router


def _listing(engine: Engine, filters: Filters, page: int) -> dict[str, Any]:
    """Give what the list of practices needs, a page of it."""
    practices = engine.practices(filters)
    pages = max(1, -(-len(practices) // _PAGE))
    page = min(page, pages)
    return {
        "examples": EXAMPLES,
        "practices": practices[(page - 1) * _PAGE : page * _PAGE],
        "total": len(practices),
        "page": page,
        "pages": pages,
        "address_of": lambda number: search_address("", filters, page=number),
    }
