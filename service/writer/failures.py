"""What can be wrong with a server's answer, and each such thing in words that are not the server's."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from json import JSONDecodeError

import httpx2
import openai

from service.writer.errors import WriterError

_LARGEST = 1_000_000
"""Bytes of an answer; one of 250 tokens has some 75,000 with everything around them."""
_NO_STREAM = "The answer writer sent something else than a stream of events."
_NO_COMPLETION = "sent something else than a chat completion."
_STATUS = {
    400: "did not accept the request",
    401: "did not accept the key",
    403: "did not accept the key",
    404: "knows no such address or model",
    429: "is asked too often, or its quota is used up",
}


class Guarded(httpx2.AsyncBaseTransport):
    """A transport that takes event streams only, and only so much of one."""

    def __init__(self) -> None:
        self._own = httpx2.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass the request on; an answer that cannot be what was asked for is an error before it is read."""
        response = await self._own.handle_async_request(request)
        if response.is_success and not response.headers.get("content-type", "").startswith("text/event-stream"):
            await response.aclose()
            raise WriterError(_NO_STREAM)
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
                raise WriterError("The answer writer sent more than an answer can be.")
            yield part

    async def aclose(self) -> None:
        await self._own.aclose()


def text_of(chunk: object) -> tuple[str, str | None]:
    """The text that a chunk brings, and why the model finished, if it did; the client does not check their types.

    :raises WriterError: it is no chunk of a chat completion.
    """
    choices = getattr(chunk, "choices", None)
    if not isinstance(choices, list):
        raise WriterError(f"The answer writer {_NO_COMPLETION}")
    if not choices:  # a last chunk with the usage
        return "", None
    text = getattr(getattr(choices[0], "delta", None), "content", None)
    finish = getattr(choices[0], "finish_reason", None)
    if not isinstance(text, str | None) or not isinstance(finish, str | None):
        raise WriterError(f"The answer writer {_NO_COMPLETION}")
    return text or "", finish


def reason(error: BaseException, seconds: float) -> str:
    """The reason in a sentence for a reader.

    :param seconds: that it had.
    """
    causes = list(_causes(error))
    own = next((one for one in causes if isinstance(one, WriterError)), None)
    if own:
        return str(own)
    if isinstance(error, openai.APIStatusError):
        return _status(error.status_code)
    said = {
        httpx2.ConnectError: "cannot be reached.",
        httpx2.ConnectTimeout: "cannot be reached.",
        httpx2.TimeoutException: f"was silent for {seconds / 2:g} seconds.",
        httpx2.TransportError: "broke off.",
        TimeoutError: f"took longer than {seconds:g} seconds.",
        JSONDecodeError: "sent an event that cannot be read.",
        UnicodeDecodeError: "sent an event that cannot be read.",
        openai.APIError: "reported an error of its own.",
    }
    known = (words for kind, words in said.items() if any(isinstance(one, kind) for one in causes))
    return f"The answer writer {next(known, _NO_COMPLETION)}"


def _status(status: int) -> str:
    if 300 <= status < 400:
        return f"The answer writer sends on to another address, which is not followed (status {status})."
    return f"The answer writer {_STATUS.get(status, 'failed')} (status {status})."


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__
