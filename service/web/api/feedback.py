"""Feedback as JSON."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from service.feedback.intake import FeedbackIntake
from service.live import LiveIndex
from service.schemas.feedback import FeedbackIn, ThanksOut
from service.schemas.problem import ProblemOut
from service.web.api.responses import PROBLEMS
from service.web.http.clients import ClientKeys

_PROBLEM: dict[str, Any] = {"model": ProblemOut, "content": PROBLEMS[400]["content"]}
_REFUSED: dict[int | str, dict[str, Any]] = {
    413: {"description": "The body is too large", **_PROBLEM},
    429: {"description": "Too much feedback at once", **_PROBLEM},
    503: {"description": "There is no index that can be served, or feedback cannot be kept just now", **_PROBLEM},
}


def feedback_router(live: LiveIndex, intake: FeedbackIntake, clients: ClientKeys) -> APIRouter:
    """Make the route that takes feedback."""
    router = APIRouter(prefix="/api/v1", responses=PROBLEMS | _REFUSED)

    @router.post("/feedback", status_code=201)
    def feedback(given: FeedbackIn, request: Request) -> ThanksOut:
        """Say whether an answer helped. It is kept with the question and what was shown, and nothing about you."""
        intake.keep(given.feedback(), live.engine().snapshot, clients.of_request(request))
        return ThanksOut(kept=True)

    return router
