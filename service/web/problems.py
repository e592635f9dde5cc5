"""Error handlers: problem documents (RFC 9457) for programs, pages for people."""

from __future__ import annotations

import logging
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from corpus.errors import PracticeSearchError
from corpus.model import Tombstone
from corpus.text.strings import escaped
from index.errors import IndexFolderError, ModelError
from service.errors import (
    FeedbackRefusedError,
    ForeignFormError,
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
    RequestError: 400,
    FeedbackRefusedError: 503,
    IndexFolderError: 503,
    ModelError: 503,
}


_PAGE_TITLES = {
    400: "This cannot be asked so",
    404: "Not here",
    422: "This cannot be asked so",
    500: "Something went wrong",
}
"""For people who do not know the protocol's phrases."""


def known_error(request: Request, error: Exception) -> Response:
    """Answer an error of the project with its own words and the status of its kind."""
    status = next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)
    tombstone = error.tombstone if isinstance(error, WithdrawnPracticeError) else None
    return _problem(request, status, str(error), tombstone)


def invalid_request(request: Request, error: Exception) -> Response:
    """Answer a request whose parameters have values that they cannot have (422)."""
    assert isinstance(error, RequestValidationError)
    return _problem(request, 422, " ".join(map(_describe_parameter_error, error.errors())))


def _describe_parameter_error(item: dict[str, Any]) -> str:
    """Describe what is wrong with one parameter, with its name."""
    name = ".".join(map(str, item["loc"][1:]))
    if item["type"] == "string_too_long":
        most = item["ctx"]["max_length"]
        return f"{name}: {len(item['input'])} characters are more than the {most} that are read; please shorten it."
    return f"{name}: {item['msg']}."


def http_error(request: Request, error: Exception) -> Response:
    """Answer what the framework refuses: an unknown address, a method that is not allowed."""
    assert isinstance(error, HTTPException)
    response = _problem(request, error.status_code, f"{request.method} {request.url.path}: {error.detail}")
    response.headers.update(error.headers or {})
    return response


def unexpected_error(request: Request, error: Exception) -> Response:
    """Answer any other error without its words (500), which go to the log."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    response = _problem(request, 500, "Something went wrong on our side; the log of the service has the details.")
    response.headers.update(HEADERS)  # this handler runs outside the middleware
    return response


def _problem(request: Request, status: int, detail: str, withdrawn: Tombstone | None = None) -> Response:
    title, detail = HTTPStatus(status).phrase, escaped(detail)
    if request.url.path.startswith("/api/") or request.url.path in ("/healthz", "/readyz"):
        body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
        if withdrawn:
            body["withdrawn"] = asdict(withdrawn)
        return JSONResponse(body, status_code=status, media_type="application/problem+json")
    return problem_page(request, status, _PAGE_TITLES.get(status, title), detail)
