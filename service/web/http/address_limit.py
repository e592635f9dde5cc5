"""Middleware that refuses addresses which are longer than what all parameters together can need."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send

from service.web.http.refusal import Refuse

LONGEST_ADDRESS = 64 * 1024
"""Bytes of a path and its parameters: the longest plan with most of it percent-encoded, a question and filters."""


class AddressLimit:
    """Middleware that refuses requests with a longer address (414)."""

    def __init__(self, app: ASGIApp, refuse: Refuse, longest: int = LONGEST_ADDRESS) -> None:
        self._app = app
        self._refuse = refuse
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say how long its address is and may be."""
        length = _address_length(scope) if scope["type"] == "http" else 0
        if length <= self._longest:
            await self._app(scope, receive, send)
            return
        detail = f"The address has {length} bytes; {self._longest} are read. Please shorten what it holds."
        await self._refuse(scope, 414, detail, {})(scope, receive, send)


def _address_length(scope: Scope) -> int:
    """Count the bytes of an address as it was sent; a server need not hand on the path as it was."""
    path = scope.get("raw_path") or scope["path"].encode()
    return len(path) + len(scope["query_string"])
