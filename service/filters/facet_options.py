"""What a search can still be narrowed to: the values of the filtered set with their counts, and the choices made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.arrays import Mask
from index.facets.masks import FacetMasks, Filters
from service.filters.parameters import TITLES
from service.filters.parsing import label, year_ranges

CLOSED = ("objective", "principle", "sdg", "section", "basis")
"""Facets of a short list of values that is the same everywhere."""

_TICKED = 12
"""Values of any other facet that stand on a page with a box to tick; more of them are typed."""
MOST_OFFERED = 200
"""Values of a facet that a page uses: those to tick, and those suggested while one is typed."""


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value of a facet, and how many practices have it if it is chosen (as well)."""

    value: str
    label: str
    practices: int
    selected: bool


@dataclass(frozen=True, slots=True)
class FacetOffer:
    """A facet on the page: values to tick, values that can be typed, and what has been typed before."""

    facet: str
    title: str
    ticked: list[FacetChoice]
    typed: list[FacetChoice]
    text: str
    selected: int
    """How many values are chosen."""


def facet_choices(
    facets: FacetMasks, filters: Filters, top: int, *, within: Mask | None = None, textless: bool = False
) -> dict[str, list[FacetChoice]]:
    """The ``top`` values of each facet for the filtered set, most practices first, and all values that are chosen.

    :param within: and ``textless``, as in :meth:`index.facets.masks.FacetMasks.practices`.
    """
    filters = facets.resolved(filters)
    counts = facets.counts(filters, within, textless=textless)
    return {facet: _choices(facets, facet, counts[facet], filters.get(facet, ()), top) for facet in TITLES}


def facet_offers(found: Mapping[str, Sequence[FacetChoice]], filters: Filters) -> list[FacetOffer]:
    """The facets that a page offers: those with a value in the filtered set, or one that is chosen."""
    return [_offer(facet, list(values), filters.get(facet, ())) for facet, values in found.items() if values]


def _choices(
    facets: FacetMasks, facet: str, counts: Mapping[str, int], chosen: Sequence[str], top: int
) -> list[FacetChoice]:
    listed = list(counts)[:top]
    listed += [value for value in chosen if value not in listed]
    return [FacetChoice(value, label(facet, value, facets), counts.get(value, 0), value in chosen) for value in listed]


def _offer(facet: str, values: list[FacetChoice], chosen: Sequence[str]) -> FacetOffer:
    if facet == "year":
        last_first = sorted(values, key=lambda choice: choice.value, reverse=True)
        text = ", ".join(written for written, _ in year_ranges(chosen))
        return FacetOffer(facet, TITLES[facet], [], last_first, text, len(text.split(", ")) if text else 0)
    if facet in CLOSED:
        by_number = sorted(values, key=lambda choice: int(choice.value) if choice.value.isdecimal() else 0)
        return FacetOffer(facet, TITLES[facet], by_number, [], "", len(chosen))
    first = sorted(values, key=lambda choice: not choice.selected)
    ticked = [choice for place, choice in enumerate(first) if place < _TICKED or choice.selected]
    typed = sorted((choice for choice in values if choice not in ticked), key=lambda choice: choice.label.casefold())
    return FacetOffer(facet, TITLES[facet], ticked, typed, "", len(chosen))
