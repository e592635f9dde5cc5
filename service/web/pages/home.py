"""The web pages, rendered on the server; they work without a script."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from corpus.model import Passage
from corpus.vocabularies.countries import country_name
from corpus.vocabularies.frameworks import OBJECTIVES
from index.facets.masks import Filters
from index.lexical.analysis import analysis_language, query_terms
from index.retrieval.searcher import Searcher
from index.snapshot.snapshot import Snapshot
from service.answers.comparison import MOST_COMPARED
from service.answers.lists.answer import AnswerResult, respond
from service.answers.model import Answer, Statement
from service.answers.support import describe_support
from service.engine import normalise_query
from service.export import EXPORT_FORMATS
from service.feedback.store import LONGEST_COMMENT, REASONS
from service.filters.facet_options import MOST_OFFERED, facet_choices, facet_offers
from service.filters.parameters import TITLES
from service.filters.parsing import label, year_ranges
from service.live import LiveIndex
from service.practices.freshness import read_freshness
from service.practices.links import reading_url
from service.practices.lookup import find_practice, passage_note
from service.practices.related import find_related
from service.questions.intent import UNIT_NAMES
from service.questions.understanding import AS_WORDS
from service.web.http.parameters import LONGEST_QUERY, FilterParameters, WithoutParameter
from service.web.http.streaming import StreamedResponse
from service.web.pages.environment import templates
from service.web.pages.feedback_form import HONEYPOT
from service.web.pages.highlighting import highlight
from service.web.pages.practice import fact_line, practice_fields
from service.web.pages.urls import search_address, search_query_string
from service.writer.writing import Writing

EXAMPLES = (
    "Which networks worked on counter-trafficking referral mechanisms?",
    "How are missing migrants identified?",
    "What alternatives to detention exist for children?",
    "How can remittances be made cheaper?",
    "¿Qué redes de fiscales investigan la trata de personas?",
)
"""Questions that the built-in collection answers."""

_PAGE = 60
_PAUSE = Markup("<!-- more is coming -->")
"""Where a page that is made slowly is sent as far as it is; not sent itself."""

templates.env.trim_blocks = True
templates.env.lstrip_blocks = True
templates.env.filters.update(country=country_name, objective_name=lambda number: f"{number}. {OBJECTIVES[number]}")


def pages_router(live: LiveIndex, base_url: str) -> APIRouter:
    """The pages over a live searcher."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/")
    def home(
        request: Request,
        filters: FilterParameters,
        q: Annotated[str, Query(max_length=LONGEST_QUERY)] = "",
        page: Annotated[int, Query(ge=1)] = 1,
        without: WithoutParameter = [],  # noqa: B006
    ) -> Response:
        searcher = live.searcher()
        filters = searcher.snapshot.facets.resolved(filters)
        common = _common(searcher, q.strip(), filters, without)
        if not q.strip():
            return templates.TemplateResponse(request, "home.html", common | _listing(searcher.snapshot, filters, page))
        reply = respond(normalise_query(q), searcher, base_url, filters=filters, without=without)
        context = common | _results(reply, searcher.snapshot, common, without)
        writing = live.writing(reply.answer, searcher, base_url)
        if writing:
            return _while_written(context | {"request": request}, writing)
        return templates.TemplateResponse(request, "results.html", context)

    @router.get("/practices/{practice_id}")
    def reading_view(request: Request, practice_id: str, passage: str = "") -> Response:
        snapshot = live.searcher().snapshot
        practice = find_practice(snapshot, practice_id)
        passages: dict[int, list[Passage]] = {}
        for one in snapshot.passages_of(practice_id):
            passages.setdefault(one.section, []).append(one)
        return templates.TemplateResponse(
            request,
            "practice.html",
            {
                "snapshot": snapshot,
                "practice": practice,
                "passages": passages,
                "inferred": [
                    Markup('<a href="{}">{}</a>').format(
                        search_address("", {"objective": (str(one.objective),), "basis": ("inferred",)}),
                        label("objective", str(one.objective)),
                    )
                    for one in snapshot.inferred.get(practice_id, ())
                ],
                "fields_of": practice_fields,
                "related": find_related(snapshot, practice_id),
                "near_identical": snapshot.near_identical(practice_id),
                "freshness": read_freshness(practice),
                "note": passage_note(snapshot, practice_id, passage),
            },
        )

    return router


def _while_written(context: dict[str, Any], writing: Writing) -> Response:
    """The page of results, sent up to each ``pause`` while what follows is still being made."""
    parts = _up_to_each_pause(context, writing)
    # compressing would hold back what is to be read now, and is left out where an encoding is named
    return StreamedResponse(parts, "text/html", {"Content-Encoding": "identity"})


