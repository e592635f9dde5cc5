"""An answer as a stream of events, while a model still writes to it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing

from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from service.schemas.answer import AnswerOut
from service.schemas.written import ClaimOut, WrittenEnd
from service.web.http.streaming import StreamedResponse
from service.writer.writing import Writing

MEDIA_TYPE = "text/event-stream"


def stream_answer(out: AnswerOut, writing: Writing | None) -> StreamingResponse:
    """Stream an answer in a response that goes on while it is written."""
    return StreamedResponse(answer_events(out, writing), MEDIA_TYPE, {"Cache-Control": "no-store"})


def answer_events(out: AnswerOut, writing: Writing | None) -> Generator[str]:
    """Yield the event ``answer`` at once, each ``claim`` as it comes, then ``done``.

    A comment keeps the connection alive, and shows whether anybody still listens, while no claim comes.
    """
    yield _event("answer", out)
    if writing is None:
        yield "event: done\ndata: {}\n\n"
        return
    with closing(iter(writing)) as claims:
        for claim in claims:
            yield _event("claim", ClaimOut.of(claim)) if claim else ":\n\n"
    yield _event("done", WrittenEnd.of(writing))


def _event(name: str, data: BaseModel) -> str:
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"
