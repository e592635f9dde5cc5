"""The type of a practice, as it is written."""

from __future__ import annotations

from corpus.text.strings import fold
from corpus.vocabularies.frameworks import PRACTICE_TYPES
from index.facets.facet import Facet, FacetUnit, one_value


def _parse(written: str) -> tuple[str, ...]:
    return (next((known for known in PRACTICE_TYPES if fold(known) == fold(written)), written),)


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    return one_value(unit.practice.type)


FACET = Facet(
    name="type",
    title="Type of practice",
    hint="Type of practice, as Project/Programme.",
    parse=_parse,
    values=_values,
    place=60,
)
