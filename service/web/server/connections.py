"""Connections of the server: at most so many, and none that waits for its client longer than that may take.

uvicorn closes what is silent behind an answer, not what is silent before its first request, within one, or while an
answer is taken: https://github.com/Kludex/uvicorn/issues/160. Whose turn it is can be told at any time: the client's,
until its request is whole and as long as it has not taken what was written; else ours.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterable
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

_SLOWEST = 2_000.0
"""Bytes a second at which a request comes over a slow line."""
_SEND_BUFFER = 65_536
"""Bytes that the system keeps of an answer: few, so that a slow line that takes some can be told from silence."""
_LOOK = 1.0
"""Seconds between two looks at a connection."""


class BoundedProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, to clients that are not silent.

    Above the most connections, the one that waits for its client longest makes room; where each is being served, the
    newcomer goes.
    """

    most = 1_000
    """Connections that a process holds."""
    patience = 15.0
    """Seconds that a client may take for its request beside what its bytes take, or take nothing of its answer."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self._turn_since = self.loop.time()
        self._received = 0
        """Bytes that came in this turn of the client's."""
        self._unsent = 0
        """Bytes that it had not taken at the last look."""
        self._watching: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, if there is room or room can be made."""
        super().connection_made(transport)
        transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        if len(self.connections) > self.most:
            _longest_waiting(self.connections, self).give_up()
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what the client sends."""
        self._received += len(data)
        super().data_received(data)

    def on_response_complete(self) -> None:
        """Give the turn to the client."""
        self._begin_turn()
        super().on_response_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop watching."""
        if self._watching:
            self._watching.cancel()
        super().connection_lost(exc)

    @property
    def waits_for_client(self) -> bool:
        """Whether it is the client's turn."""
        unsent = self.transport.get_write_buffer_size()
        return bool(unsent) or self.cycle is None or self.cycle.response_complete or self.cycle.more_body

    @property
    def turn_since(self) -> float:
        """When the client's turn began, by the clock of the loop."""
        return self._turn_since

    def give_up(self) -> None:
        """End the connection at once: what its client has not taken is dropped."""
        self.connections.discard(self)
        self.transport.abort()

    def _begin_turn(self) -> None:
        self._turn_since, self._received = self.loop.time(), 0

    def _watch(self) -> None:
        """Look whether the client takes its turn in time, and look again."""
        unsent = self.transport.get_write_buffer_size()
        if not self.waits_for_client or unsent < self._unsent:
            self._begin_turn()
        self._unsent = unsent
        if self.loop.time() - self._turn_since > self.patience + self._received / _SLOWEST:
            self.give_up()
            return
        self._watching = self.loop.call_later(_LOOK, self._watch)


def _longest_waiting(connections: Iterable[asyncio.Protocol], newcomer: BoundedProtocol) -> BoundedProtocol:
    """Give the connection that waits for its client longest; the newcomer where all others are being served."""
    others = (other for other in connections if isinstance(other, BoundedProtocol) and other is not newcomer)
    waiting = (other for other in others if other.waits_for_client)
    return min(waiting, key=lambda other: other.turn_since, default=newcomer)
