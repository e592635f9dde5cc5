"""The reading view of a practice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from corpus.model import DETECTED, Amount, Passage, Practice
from corpus.vocabularies.currencies import NO_CURRENCY
from index.enrichment.objective_classifier import InferredObjective
from index.facets.operators import Condition
from service.filters.wording import label
from service.live import LiveIndex
from service.messages.reasons import render
from service.practices.freshness import read_freshness
from service.web.http.parameters import Identifier
from service.web.pages.environment import templates
from service.web.pages.highlighting import with_marked
from service.web.pages.section_links import with_links
from service.web.pages.urls import search_address

_LINK = Markup('<a href="{}">{}</a>')


def practice_router(live: LiveIndex) -> APIRouter:
    """Make the route of the reading view."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.get("/practices/{practice_id}")
    def reading_view(request: Request, practice_id: Identifier, passage: Identifier = "") -> Response:
        engine = live.engine()
        view = engine.practice(practice_id, passage)
        passages: dict[int, list[Passage]] = {}
        for shown in view.passages:
            passages.setdefault(shown.section, []).append(shown)
        listed = engine.related(practice_id)
        context = {
            "snapshot": engine.snapshot,
            "practice": view.practice,
            "passages": passages,
            "linked": with_links,
            "inferred": [_inferred_link(objective) for objective in view.inferred],
            "fields_of": practice_fields,
            "related": listed.practices,
            "related_note": render(listed.note) if listed.note else "",
            "marked": with_marked,
            "near_identical": view.near_identical,
            "freshness": read_freshness(view.practice),
            "note": render(view.note) if view.note else "",
        }
        return templates.TemplateResponse(request, "practice.html", context)

    return router


def _inferred_link(inferred: InferredObjective) -> Markup:
    number = str(inferred.objective)
    address = search_address("", {"objective": (number,), "basis": ("inferred",)})
    return _LINK.format(address, label("objective", number))


def practice_fields(practice: Practice) -> Iterator[tuple[str, Sequence[str] | None]]:
    """List what is known of a practice, for reading: ``None`` is unknown."""
    yield "Countries", _linked("country", practice.countries)
    yield "Regions", _linked("region", practice.regions)
    yield "Dates", [practice.dates.as_written] if practice.dates else None
    yield "Type of practice", _linked("type", [practice.type] if practice.type else None)
    yield "Primary GCM objectives", _linked("objective", practice.primary_objectives)
    yield "Secondary GCM objectives", _linked("objective", practice.secondary_objectives)
    yield "Guiding principles", _linked("principle", practice.principles)
    yield "Sustainable Development Goals", _linked("sdg", practice.sdgs)
    yield "Main implementing organizations", _linked("organisation", practice.implementing)
    told_apart = practice.donors is not None
    yield (
        ("Partner organizations" if told_apart else "Partner and donor organizations"),
        _linked("organisation", practice.partners),
    )
    yield "Donors", _linked("donor", practice.donors)
    yield "Accountable organizations", _linked("accountable", practice.accountable)
    yield "Budget", _amounts(practice.amounts)
    yield "Language", _language(practice)
    yield "Date submitted", [practice.submitted] if practice.submitted else None
    for name, value in practice.extra.items():
        yield f"{name.replace('_', ' ').capitalize()} (as written)", [value]


def _amounts(amounts: Iterable[Amount] | None) -> list[str] | None:
    """Show sums as the page writes them; one without a currency by its number, which pages write as ``2e+06`` too."""
    return None if amounts is None else list(map(_sum, amounts))


def _sum(amount: Amount) -> str:
    if amount.currency == NO_CURRENCY:
        return f"{amount.value:,.15g} (currency not stated)"
    return amount.as_written or f"{amount.value:,} {amount.currency}"


def _language(practice: Practice) -> list[str] | None:
    if practice.language is None:
        return None
    basis = " (detected from the text)" if practice.language_basis == DETECTED else ""
    return [f"{label('language', practice.language)}{basis}"]


def _linked(facet: str, values: Iterable[object] | None) -> list[Markup] | None:
    """Link each value of a practice to all practices that have it."""
    if values is None:
        return None
    written = {str(value): str(Condition(str(value))) for value in values}
    return [_LINK.format(search_address("", {facet: (text,)}), label(facet, value)) for value, text in written.items()]
