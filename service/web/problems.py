"""Error handlers: problem documents (RFC 9457) for programs, pages for people."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import Scope

from corpus.errors import PracticeSearchError
from corpus.model import Tombstone
from corpus.text.strings import clean, escaped
from index.errors import IndexFolderError, ModelError, NoSnapshotError
from service.errors import (
    FeedbackRefusedError,
    ForeignFormError,
    ParameterError,
    PlanError,
    RequestError,
    TooOftenError,
    UnknownPracticeError,
    WithdrawnPracticeError,
)
from service.web.http.middleware import HEADERS
from service.web.pages.environment import problem_page

log = logging.getLogger(__name__)


_STATUS: dict[type[PracticeSearchError], int] = {
    UnknownPracticeError: 404,
    WithdrawnPracticeError: 410,
    ForeignFormError: 403,
    TooOftenError: 429,
    PlanError: 422,
    ParameterError: 422,
    RequestError: 400,
    FeedbackRefusedError: 503,
    IndexFolderError: 503,
    ModelError: 503,
}


_NOT_SERVED = (
    "The collection cannot be opened just now. Whoever keeps this service finds the cause at /readyz and in its log."
)
_NOTHING_YET = "There is no collection here yet. Whoever keeps this service builds one with: practices build"
_MOST_DESCRIBED = 5
"""What else is wrong is told when these are mended."""
_SHOWN = 60
"""Characters of a value that an error shows."""
_PAGE_TITLES = {
    400: "This cannot be asked so",
    404: "Not here",
    413: "Too long",
    414: "Too long",
    429: "Too much at once",
    503: "Not just now",
    422: "This cannot be asked so",
    500: "Something went wrong",
}
"""For people who do not know the protocol's phrases."""


def known_error(request: Request, error: Exception) -> Response:
    """Answer an error of the project with its own words and the status of its kind; any other goes to the log."""
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    if status == 500:
        return unexpected_error(request, error)
    if isinstance(error, IndexFolderError | ModelError) and request.scope["path"] != "/readyz":
        detail = _NOTHING_YET if isinstance(error, NoSnapshotError) else _NOT_SERVED  # the error itself names files
        return _problem(request, status, detail)
    tombstone = error.tombstone if isinstance(error, WithdrawnPracticeError) else None
    response = _problem(request, status, str(error), tombstone)
    if isinstance(error, TooOftenError):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def invalid_request(request: Request, error: Exception) -> Response:
    """Answer a request whose parameters have values that they cannot have (422)."""
    assert isinstance(error, RequestValidationError)
    described = dict.fromkeys(map(_describe_parameter_error, error.errors()))
    return _problem(request, 422, " ".join(list(described)[:_MOST_DESCRIBED]))


def _describe_parameter_error(item: dict[str, Any]) -> str:
    """Describe what is wrong with one parameter: its name, what was given, what is allowed."""
    place, *path = item["loc"]
    is_body = place == "body"
    name, given = ".".join(map(str, path if is_body else path[:1])), item["input"]
    if item["type"] == "string_too_long":
        most = item["ctx"]["max_length"]
        return f"{name}: {len(given)} characters are more than the {most} that are read; please shorten it."
    if item["type"] == "too_long":
        most = item["ctx"]["max_length"]
        return f"{name}: {len(given)} values are more than the {most} that are read; please leave some out."
    if isinstance(given, str) and not is_body:
        shown = repr(clean(given[:_SHOWN]))
        return f"{name} {shown}{'…' if len(given) > _SHOWN else ''}: {item['msg']}."
    if item["type"] == "extra_forbidden":
        return f"{name} is not a field here."
    return f"{name}: {item['msg']}."


def http_error(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: an unknown address, a method that is not allowed."""
    assert isinstance(error, HTTPException)
    response = _problem(request, error.status_code, f"{request.method} {request.scope['path']}: {error.detail}")
    response.headers.update(error.headers or {})
    return response


def unexpected_error(request: Request, error: Exception) -> Response:
    """Answer any other error without its words (500), which go to the log."""
    log.error("%s %s failed", request.method, request.scope["path"], exc_info=error)
    response = _problem(request, 500, "Something went wrong on our side; the log of the service has the details.")
    response.headers.update(HEADERS)  # this handler runs outside the middleware
    return response


def refusal(scope: Scope, status: int, detail: str, headers: Mapping[str, str]) -> Response:
    """Answer a request that is turned away before any route sees it."""
    response = _problem(Request(scope), status, detail)
    response.headers.update(headers)
    return response


def _problem(request: Request, status: int, detail: str, withdrawn: Tombstone | None = None) -> Response:
    title, path, detail = HTTPStatus(status).phrase, request.scope["path"], escaped(detail)
    if path.startswith("/api/") or path in ("/healthz", "/readyz", "/metrics"):
        body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        if withdrawn:
            body["withdrawn"] = asdict(withdrawn)
        return JSONResponse(body, status_code=status, media_type="application/problem+json")
    return problem_page(request, status, _PAGE_TITLES.get(status, title), detail)
