"""The page that says what *word for word* promises, and what it does not."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from service.live import LiveIndex
from service.web.pages.environment import templates


def word_for_word_router(_: LiveIndex) -> APIRouter:
    """Make the route of the page; it needs no index."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/word-for-word")
    def word_for_word(request: Request) -> Response:
        return templates.TemplateResponse(request, "word_for_word.html")

    return router
