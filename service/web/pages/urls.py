"""Addresses of the pages of searches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from index.facets.masks import Filters


def search_query_string(q: str, filters: Filters, page: int = 1, without: Sequence[str] = (), plan: str = "") -> str:
    """Write a search as a query string: question, filters, what is switched off, the plan that is given, page."""
    pairs = [("q", q)] if q else []
    for facet, values in filters.items():
        pairs += [(facet, value) for value in values]
    pairs += [("without", key) for key in without]
    pairs += [("plan", plan)] if plan else []
    pairs += [("page", str(page))] if page > 1 else []
    return urlencode(pairs)


def search_address(q: str, filters: Filters, page: int = 1, without: Sequence[str] = (), plan: str = "") -> str:
    """Make the address of the page of a search."""
    query = search_query_string(q, filters, page, without, plan)
    return f"/?{query}" if query else "/"


_MOST_LINKED = 50_000
"""Characters: a hundred times what the choices of an ordinary search need."""


class LinkAllowance:
    """Allowance for the links beside a list of choices.

    Each link holds the whole search but for its own choice, so that without it they grow with the square of the search.
    """

    def __init__(self, characters: int = _MOST_LINKED) -> None:
        self._left = characters

    def link(self, make_address: Callable[[], str]) -> str:
        """Make the next address; empty where those before it have used the allowance up."""
        if self._left <= 0:
            return ""
        address = make_address()
        self._left -= len(address)
        return address
