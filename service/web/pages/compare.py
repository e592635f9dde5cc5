"""The page that puts practices side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from service.live import LiveIndex
from service.web.http.parameters import Identifier, OptionalQuery
from service.web.pages.environment import templates


def compare_page_router(live: LiveIndex) -> APIRouter:
    """Make the route of the page that compares practices."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/compare")
    def compare(
        request: Request,
        id: Annotated[list[Identifier], Query(max_length=20)] = [],  # noqa: B006
        q: OptionalQuery = "",
    ) -> Response:
        comparison = live.engine().compare(id, q)
        digests = any(practice.digest_of for practice in comparison.practices)
        return templates.TemplateResponse(request, "compare.html", {"comparison": comparison, "digests": digests})

    return router
