"""Filters as people read them: each choice with the values that it stands for, and the name of a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.facets.masks import FacetMasks, Filters
from index.facets.operators import Condition, Operator, parse_condition
from index.facets.registry import FACETS


@dataclass(frozen=True, slots=True)
class Selection:
    """A choice made in a facet."""

    facet: str
    text: str
    """As people read it: *not Niger*, *Niger and Chad*, *not stated*."""
    taken: tuple[str, ...]
    """The values of the filter that it stands for."""
    turned: tuple[str, ...]
    """What these are turned into by the opposite choice: *not Niger* into *Niger* and back."""
    is_excluding: bool = False
    """Whether it leaves something out."""


def label(facet: str, value: str, facets: FacetMasks | None = None) -> str:
    """Write a facet value, or a range of values, as people read it.

    :param facets: those of the index, which know how its pages write organisations and regions.
    """
    if own := FACETS[facet].label:
        return own(value)
    return facets.written(facet, value) if facets else value


def describe_value(facet: str, value: str, facets: FacetMasks | None = None) -> str:
    """Write a value of a filter with its operator as people read it."""
    condition = parse_condition(value)
    is_not = condition.operator is Operator.NOT
    if condition.operand is None:
        return "stated" if is_not else "not stated"
    return f"{'not ' if is_not else ''}{label(facet, condition.operand, facets)}"


def selections(facet: str, values: Sequence[str], facets: FacetMasks | None = None) -> Iterator[Selection]:
    """Give the choices made in a facet, those that all have to be met as one.

    :param facets: as in :func:`label`.
    """
    together = tuple(value for value in values if parse_condition(value).operator is Operator.ALL)
    for value in values:
        text = describe_value(facet, value, facets)
        if value not in together:
            is_excluding = parse_condition(value).operator is Operator.NOT
            yield Selection(facet, text, (value,), (_turned(value),), is_excluding)
        elif value == together[0]:
            *first, last = (describe_value(facet, other, facets) for other in together)
            text = f"{', '.join(first)} and {last}" if first else last
            is_added = any(parse_condition(other).operator is Operator.ANY for other in values)
            plain = tuple(str(Condition(parse_condition(other).operand)) for other in together)
            yield Selection(facet, f"and {text}" if is_added else text, together, plain)


def describe_values(facet: str, values: Sequence[str], facets: FacetMasks | None = None) -> str:
    """Write the choices of a facet together: *Niger or Chad, not Mali*; *not Mali, or not stated*."""
    plain = [choice for choice in values if parse_condition(choice).operator is Operator.ANY]
    named = {chosen.taken: chosen.text for chosen in selections(facet, values, facets)}
    others = [text for taken, text in named.items() if taken[0] not in plain]
    stated = [choice for choice in plain if parse_condition(choice).operand is not None]
    if others and not stated:
        return ", or ".join([", ".join(others), *(named[(value,)] for value in plain)])
    return ", ".join([*filter(None, [" or ".join(named[(value,)] for value in plain)]), *others])


def describe_filters(filters: Filters, facets: FacetMasks | None = None) -> str:
    """Write what a search is narrowed to: *Country: not Niger; Year: 2017 or later*."""
    return "; ".join(
        f"{FACETS[facet].title}: {describe_values(facet, values, facets)}"
        for facet, values in filters.items()
        if values
    )


def _turned(value: str) -> str:
    condition = parse_condition(value)
    operator = Operator.ANY if condition.operator is Operator.NOT else Operator.NOT
    return str(Condition(condition.operand, operator))
