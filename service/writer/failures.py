"""What can be wrong with a server's answer, and each such thing in words that are not the server's."""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONDecodeError

import httpx2
import openai

from service.writer.errors import WriterError

_NO_COMPLETION = "sent something else than a chat completion."
_STATUS = {
    400: "did not accept the request",
    401: "did not accept the key",
    403: "did not accept the key",
    404: "knows no such address or model",
    429: "is asked too often, or its quota is used up",
}


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


def describe_failure(error: BaseException, seconds: float) -> str:
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
