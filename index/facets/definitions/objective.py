"""The GCM objectives of a practice: those it states, else those inferred from its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.vocabularies.frameworks import OBJECTIVES
from index.facets.facet import FacetUnit, gathered, number_values
from index.facets.numbered import numbered_facet

if TYPE_CHECKING:
    from corpus.model import Practice


def stated_objectives(practice: Practice) -> tuple[str, ...] | None:
    """Return the objectives that a practice states, primary ones first; ``None`` where it states nothing of them."""
    return gathered(number_values(practice.primary_objectives), number_values(practice.secondary_objectives))


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    stated = stated_objectives(unit.practice)
    return stated or number_values(unit.inferred or None) or stated


FACET = numbered_facet(
    OBJECTIVES,
    "the GCM objectives",
    name="objective",
    title="GCM objective",
    hint="GCM objective, 1 to 23.",
    values=_values,
    place=30,
)
