"""Admission: so many requests at once, so many that wait, and a word at once to whoever comes beyond."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.http.metrics import Metrics
from service.web.http.refusal import Refuse

FREE = ("/healthz", "/readyz", "/metrics", "/robots.txt", "/static/")
"""What is answered whatever else is asked: it costs nothing."""
RETRY_AFTER = 5
"""Seconds after which to come again."""
_DETAIL = f"More is asked just now than can be answered; please try again in {RETRY_AFTER} seconds."


class Admission:
    """Middleware that lets so many requests be worked on at once, and others wait their turn.

    A place is free again when the answer begins: to send it, and to wait for a model that writes, takes no work. Who
    leaves while waiting is not worked for.
    """

    def __init__(self, app: ASGIApp, at_once: int, most_waiting: int, metrics: Metrics, refuse: Refuse) -> None:
        self._app = app
        self._refuse = refuse
        self._free = at_once
        self._most_waiting = most_waiting
        self._queue: deque[asyncio.Future[None]] = deque()
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on when there is a place for it."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self._app(scope, receive, send)
            return
        if not self._free and len(self._queue) >= self._most_waiting:
            self._metrics.refused("queue")
            await self._refuse(scope, 503, _DETAIL, {"Retry-After": str(RETRY_AFTER)})(scope, receive, send)
            return
        async with _listening(receive) as (left, replay):
            if await self._enter(left):
                await self._pass_on(scope, replay, send)

    async def _enter(self, left: asyncio.Event) -> bool:
        """Wait for a place; tell whether whoever asks is still there when it is free."""
        if self._free:
            self._free -= 1
            return True
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(turn)
        self._metrics.waiting(len(self._queue))
        leaving = asyncio.ensure_future(left.wait())
        try:
            await asyncio.wait((turn, leaving), return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            self._give_back(turn)
            raise
        finally:
            leaving.cancel()
        if left.is_set():
            self._give_back(turn)
        return not left.is_set()

    def _give_back(self, turn: asyncio.Future[None]) -> None:
        """Let the others have a turn that is not taken."""
        if turn.done():
            self._leave()
        else:
            self._queue.remove(turn)
            self._metrics.waiting(len(self._queue))

    def _leave(self) -> None:
        """Give a place to whoever waits longest."""
        if self._queue:
            self._queue.popleft().set_result(None)
            self._metrics.waiting(len(self._queue))
        else:
            self._free += 1

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_held = True

        async def send_and_leave(message: Message) -> None:
            nonlocal is_held
            if is_held and message["type"] == "http.response.start":
                is_held = False
                self._leave()
            await send(message)

        try:
            await self._app(scope, receive, send_and_leave)
        finally:
            if is_held:
                self._leave()


@asynccontextmanager
async def _listening(receive: Receive) -> AsyncIterator[tuple[asyncio.Event, Callable[[], Awaitable[Message]]]]:
    """Listen to whoever asks: give the event of their leaving, and what they sent to be received again."""
    left, messages = asyncio.Event(), asyncio.Queue[Message]()

    async def listen() -> None:
        while not left.is_set():
            message = await receive()
            messages.put_nowait(message)
            if message["type"] == "http.disconnect":
                left.set()

    async def replay() -> Message:
        message = await messages.get()
        if message["type"] == "http.disconnect":
            messages.put_nowait(message)
        return message

    listening = asyncio.ensure_future(listen())
    try:
        yield left, replay
    finally:
        listening.cancel()
