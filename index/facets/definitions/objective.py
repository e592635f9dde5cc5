"""The GCM objectives of a practice: those it states, else those inferred from its text."""

from __future__ import annotations

from corpus.vocabularies.frameworks import OBJECTIVES
from index.facets.facet import FacetUnit, number_values
from index.facets.numbered import numbered_facet


def _values(unit: FacetUnit) -> tuple[str, ...]:
    return number_values(unit.practice.objectives or unit.inferred)


FACET = numbered_facet(
    OBJECTIVES,
    "the GCM objectives",
    name="objective",
    title="GCM objective",
    hint="GCM objective, 1 to 23.",
    values=_values,
    place=30,
)
