"""Addresses of the pages of searches."""

from __future__ import annotations

from collections.abc import Sequence
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
