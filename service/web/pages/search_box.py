"""The search box that stands on every page of results: filters to choose, and the choices made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from index.facets.masks import Filters
from index.query.reader import Query
from index.snapshot.snapshot import Snapshot
from service.engine import Engine
from service.filters.facet_options import MOST_OFFERED, facet_offers
from service.filters.parameters import TITLES
from service.filters.parsing import selections
from service.web.pages.urls import search_address


def search_box(
    engine: Engine, q: str, query: Query | None, filters: Filters, without: Sequence[str] = ()
) -> dict[str, Any]:
    """Give what the templates of the box need.

    :param q: the question as it was typed.
    :param query: the question as it was read; ``None`` browses.
    """
    snapshot = engine.snapshot
    counts = engine.facets(query, filters, top=MOST_OFFERED)
    return {
        "q": q,
        "filters": filters,
        "offers": facet_offers(counts.choices, counts.gaps, filters),
        "chips": list(_chips(snapshot, q, filters, without)),
        "unfiltered": search_address(q, {}, without=without),
        "snapshot": snapshot,
        "built_in": not snapshot.manifest["sources"],
    }


def _chips(snapshot: Snapshot, q: str, filters: Filters, without: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Give the choices made, each as its facet, its name and the address of the search without it."""
    for facet, values in filters.items():
        for name, taken in selections(facet, values, snapshot.facets):
            left = tuple(value for value in values if value not in taken)
            yield TITLES[facet], name, search_address(q, {**filters, facet: left}, without=without)
