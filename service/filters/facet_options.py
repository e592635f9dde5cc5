"""Facet options: the values of the filtered set with their counts, and the choices made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.arrays import Mask
from index.facets.columns import FacetGaps
from index.facets.facet import Facet
from index.facets.masks import FacetMasks, Filters
from index.facets.registry import FACETS
from service.filters.parsing import label

_TICKED = 12
"""Values of a facet without a closed list that stand on a page with a box to tick; more of them are typed."""
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
    prompt: str
    """What stands above the field to type in."""
    selected: int
    """How many values are chosen."""
    gaps: FacetGaps
    """How many practices have no value to choose."""


def facet_choices(
    facets: FacetMasks, filters: Filters, top: int, *, within: Mask | None = None, textless: bool = False
) -> dict[str, list[FacetChoice]]:
    """List the ``top`` values of each facet for the filtered set, most practices first, and all values that are chosen.

    :param within: and ``textless``, as in :meth:`index.facets.masks.FacetMasks.practices`.
    """
    filters = facets.resolved(filters)
    counts = facets.counts(filters, within, textless=textless)
    return {facet: _choices(facets, facet, counts[facet], filters.get(facet, ()), top) for facet in FACETS}


def facet_offers(
    choices: Mapping[str, Sequence[FacetChoice]], gaps: Mapping[str, FacetGaps], filters: Filters
) -> list[FacetOffer]:
    """List the facets that a page offers: those with a value in the filtered set, or one that is chosen."""
    return [
        _offer(facet, list(values), gaps[facet], filters.get(facet, ())) for facet, values in choices.items() if values
    ]


def _choices(
    facets: FacetMasks, facet: str, counts: Mapping[str, int], chosen: Sequence[str], top: int
) -> list[FacetChoice]:
    listed = list(counts)[:top]
    listed += [value for value in chosen if value not in listed]
    return [FacetChoice(value, label(facet, value, facets), counts.get(value, 0), value in chosen) for value in listed]


def _offer(name: str, values: list[FacetChoice], gaps: FacetGaps, chosen: Sequence[str]) -> FacetOffer:
    facet = FACETS[name]
    prompt = facet.prompt or f"Another {facet.title.lower()}"
    ticked, typed = _split(facet, values)
    written = [text for text, _ in facet.ranges(chosen)] if facet.ranges else []
    selected = len(written) if facet.ranges else len(chosen)
    return FacetOffer(name, facet.title, ticked, typed, ", ".join(written), prompt, selected, gaps)


def _split(facet: Facet, values: list[FacetChoice]) -> tuple[list[FacetChoice], list[FacetChoice]]:
    """Divide the values of a facet into those to tick and those to type, each in the order of the page."""
    order = facet.order
    ordered = sorted(values, key=lambda choice: order(choice.value)) if order else values
    if facet.ranges:
        return [], ordered
    if facet.closed:
        return ordered, []
    first = sorted(values, key=lambda choice: not choice.selected)
    ticked = [choice for place, choice in enumerate(first) if place < _TICKED or choice.selected]
    typed = sorted((choice for choice in values if choice not in ticked), key=lambda choice: choice.label.casefold())
    return ticked, typed
