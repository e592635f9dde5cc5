"""Environment of the templates: filters and values that all of them use."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates

from corpus.vocabularies.countries import country_name
from corpus.vocabularies.frameworks import OBJECTIVES
from service.answers.comparison import MOST_COMPARED
from service.filters.wording import label
from service.messages.practices import list_facts
from service.practices.links import reading_url
from service.web.http.parameters import LONGEST_QUERY

templates = Jinja2Templates(Path(__file__).parents[1] / "templates")
templates.env.trim_blocks = True
templates.env.lstrip_blocks = True
templates.env.filters.update(country=country_name, objective_name=lambda number: f"{number}. {OBJECTIVES[number]}")
templates.env.globals.update(
    longest=LONGEST_QUERY,
    facts=list_facts,
    reading=partial(reading_url, ""),
    country_name=country_name,
    objective_label=lambda number: label("objective", number),
    plain=str,
    most_compared=MOST_COMPARED,
)


def problem_page(request: Request, status: int, title: str, detail: str) -> Response:
    """Render an error as a page."""
    context = {"status": status, "title": title, "detail": detail}
    return templates.TemplateResponse(request, "problem.html", context, status_code=status)
