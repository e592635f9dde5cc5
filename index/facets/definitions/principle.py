"""The guiding principles of the GCM that a practice states."""

from __future__ import annotations

from corpus.vocabularies.frameworks import PRINCIPLES
from index.facets.facet import FacetUnit, number_values
from index.facets.numbered import numbered_facet


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    return number_values(unit.practice.principles)


FACET = numbered_facet(
    PRINCIPLES,
    "the guiding principles",
    name="principle",
    title="Guiding principle",
    hint="Guiding principle of the GCM, 1 to 10 or its name.",
    values=_values,
    place=40,
)
