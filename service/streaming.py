"""An answer with what the writer makes of it: whole, or as a stream of events."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from service.schemas import AnswerOut
from service.writer.writing import Writing
from service.written import ClaimOut, WrittenEnd, WrittenOut

MEDIA_TYPE = "text/event-stream"


def with_written(out: AnswerOut, writing: Writing | None) -> AnswerOut:
    """The answer once all is written."""
    return out.model_copy(update={"written": WrittenOut.of(writing.finish())}) if writing else out


def streamed(out: AnswerOut, writing: Writing | None) -> StreamingResponse:
    """The answer as a response that goes on while it is written."""
    return StreamingResponse(events(out, writing), media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def events(out: AnswerOut, writing: Writing | None) -> Iterator[str]:
    """``answer`` at once, each ``claim`` as it comes, then ``done``.

    A comment keeps the connection alive, and shows whether anybody still listens, while no claim comes.
    """
    yield _event("answer", out)
    if writing is None:
        yield "event: done\ndata: {}\n\n"
        return
    for claim in writing:
        yield _event("claim", ClaimOut.of(claim)) if claim else ":\n\n"
    yield _event("done", WrittenEnd.of(writing))


def _event(name: str, data: BaseModel) -> str:
    return f"event: {name}\ndata: {data.model_dump_json()}\n\n"
