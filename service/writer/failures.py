"""Failures of a server, and the reason that each is for."""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONDecodeError

import httpx2
import openai

from service.reasons import Reason, ReasonCode, WriterRefused, WriterSilent, WriterSlow
from service.writer.errors import WriterError


def text_of(chunk: object) -> tuple[str, str | None]:
    """Read the text that a chunk brings, and why the model finished, if it did; the client does not check their types.

    :raises WriterError: it is no chunk of a chat completion.
    """
    choices = getattr(chunk, "choices", None)
    if not isinstance(choices, list):
        raise WriterError(Reason(ReasonCode.WRITER_NO_COMPLETION))
    if not choices:  # a last chunk with the usage
        return "", None
    text = getattr(getattr(choices[0], "delta", None), "content", None)
    finish = getattr(choices[0], "finish_reason", None)
    if not isinstance(text, str | None) or not isinstance(finish, str | None):
        raise WriterError(Reason(ReasonCode.WRITER_NO_COMPLETION))
    return text or "", finish


def classify_failure(error: BaseException, seconds: float) -> Reason:
    """Give the reason for a failure.

    :param seconds: that the server had.
    """
    causes = list(_causes(error))
    own = next((cause for cause in causes if isinstance(cause, WriterError)), None)
    if own:
        return own.reason
    if isinstance(error, openai.APIStatusError):
        return WriterRefused(error.status_code)
    reasons: dict[type[BaseException], Reason] = {
        httpx2.ConnectError: Reason(ReasonCode.WRITER_UNREACHABLE),
        httpx2.ConnectTimeout: Reason(ReasonCode.WRITER_UNREACHABLE),
        httpx2.TimeoutException: WriterSilent(seconds / 2),
        httpx2.TransportError: Reason(ReasonCode.WRITER_BROKE_OFF),
        TimeoutError: WriterSlow(seconds),
        JSONDecodeError: Reason(ReasonCode.WRITER_BAD_EVENT),
        UnicodeDecodeError: Reason(ReasonCode.WRITER_BAD_EVENT),
        openai.APIError: Reason(ReasonCode.WRITER_FAILED),
    }
    known = (reason for kind, reason in reasons.items() if any(isinstance(cause, kind) for cause in causes))
    return next(known, Reason(ReasonCode.WRITER_NO_COMPLETION))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__
