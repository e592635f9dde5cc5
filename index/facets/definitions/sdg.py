"""The Sustainable Development Goals that a practice states."""

from __future__ import annotations

from corpus.vocabularies.frameworks import SDGS
from index.facets.facet import FacetUnit, number_values
from index.facets.numbered import numbered_facet


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    return number_values(unit.practice.sdgs)


FACET = numbered_facet(
    SDGS,
    "the Sustainable Development Goals",
    name="sdg",
    title="Sustainable Development Goal",
    hint="Sustainable Development Goal, 1 to 17.",
    values=_values,
    place=50,
)
