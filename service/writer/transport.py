"""HTTP transport that accepts event streams only, up to a number of bytes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2

from service.reasons import Reason, ReasonCode
from service.writer.errors import WriterError

_LARGEST = 1_000_000
"""Bytes of an answer; one of 250 tokens has some 75,000 with everything around them."""


class BoundedTransport(httpx2.AsyncBaseTransport):
    """Transport that accepts event streams only, up to a number of bytes."""

    def __init__(self) -> None:
        self._own = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass the request on; an answer that cannot be what was asked for is an error before it is read."""
        response = await self._own.handle_async_request(request)
        if response.is_success and not response.headers.get("content-type", "").startswith("text/event-stream"):
            await response.aclose()
            raise WriterError(Reason(ReasonCode.WRITER_NO_STREAM))
        assert isinstance(response.stream, httpx2.AsyncByteStream)
        response.stream = _Bounded(response.stream)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self._own.aclose()


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, own: httpx2.AsyncByteStream) -> None:
        self._own = own

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for part in self._own:
            size += len(part)
            if size > _LARGEST:
                raise WriterError(Reason(ReasonCode.WRITER_TOO_LARGE))
            yield part

    async def aclose(self) -> None:
        await self._own.aclose()
