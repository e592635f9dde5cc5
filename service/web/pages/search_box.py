"""The search box that stands on every page of results: filters to choose, and the choices made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from index.facets.masks import Filters
from index.query.reader import Query
from index.snapshot.snapshot import Snapshot
from service.engine import Engine
from service.filters.facet_options import MOST_OFFERED, facet_offers
from service.filters.parameters import TITLES
from service.filters.wording import describe_values, selections
from service.web.pages.urls import LinkAllowance, search_address


@dataclass(frozen=True, slots=True)
class FilterChip:
    """A choice made in a facet, on the page."""

    facet: str
    name: str
    address: str
    """Of the search without it; empty where the page has no room for it."""
    turn: str
    """What turning it round does, in words; :attr:`turned_name` is what it is then."""
    turned_name: str
    turned: str
    """The address of the search with the opposite choice; empty where the page has no room for it."""


def search_box(
    engine: Engine, q: str, query: Query | None, filters: Filters, without: Sequence[str] = (), plan: str = ""
) -> dict[str, Any]:
    """Give what the templates of the box need.

    :param q: the question as it was typed.
    :param query: the question as it was read; ``None`` browses.
    :param plan: the plan of the address, as it is written there: links keep it, and what is typed anew has none.
    """
    snapshot = engine.snapshot
    counts = engine.facets(query, filters, top=MOST_OFFERED)
    return {
        "q": q,
        "filters": filters,
        "plan": plan,
        "offers": facet_offers(counts.choices, counts.gaps, filters),
        "chips": list(_chips(snapshot, q, filters, without, plan)),
        "unfiltered": search_address(q, {}, without=without, plan=plan),
        "snapshot": snapshot,
        "built_in": not snapshot.manifest["sources"],
    }


def _chips(snapshot: Snapshot, q: str, filters: Filters, without: Sequence[str], plan: str) -> Iterator[FilterChip]:
    """Give the choices made, each with the addresses of the search without it and with its opposite."""

    def address(facet: str, values: Sequence[str]) -> str:
        return search_address(q, {**filters, facet: tuple(dict.fromkeys(values))}, without=without, plan=plan)

    allowance = LinkAllowance()
    for facet, values in filters.items():
        for choice in selections(facet, values, snapshot.facets):
            left = [value for value in values if value not in choice.taken]
            first = values.index(choice.taken[0])
            turned = [*left[:first], *choice.turned, *left[first:]]
            turn = "include instead" if choice.is_excluding else "exclude instead"
            if len(choice.taken) > 1:
                turn = "any of these instead"
            turned_name = describe_values(facet, choice.turned, snapshot.facets)
            without_it = allowance.link(partial(address, facet, left))
            opposite = allowance.link(partial(address, facet, turned))
            yield FilterChip(TITLES[facet], choice.text, without_it, turn, turned_name, opposite)
