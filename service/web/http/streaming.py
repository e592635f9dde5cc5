"""Streaming of an answer with what the writer makes of it, as server-sent events."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import closing

from anyio import CancelScope
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send

from service.schemas.answer import AnswerOut
from service.schemas.written import ClaimOut, WrittenEnd
from service.writer.writing import Writing

MEDIA_TYPE = "text/event-stream"


class StreamedResponse(StreamingResponse):
    """A response that is sent while it is made. Where its reader leaves, what makes it is ended, not left waiting."""

    def __init__(self, parts: Generator[str], media_type: str, headers: Mapping[str, str]) -> None:
        super().__init__(parts, media_type=media_type, headers=headers)
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send all of it, or as much as is wanted."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            with CancelScope(shield=True):
                await run_in_threadpool(self._parts.close)


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
