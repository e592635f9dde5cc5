"""Middleware: security headers, HEAD wherever there is GET, and a limit to the size of a request."""

from __future__ import annotations

from anyio import CancelScope
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.web.http.refusal import Refuse

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeaders:
    """Middleware that adds the headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and its response back with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class HeadRequests:
    """Middleware that answers HEAD like GET, without the body (RFC 9110, 9.3.2): monitors and link checkers ask so."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a HEAD request on as GET and its response back with an empty body.

        What would be made after the headers, such as an answer that a model writes, is not made.
        """
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        with CancelScope() as whole:

            async def send_headers(message: Message) -> None:
                if message["type"] == "http.response.start":
                    await send(message)
                    await send({"type": "http.response.body"})
                    whole.cancel()

            await self._app({**scope, "method": "GET"}, receive, send_headers)


LARGEST_BODY = 64 * 1024
"""Bytes of a request; the largest is feedback on an answer of 100 statements."""


class BodyLimit:
    """Middleware that refuses requests with a larger body, whatever they say of its length (413)."""

    def __init__(self, app: ASGIApp, refuse: Refuse, largest: int = LARGEST_BODY) -> None:
        self._app = app
        self._refuse = refuse
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body up to the limit, and pass the request on with it."""
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self._app(scope, receive, send)
            return
        body, more = b"", True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self._largest:
                detail = f"The body of a request may have {self._largest} bytes at the most."
                await self._refuse(scope, 413, detail, {"Connection": "close"})(scope, receive, send)
                return
        first = True

        async def replay() -> Message:
            nonlocal first
            if first:
                first = False
                return {"type": "http.request", "body": body, "more_body": False}
            return await receive()

        await self._app(scope, replay, send)