def _up_to_each_pause(context: dict[str, Any], writing: Writing) -> Generator[str]:
    held: list[str] = []
    with closing(iter(writing)) as claims:
        for piece in templates.get_template("results.html").generate(context | {"writing": writing, "claims": claims}):
            if piece == _PAUSE:
                yield "".join(held)
                held.clear()
            else:
                held.append(piece)
        yield "".join(held)


def _common(searcher: Searcher, q: str, filters: Filters, without: Sequence[str] = ()) -> dict[str, Any]:
    """What every page with the search box needs."""
    snapshot = searcher.snapshot
    within = searcher.allowed(searcher.read(q), {}) if q else None
    return {
        "q": q,
        "filters": filters,
        "offers": facet_offers(
            facet_choices(snapshot.facets, filters, MOST_OFFERED, within=within, textless=not q), filters
        ),
        "chips": list(_chips(snapshot, q, filters, without)),
        "unfiltered": search_address(q, {}, without=without),
        "snapshot": snapshot,
        "built_in": not snapshot.manifest["sources"],
    }


def _chips(snapshot: Snapshot, q: str, filters: Filters, without: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """The choices made, each as its facet, its name and the address of the search without it."""
    for facet, values in filters.items():
        runs = year_ranges(values) if facet == "year" else ((label(facet, v, snapshot.facets), (v,)) for v in values)
        for name, taken in runs:
            left = tuple(value for value in values if value not in taken)
            yield TITLES[facet], name, search_address(q, {**filters, facet: left}, without=without)


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
        "address_of": lambda number: search_address("", filters, page=number),
    }


def _results(reply: AnswerResult, snapshot: Snapshot, common: dict[str, Any], without: Sequence[str]) -> dict[str, Any]:
    result, meant = reply.answer, reply.meant
    members = int(str(result.counts["practices"])) if meant.kind != "passage" else 0
    return {
        "answer": result,
        "quoted": _by_practice(result.statements),
        "backing": describe_support(result.match, result.support),
        "practice_of": snapshot.practices,
        "mark": lambda text, language: highlight(text.strip(), _terms(result, language), language),
        "exports": {
            form.label: f"/api/v1/export?{search_query_string(common['q'], common['filters'])}&format={form.name}"
            for form in EXPORT_FORMATS.values()
        },
        "understood": list(_understood(reply, common["q"], common["filters"], without)),
        "units": reply.units,
        "subject": meant.subject,
        "subject_or_q": meant.subject if meant.kind != "passage" else common["q"],
        "unit_name": lambda number: UNIT_NAMES[meant.unit][number != 1],
        "hidden_members": max(0, members - len(result.statements)),
    }


def _understood(reply: AnswerResult, q: str, filters: Filters, without: Sequence[str]) -> Iterator[dict[str, object]]:
    """What the question was taken for, each with the address that takes it otherwise."""
    meant = reply.meant
    if meant.kind != "passage":
        name = f"{'a number' if meant.kind == 'count' else 'a list'} of {UNIT_NAMES[meant.unit][True]}"
        yield {"name": name, "applied": True, "address": search_address(q, filters, without=(*without, AS_WORDS))}
    elif AS_WORDS in without:
        others = [key for key in without if key != AS_WORDS]
        yield {"name": "a question for a list", "applied": False, "address": search_address(q, filters, without=others)}
    for one in meant.constraints:
        if one.facet not in reply.overruled:
            name = f"{TITLES[one.facet]} {one.label}"
            yield {"name": name, "applied": True, "address": search_address(q, filters, without=(*without, one.key))}
    for one in meant.off:
        others = [key for key in without if key != one.key]
        name = f"{TITLES[one.facet]} {one.label}"
        yield {"name": name, "applied": False, "address": search_address(q, filters, without=others)}


def _by_practice(statements: Iterable[Statement]) -> list[tuple[str, list[Statement]]]:
    """Runs of statements of one practice; their order stays."""
    return [(name, list(run)) for name, run in groupby(statements, key=lambda one: one.practice_id)]


def _terms(result: Answer, language: str | None) -> set[str]:
    """The index terms in a language of the question's words and of the other ways to say them."""
    rules = analysis_language(language)
    said_otherwise = (term for text in result.query.also for term in query_terms(text, rules))
    return {term for word in result.words if (term := word.terms.get(rules))}.union(said_otherwise)


templates.env.globals.update(
    longest=LONGEST_QUERY,
    facts=fact_line,
    reading=partial(reading_url, ""),
    country_name=country_name,
    objective_label=lambda number: label("objective", number),
    plain=str,
    pause=_PAUSE,
    most_compared=MOST_COMPARED,
    reasons=REASONS,
    longest_comment=LONGEST_COMMENT,
    honeypot=HONEYPOT,
)
