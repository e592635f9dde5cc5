"""One facet of a collection as arrays: which units have a value, and how many practices have each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.arrays import Ordinals
from index.facets.facet import Facet


@dataclass(frozen=True, slots=True)
class FacetGaps:
    """How many practices have no value of a facet."""

    none: int
    """They say that there is none."""
    not_stated: int
    """They do not say."""


class Column:
    """The values of one facet, an entry for each value of each unit. Units are practices, or rows of passages."""

    def __init__(
        self, facet: Facet, of_units: Sequence[tuple[str, ...] | None], owners: Ordinals, practices: int
    ) -> None:
        """:param owners: the practice of each unit, shape (units,)."""
        self._owners, self._practices = owners, practices
        self._is_none = np.array([values == () for values in of_units], bool)
        self._is_valued = np.array([bool(values) for values in of_units], bool)
        valued = [values or () for values in of_units]
        self.values = sorted({value for values in valued for value in values}, key=facet.order)
        self._numbers = {value: number for number, value in enumerate(self.values)}
        self._names = np.array(self.values, dtype=object)
        self._size = len(valued)
        self._codes = np.array([self._numbers[value] for values in valued for value in values], np.int64)
        self._units = np.repeat(np.arange(self._size), np.array([len(values) for values in valued], np.int64))
        pairs, self._pairs = np.unique(self._codes * practices + owners[self._units], return_inverse=True)
        self._code_of_pair = pairs // max(1, practices)

    def having(self, wanted: Iterable[str]) -> NDArray[np.bool_]:
        """Return the units with one of these values, shape (units,)."""
        chosen = np.zeros(len(self.values), bool)
        chosen[[self._numbers[value] for value in wanted if value in self._numbers]] = True
        kept = np.zeros(self._size, bool)
        kept[self._units[chosen[self._codes]]] = True
        return kept

    def counts(self, units: NDArray[np.bool_]) -> dict[str, int]:
        """Count the practices that have each value in these units: a practice once, in however many units it has it."""
        met = np.zeros(len(self._code_of_pair), bool)
        met[self._pairs[units[self._units]]] = True
        counts = np.bincount(self._code_of_pair[met], minlength=len(self.values))
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        return dict(zip(self._names[order].tolist(), counts[order].tolist(), strict=True))

    def gaps(self, units: NDArray[np.bool_]) -> FacetGaps:
        """Count the practices of these units that have no value in any of them: those that say so, and those silent."""
        valued, none = self._owning(units & self._is_valued), self._owning(units & self._is_none)
        silent = self._owning(units) & ~valued & ~none
        return FacetGaps(int((none & ~valued).sum()), int(silent.sum()))

    def _owning(self, units: NDArray[np.bool_]) -> NDArray[np.bool_]:
        owning = np.zeros(self._practices, bool)
        owning[self._owners[units]] = True
        return owning
