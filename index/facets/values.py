"""The values of the facets of a practice and of its passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.model import Practice
from index.facets.facet import FacetUnit, Vocabulary
from index.facets.registry import FACETS

FacetValues = Mapping[str, tuple[str, ...]]
"""Values of one passage by facet."""


def facet_values(
    practice: Practice,
    section: int,
    *,
    language: str | None = None,
    inferred: Sequence[int] = (),
    open_until: int | None = None,
    vocabularies: Mapping[str, Vocabulary] | None = None,
    of_practice: FacetValues | None = None,
) -> FacetValues:
    """Return the facet values of the passages in one section of a practice, as written into the index.

    :param language: the passage's own; the practice's where it is not known.
    :param inferred: objectives that stand in where the practice states none.
    :param open_until: the year an ongoing practice is taken to run to; without it the year it was submitted.
    :param vocabularies: those of the collection (see :func:`vocabularies_of`), by which names for one thing are told.
    :param of_practice: what :func:`practice_values` gives, where the practice has many passages.
    """
    known = vocabularies_of(()) if vocabularies is None else vocabularies
    unit = FacetUnit(practice, inferred, open_until, known, practice.sections[section], language)
    shared = practice_values(unit) if of_practice is None else of_practice
    return {
        name: (facet.values_of(unit) or ()) if facet.of_passages else shared[name] for name, facet in FACETS.items()
    }


def practice_values(unit: FacetUnit) -> FacetValues:
    """Return the values that all passages of a practice have."""
    return {name: facet.values_of(unit) or () for name, facet in FACETS.items() if not facet.of_passages}


def vocabularies_of(practices: Sequence[Practice]) -> dict[str, Vocabulary]:
    """Return how a collection writes values, by facet, of the facets that depend on it."""
    made = {build: build(practices) for build in {facet.vocabulary for facet in FACETS.values()} if build}
    return {name: made[facet.vocabulary] for name, facet in FACETS.items() if facet.vocabulary}
