"""Feedback over the web: JSON, and the form of the answer page, which works without a script."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse

from service.feedback.intake import FeedbackIntake
from service.live import LiveIndex
from service.schemas.feedback import FeedbackIn, ThanksOut
from service.schemas.problem import ProblemOut
from service.web.api.responses import PROBLEMS
from service.web.pages.environment import templates
from service.web.pages.feedback_form import check_origin, feedback_of_form

_PROBLEM: dict[str, Any] = {"model": ProblemOut, "content": PROBLEMS[400]["content"]}
_REFUSED: dict[int | str, dict[str, Any]] = {
    413: {"description": "The body is too large", **_PROBLEM},
    429: {"description": "Too much feedback at once", **_PROBLEM},
}


def feedback_router(live: LiveIndex, receiver: FeedbackIntake) -> APIRouter:
    """The routes that take feedback."""
    router = APIRouter()

    @router.post("/api/v1/feedback", status_code=201, responses=PROBLEMS | _REFUSED)
    def feedback(given: FeedbackIn) -> ThanksOut:
        """Say whether an answer helped. It is kept with the question and what was shown, and nothing about you."""
        receiver.keep(given.to_feedback(), live.searcher().snapshot)
        return ThanksOut(kept=True)

    @router.post("/feedback", include_in_schema=False)
    async def form(request: Request) -> Response:
        check_origin(request.headers)
        given = feedback_of_form(await request.body())
        if given:
            await run_in_threadpool(lambda: receiver.keep(given.to_feedback(), live.searcher().snapshot))
        return RedirectResponse("/feedback/thanks", status_code=303)

    @router.get("/feedback/thanks", response_class=HTMLResponse, include_in_schema=False)
    def thanks(request: Request) -> Response:
        return templates.TemplateResponse(request, "thanks.html", {})

    return router
