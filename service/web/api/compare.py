"""Practices side by side over the web: JSON and a page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from corpus.text.strings import clean
from service.answers.comparison import compare_practices
from service.live import LiveIndex
from service.schemas.compare import ComparisonOut
from service.web.api.responses import NOT_FOUND, PROBLEMS
from service.web.http.parameters import LONGEST_QUERY
from service.web.pages.environment import templates


def compare_router(live: LiveIndex, base_url: str) -> APIRouter:
    """The routes that compare practices."""
    router = APIRouter()

    @router.get("/api/v1/compare", responses=PROBLEMS | NOT_FOUND)
    def compared(
        ids: Annotated[list[str], Query(description="Practices, 2 to 6.", max_length=20)],
        q: Annotated[str, Query(max_length=LONGEST_QUERY, description="What to compare them by, or nothing.")] = "",
    ) -> ComparisonOut:
        """Practices side by side: for each section the sentence that answers the question, word for word."""
        several = [one for value in ids for one in value.split(",") if one]
        return ComparisonOut.of(compare_practices(several, clean(q).strip(), live.searcher(), base_url), base_url)

    @router.get("/compare", response_class=HTMLResponse, include_in_schema=False)
    def page(
        request: Request,
        id: Annotated[list[str], Query(max_length=20)] = [],  # noqa: B006
        q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "",
    ) -> Response:
        comparison = compare_practices(id, clean(q).strip(), live.searcher(), base_url)
        digests = any(practice.digest_of for practice in comparison.practices)
        return templates.TemplateResponse(request, "compare.html", {"comparison": comparison, "digests": digests})

    return router
