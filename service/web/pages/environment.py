"""The templates and what all of them use."""

from __future__ import annotations

from pathlib import Path

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

templates = Jinja2Templates(Path(__file__).parents[1] / "templates")


def problem_page(request: Request, status: int, title: str, detail: str) -> Response:
    """An error as a page."""
    context = {"status": status, "title": title, "detail": detail}
    return templates.TemplateResponse(request, "problem.html", context, status_code=status)
