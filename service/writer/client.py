"""Streaming client of an OpenAI-compatible server, within limits of time and size."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from service.reasons import Reason, ReasonCode
from service.writer.errors import WriterError
from service.writer.prompt import Message

log = logging.getLogger(__name__)

_WAKE = 0.5
"""Seconds after which a reader hears that nothing has come, and can go."""
_CONNECT = 5.0
_MOST_TOKENS = 250
_MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class Server:
    """Address and model of a server, and the time that an answer may take.

    :param seconds: for the whole answer; half of them without a word are too long as well.
    """

    url: str
    model: str
    key: str
    seconds: float


class Pieces:
    """Stream of the pieces of an answer, with ``None`` every half second without a piece.

    Closing it ends the request at once: the request runs in an event loop of its own thread, which can be told to stop
    while it waits.

    :raises WriterError: on iteration, when the server fails; the pieces before it stand.
    """

    def __init__(self, server: Server, messages: Sequence[Message]) -> None:
        self._server, self._messages = server, messages
        self._queue: SimpleQueue[str | WriterError | None] = SimpleQueue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._closed = threading.Event()

    def __iter__(self) -> Generator[str | None]:
        """Yield the pieces, once."""
        try:
            threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True).start()
        except RuntimeError:
            raise WriterError(Reason(ReasonCode.WRITER_NOT_ASKED)) from None
        try:
            while not self._closed.is_set():
                try:
                    piece = self._queue.get(timeout=_WAKE)
                except Empty:
                    yield None
                    continue
                if isinstance(piece, WriterError):
                    raise piece
                if piece is None:
                    return
                yield piece
        finally:
            self.close()

    def close(self) -> None:
        """End the request, if it is still under way."""
        self._closed.set()
        if self._loop and self._task:
            with suppress(RuntimeError):  # the loop has ended by itself
                self._loop.call_soon_threadsafe(self._task.cancel)

    async def _run(self) -> None:
        from service.writer.failures import classify_failure

        self._task, self._loop = asyncio.current_task(), asyncio.get_running_loop()
        # an answer left in the middle leaves nested generators, which trip over each other as the loop closes them
        self._loop.set_exception_handler(lambda _, context: log.debug("%s", context["message"]))
        if self._closed.is_set():
            return
        try:
            async with asyncio.timeout(self._server.seconds):
                await self._read()
            self._queue.put(None)
        except asyncio.CancelledError:
            return
        except Exception as error:  # whatever a server can bring about is a reason, not a failure of the service
            self._queue.put(WriterError(classify_failure(error, self._server.seconds)))

    async def _read(self) -> None:
        import httpx2
        from openai import AsyncOpenAI, DefaultAsyncHttpxClient

        from service.writer.failures import text_of
        from service.writer.transport import BoundedTransport

        server, seconds = self._server, self._server.seconds
        limits = httpx2.Timeout(seconds / 2, connect=min(_CONNECT, seconds / 2))
        http = DefaultAsyncHttpxClient(transport=BoundedTransport(), follow_redirects=False, timeout=limits)
        client = AsyncOpenAI(
            base_url=self._server.url,
            api_key=self._server.key or "none",
            max_retries=0,
            timeout=limits,
            http_client=http,
        )
        messages: Any = self._messages
        characters, finished = 0, None
        async with client:
            stream = await client.chat.completions.create(
                model=server.model, messages=messages, stream=True, temperature=0, max_tokens=_MOST_TOKENS
            )
            async for chunk in stream:
                text, finish = text_of(chunk)
                finished = finish or finished
                characters += len(text)
                if characters > _MOST_CHARACTERS:
                    raise WriterError(Reason(ReasonCode.WRITER_ENDLESS))
                if text:
                    self._queue.put(text)
        if not finished:
            raise WriterError(Reason(ReasonCode.WRITER_BROKE_OFF))
        if finished == "stop":
            self._queue.put("\n")
        if not characters:
            raise WriterError(Reason(ReasonCode.WRITER_EMPTY))
