"""What a search can be narrowed to. One definition serves both the vector and the word search."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from corpus.model import Passage, Practice
from index.arrays import Mask

FACETS = ("country", "objective", "type", "section", "language")

FacetValues = Mapping[str, tuple[str, ...]]
"""Values of one passage by facet."""

Filters = Mapping[str, tuple[str, ...]]
"""Wanted values by facet: any of the values within a facet, all of the facets together."""


def facet_values(practice: Practice, section: int) -> FacetValues:
    """The facet values of the passages in one section of a practice, as written into the index."""
    return {
        "country": practice.countries or (),
        "objective": tuple(str(number) for number in practice.objectives),
        "type": (practice.type,) if practice.type else (),
        "section": (practice.sections[section].kind.value,),
        "language": (practice.language,) if practice.language else (),
    }


class FacetMasks:
    """Which passages a filter lets through."""

    def __init__(self, practices: Mapping[str, Practice], passages: Sequence[Passage]) -> None:
        self._size = len(passages)
        self._ordinals: dict[tuple[str, str], list[int]] = {}
        for ordinal, passage in enumerate(passages):
            values = facet_values(practices[passage.practice_id], passage.section)
            for facet in FACETS:
                for value in values[facet]:
                    self._ordinals.setdefault((facet, value), []).append(ordinal)

    def mask(self, filters: Filters) -> Mask:
        """True for each passage with a wanted value in every facet of the filter."""
        allowed = np.ones(self._size, bool)
        for facet, values in filters.items():
            allowed &= self._any(facet, values)
        return allowed

    def values(self, facet: str) -> list[str]:
        """The values a facet has in this index, sorted."""
        return sorted(value for name, value in self._ordinals if name == facet)

    def _any(self, facet: str, values: Iterable[str]) -> Mask:
        mask = np.zeros(self._size, bool)
        for value in values:
            mask[self._ordinals.get((facet, value), [])] = True
        return mask
