"""What a question was narrowed to, by filters and by itself, and how much there is without that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import partial

from index.facets.masks import FacetMasks, Filters
from index.facets.operators import with_operand
from service.reasons import Narrowing, Widening

_BASIS = "basis"
"""Counts what is stated, where a question asks for an objective: part of that condition, none of its own."""


def narrowings_of(filters: Filters, facets: FacetMasks, named: Filters | None = None) -> tuple[Narrowing, ...]:
    """Give what practices were narrowed to, as readers write it: first what the question names, then the filters given.

    :param named: the filters that the question names.
    """
    named = named or {}
    ordered = [*(facet for facet in named if facet in filters), *(facet for facet in filters if facet not in named)]
    return tuple(
        Narrowing(facet, tuple(with_operand(value, partial(facets.written, facet)) for value in filters[facet]))
        for facet in ordered
        if facet != _BASIS or facet not in named
    )


def widen(within: Collection[Narrowing], filters: Filters, count: Callable[[Filters], int]) -> Iterator[Widening]:
    """Count how many practices there are without each condition, and where none is alone in the way, without them all.

    :param count: counts what meets the conditions that are left.
    """
    singly = [Widening((narrowing,), count(_without(filters, {narrowing.facet}))) for narrowing in within]
    if any(widening.practices for widening in singly):
        yield from (widening for widening in singly if widening.practices)
    elif len(singly) > 1:
        yield Widening(tuple(within), count(_without(filters, {narrowing.facet for narrowing in within})))


def _without(filters: Filters, facets: Collection[str]) -> Filters:
    taken_off = {*facets, *([_BASIS] if "objective" in facets else [])}
    return {facet: values for facet, values in filters.items() if facet not in taken_off}
