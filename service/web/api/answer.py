"""Answers as JSON, whole or as a stream of events."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from service.live import LiveIndex
from service.schemas.answer import AnswerOut
from service.web.api.answer_events import MEDIA_TYPE, stream_answer
from service.web.api.responses import PROBLEMS
from service.web.http.metrics import note_answer
from service.web.http.parameters import (
    FilterParameters,
    PlanParameter,
    QueryParameter,
    TopParameter,
    WithoutParameter,
    WriteParameter,
)

_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}, "description": "The answer, whole or as a stream"}
}


def answer_router(live: LiveIndex) -> APIRouter:
    """Make the route that answers."""
    router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

    @router.get("/answer", responses=_STREAM, response_model=AnswerOut)
    def ask(
        request: Request,
        q: QueryParameter,
        filters: FilterParameters,
        plan: PlanParameter,
        top: TopParameter = 10,
        without: WithoutParameter = [],  # noqa: B006
        write: WriteParameter = True,
    ) -> Any:  # noqa: ANN401
        """An answer in sentences quoted word for word, or the reason why there is none.

        A question for a set (*which networks…*, *how many practices in Asia…*) is answered with one statement for each
        practice of it; ``counts`` and ``answer_units`` are over all of them.

        Where an answer writer is set, ``written`` holds what it makes of the quotations, each sentence checked. Asked
        for ``text/event-stream``, the answer comes at once as the event ``answer``, then each sentence as ``claim``,
        and at last ``done`` with the rest of ``written``.
        """
        engine = live.engine()
        result = engine.answer(engine.read(q), filters, top=top, without=without, plan=plan)
        note_answer(request, result.answer)
        out = AnswerOut.of(result, engine.base_url)
        writing = engine.write(result.answer) if write else None
        wants_stream = MEDIA_TYPE in request.headers.get("accept", "")
        return stream_answer(out, writing) if wants_stream else out.with_written(writing)

    return router
