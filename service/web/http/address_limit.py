"""Middleware that refuses addresses which are longer than what all parameters together can need."""

from __future__ import annotations

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LONGEST_ADDRESS = 64 * 1024
"""Bytes of a path and its parameters: the longest plan with most of it percent-encoded, a question and filters."""


class AddressLimit:
    """Middleware that refuses requests with a longer address (414)."""

    def __init__(self, app: ASGIApp, longest: int = LONGEST_ADDRESS) -> None:
        self._app = app
        self._longest = longest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or say how long its address is and may be."""
        length = _address_length(scope) if scope["type"] == "http" else 0
        if length <= self._longest:
            await self._app(scope, receive, send)
            return
        detail = f"The address has {length} bytes; {self._longest} are read. Please shorten what it holds."
        problem = {"type": "about:blank", "title": "URI Too Long", "status": 414, "detail": detail}
        await JSONResponse(problem, 414, media_type="application/problem+json")(scope, receive, send)


def _address_length(scope: Scope) -> int:
    """Count the bytes of an address as it was sent; a server need not hand on the path as it was."""
    path = scope.get("raw_path") or scope["path"].encode()
    return len(path) + len(scope["query_string"])
