"""Searches as JSON."""

from __future__ import annotations

from fastapi import APIRouter

from service.live import LiveIndex
from service.schemas.search import SearchOut
from service.web.api.responses import PROBLEMS
from service.web.http.parameters import FilterParameters, QueryParameter, TopParameter


def search_router(live: LiveIndex) -> APIRouter:
    """Make the route that searches."""
    router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

    @router.get("/search")
    def search(q: QueryParameter, filters: FilterParameters, top: TopParameter = 10) -> SearchOut:
        """The practices that match a query, best first, each with its best passages."""
        engine = live.engine()
        return SearchOut.of(engine.search(engine.read(q), filters, top=top), engine.base_url)

    return router
