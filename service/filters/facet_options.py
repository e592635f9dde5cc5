"""Facet options: the values of the filtered set with their counts, and the choices made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.arrays import Mask
from index.facets.columns import FacetGaps
from index.facets.facet import Facet
from index.facets.masks import FacetMasks, Filters
from index.facets.operators import MISSING, Condition, parse_condition
from index.facets.registry import FACETS
from service.filters.wording import describe_value

_TICKED = 12
"""Values of a facet without a closed list that stand on a page with a box to tick; more of them are typed."""
MOST_OFFERED = 200
"""Values of a facet that a page uses: those to tick, and those suggested while one is typed."""


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value of a facet, and how many practices have it if it is chosen (as well); or a condition that is chosen."""

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
    missing: FacetChoice | None
    """To be ticked for the practices that state no value, where there are any."""
    typed: list[FacetChoice]
    text: str
    kept: list[str]
    """Conditions that are chosen and have no control of their own."""
    prompt: str
    """What stands above the field to type in."""
    selected: int
    """How many conditions are chosen."""
    gaps: FacetGaps
    """How many practices have no value to choose."""


def facet_choices(
    facets: FacetMasks, filters: Filters, top: int, *, within: Mask | None = None, textless: bool = False
) -> dict[str, list[FacetChoice]]:
    """List the ``top`` values of each facet for the filtered set, most practices first, and all that is chosen.

    :param within: and ``textless``, as in :meth:`index.facets.masks.FacetMasks.practices`.
    """
    filters = facets.resolved(filters)
    counts = facets.counts(filters, within, textless=textless)
    choices = {}
    for facet in FACETS:
        chosen, of_values = filters.get(facet, ()), counts[facet]
        values = {str(Condition(value)): practices for value, practices in of_values.items()}
        listed = list(values)[:top]
        listed += [value for value in chosen if value not in listed]
        uncounted = [value for value in listed if value not in values]
        conditional = facets.counts_with(facet, uncounted, filters, within, textless=textless) if uncounted else []
        values |= dict(zip(uncounted, conditional, strict=True))
        choices[facet] = [
            FacetChoice(
                value,
                describe_value(facet, value, facets),
                values[value],
                value in chosen,
            )
            for value in listed
        ]
    return choices


def facet_offers(
    choices: Mapping[str, Sequence[FacetChoice]], gaps: Mapping[str, FacetGaps], filters: Filters
) -> list[FacetOffer]:
    """List the facets that a page offers: those with a value in the filtered set, or one that is chosen."""
    return [
        _offer(facet, list(values), gaps[facet], filters.get(facet, ()))
        for facet, values in choices.items()
        if values and (FACETS[facet].is_offered or facet in filters)
    ]


def _offer(name: str, choices: list[FacetChoice], gaps: FacetGaps, chosen: Sequence[str]) -> FacetOffer:
    facet = FACETS[name]
    prompt = facet.prompt or f"Another {facet.title.lower()}"
    plain = [choice for choice in choices if parse_condition(choice.value).is_plain]
    missing = None
    if gaps.missing or MISSING in chosen:
        title = "Not stated, or none" if gaps.none else "Not stated"
        missing = FacetChoice(MISSING, title, gaps.missing, MISSING in chosen)
    operated = [value for value in chosen if not parse_condition(value).is_plain]
    written = [value for value in chosen if value not in operated] if facet.has_ranges else []
    ticked, typed = _split(facet, plain)
    kept = [value for value in operated if value != MISSING]
    return FacetOffer(name, facet.title, ticked, missing, typed, "; ".join(written), kept, prompt, len(chosen), gaps)


def _split(facet: Facet, values: list[FacetChoice]) -> tuple[list[FacetChoice], list[FacetChoice]]:
    """Divide the values of a facet into those to tick and those to type, each in the order of the page."""
    order = facet.order
    if facet.has_ranges and order:
        unchosen = [choice for choice in values if not choice.selected]
        return [], sorted(unchosen, key=lambda choice: order(parse_condition(choice.value).operand or ""))
    ordered = sorted(values, key=lambda choice: order(choice.value)) if order else values
    if facet.closed:
        return ordered, []
    first = sorted(values, key=lambda choice: not choice.selected)
    ticked = [choice for place, choice in enumerate(first) if place < _TICKED or choice.selected]
    typed = sorted((choice for choice in values if choice not in ticked), key=lambda choice: choice.label.casefold())
    return ticked, typed
