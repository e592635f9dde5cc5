"""What people write to narrow a search, to the values that the index knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.countries import country_code, country_name
from corpus.labels import section_of
from corpus.model import SectionKind
from corpus.strings import fold
from corpus.vocabulary import OBJECTIVES, PRACTICE_TYPES
from index.facets import FACETS, Filters
from service.errors import RequestError


def parse_filters(wanted: Mapping[str, Sequence[str]]) -> Filters:
    """Filters by facet from values as people write them: country names or codes, section headings, language tags.

    :raises RequestError: a value is not of its facet; the message names it.
    """
    return {
        facet: tuple(dict.fromkeys(_value(facet, value.strip()) for value in wanted.get(facet, ()) if value.strip()))
        for facet in FACETS
        if any(value.strip() for value in wanted.get(facet, ()))
    }


def label(facet: str, value: str) -> str:
    """A facet value as people read it."""
    if facet == "country":
        return country_name(value)
    if facet == "objective":
        return f"{value}. {OBJECTIVES[int(value)]}"
    return SectionKind(value).title if facet == "section" else value


def _value(facet: str, value: str) -> str:
    if facet == "country":
        if code := country_code(value):
            return code
        raise RequestError(f"country {value!r} is not known; give an English, French or Spanish name or an ISO code.")
    if facet == "objective":
        if value.isdecimal() and len(value) <= 3 and int(value) in OBJECTIVES:
            return str(int(value))
        raise RequestError(f"objective {value!r} is not known; the GCM objectives are numbered 1 to {len(OBJECTIVES)}.")
    if facet == "section":
        kind = section_of(value.replace("_", " "))
        if kind:
            return kind.value
        raise RequestError(f"section {value!r} is not known; the sections are: {', '.join(SectionKind)}.")
    if facet == "type":
        return next((known for known in PRACTICE_TYPES if fold(known) == fold(value)), value)
    return value.casefold().partition("-")[0]
