"""Parsing of filters: what people write to narrow a search, to the values that the index knows, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.errors import FacetValueError
from index.facets.facet import Facet
from index.facets.masks import FacetMasks, Filters
from index.facets.registry import FACETS
from service.errors import RequestError


def parse_filters(raw_filters: Mapping[str, Sequence[str]]) -> Filters:
    """Read filters by facet from values as people write them: country names or codes, ranges of years.

    :raises RequestError: a value is not of its facet; the message names it and says what is.
    """
    filters = {}
    for name, facet in FACETS.items():
        written = [value.strip() for value in raw_filters.get(name, ()) if value.strip()]
        if written:
            filters[name] = tuple(dict.fromkeys(value for text in written for value in _parse(facet, text)))
    return filters


def label(facet: str, value: str, facets: FacetMasks | None = None) -> str:
    """Write a facet value as people read it.

    :param facets: those of the index, which know how its pages write organisations and regions.
    """
    if own := FACETS[facet].label:
        return own(value)
    return facets.written(facet, value) if facets else value


def selections(
    facet: str, values: Sequence[str], facets: FacetMasks | None = None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Write chosen values as people read them, runs of years as a range, each text with the values it stands for.

    :param facets: as in :func:`label`.
    """
    if ranges := FACETS[facet].ranges:
        return ranges(values)
    return ((label(facet, value, facets), (value,)) for value in values)


def _parse(facet: Facet, written: str) -> tuple[str, ...]:
    try:
        return facet.parse(written)
    except FacetValueError as error:
        raise RequestError(str(error)) from None
