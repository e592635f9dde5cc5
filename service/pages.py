"""The web pages, rendered on the server; they work without a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates

from corpus.countries import country_name
from corpus.model import Passage, Practice
from corpus.vocabulary import OBJECTIVES, PRINCIPLES, SDGS
from index.analyze import analysis_language
from index.facets import FACETS, Filters
from index.search import Snapshot
from service.answer import Answer, Statement, answer
from service.api import LONGEST_QUERY, Wanted
from service.asking import asked
from service.export import WRITERS
from service.filters import label
from service.marking import mark
from service.quote import Word
from service.related import find_practice, related
from service.wiring import Live

EXAMPLES = (
    "Which networks worked on counter-trafficking referral mechanisms?",
    "How are missing migrants identified?",
    "What alternatives to detention exist for children?",
    "How can remittances be made cheaper?",
    "¿Qué redes de fiscales investigan la trata de personas?",
)
"""Questions that the built-in collection answers."""

_PAGE = 60

_templates = Jinja2Templates(Path(__file__).parent / "templates")
_templates.env.trim_blocks = True
_templates.env.lstrip_blocks = True
_templates.env.filters.update(country=country_name, objective_name=lambda number: f"{number}. {OBJECTIVES[number]}")


def pages_router(live: Live, base_url: str) -> APIRouter:
    """The pages over a live searcher."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/")
    def home(
        request: Request,
        filters: Wanted,
        q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "",
        page: Annotated[int, Query(ge=1)] = 1,
    ) -> Response:
        searcher = live.searcher()
        common = _common(searcher.snapshot, q.strip(), filters)
        if not q.strip():
            return _templates.TemplateResponse(
                request, "home.html", common | _listing(searcher.snapshot, filters, page)
            )
        result = answer(asked(q), searcher, base_url, filters=filters)
        return _templates.TemplateResponse(
            request, "results.html", common | _results(result, searcher.snapshot, common)
        )

    @router.get("/practices/{practice_id}")
    def reading_view(request: Request, practice_id: str) -> Response:
        snapshot = live.searcher().snapshot
        practice = find_practice(snapshot, practice_id)
        passages: dict[int, list[Passage]] = {}
        for passage in snapshot.passages_of(practice_id):
            passages.setdefault(passage.section, []).append(passage)
        return _templates.TemplateResponse(
            request,
            "practice.html",
            _common(snapshot, "", {})
            | {
                "practice": practice,
                "passages": passages,
                "fields_of": _fields,
                "related": related(snapshot, practice_id),
            },
        )

    return router


def problem_page(request: Request, status: int, title: str, detail: str) -> Response:
    """An error as a page."""
    context = {"status": status, "title": title, "detail": detail, "q": "", "filters": {}, "choices": {}, "chips": []}
    return _templates.TemplateResponse(request, "problem.html", context, status_code=status)


def _common(snapshot: Snapshot, q: str, filters: Filters) -> dict[str, Any]:
    """What every page with the search box needs."""
    return {
        "q": q,
        "filters": filters,
        "choices": {facet: snapshot.facets.values(facet) for facet in FACETS},
        "chips": [
            (facet, label(facet, value), _address(q, filters, without=(facet, value)))
            for facet, values in filters.items()
            for value in values
        ],
        "snapshot": snapshot,
        "named": lambda facet, values: sorted((label(facet, value), value) for value in values),
        "built_in": not snapshot.manifest["sources"],
    }


def _listing(snapshot: Snapshot, filters: Filters, page: int) -> dict[str, Any]:
    practices = snapshot.practices_with(filters)
    pages = max(1, -(-len(practices) // _PAGE))
    page = min(page, pages)
    return {
        "examples": EXAMPLES,
        "practices": practices[(page - 1) * _PAGE : page * _PAGE],
        "total": len(practices),
        "page": page,
        "pages": pages,
        "address_of": lambda number: _address("", filters, page=number),
    }


def _results(result: Answer, snapshot: Snapshot, common: dict[str, Any]) -> dict[str, Any]:
    return {
        "answer": result,
        "quoted": _by_practice(result.statements),
        "practice_of": snapshot.practices,
        "mark": lambda text, practice: mark(text.strip(), _terms(result.words, practice), practice.language),
        "exports": {name: f"/api/v1/export?{_query(common['q'], common['filters'])}&format={name}" for name in WRITERS},
    }


def _facts(practice: Practice) -> list[str]:
    """What is known of a practice, in a line."""
    facts = [", ".join(country_name(code) for code in practice.countries or ())]
    facts += [practice.dates.as_written if practice.dates else "", practice.type or ""]
    facts += [f"GCM objective {', '.join(map(str, practice.objectives))}" if practice.objectives else ""]
    return [fact for fact in facts if fact]


def _fields(practice: Practice) -> Iterator[tuple[str, Sequence[str] | None]]:
    """What is known of a practice, for reading: ``None`` is unknown."""
    yield "Countries", _named(practice.countries, country_name)
    yield "Regions", practice.regions
    yield "Dates", [practice.dates.as_written] if practice.dates else None
    yield "Type of practice", [practice.type] if practice.type else None
    yield "Primary GCM objectives", _named(practice.primary_objectives, lambda n: f"{n}. {OBJECTIVES[n]}")
    yield "Secondary GCM objectives", _named(practice.secondary_objectives, lambda n: f"{n}. {OBJECTIVES[n]}")
    yield "Guiding principles", _named(practice.principles, PRINCIPLES.__getitem__)
    yield "Sustainable Development Goals", _named(practice.sdgs, lambda n: f"{n}. {SDGS[n]}")
    yield "Main implementing organizations", practice.implementing
    yield "Partner and donor organizations", practice.partners
    yield "Date submitted", [practice.submitted] if practice.submitted else None
    for name, value in practice.extra.items():
        yield f"{name.replace('_', ' ').capitalize()} (as written)", [value]


def _named(values: Iterable[Any] | None, name: Callable[[Any], str]) -> list[str] | None:
    return None if values is None else [name(value) for value in values]


def _by_practice(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    grouped: dict[str, list[Statement]] = {}
    for statement in statements:
        grouped.setdefault(statement.practice_id, []).append(statement)
    return grouped


def _terms(words: Iterable[Word], practice: Practice) -> set[str]:
    rules = analysis_language(practice.language)
    return {term for word in words if (term := word.terms.get(rules))}


def _query(q: str, filters: Filters, without: tuple[str, str] | None = None, page: int = 1) -> str:
    pairs = [("q", q)] if q else []
    pairs += [(facet, value) for facet, values in filters.items() for value in values if (facet, value) != without]
    pairs += [("page", str(page))] if page > 1 else []
    return urlencode(pairs)


def _address(q: str, filters: Filters, without: tuple[str, str] | None = None, page: int = 1) -> str:
    query = _query(q, filters, without, page)
    return f"/?{query}" if query else "/"


_templates.env.globals.update(label=label, longest=LONGEST_QUERY, facts=_facts)
