"""One facet of a collection as arrays: which units have a value, and how many practices have each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.arrays import Ordinals
from index.facets.facet import Facet


class Column:
    """The values of one facet, an entry for each value of each unit. Units are practices, or rows of passages."""

    def __init__(self, facet: Facet, of_units: Sequence[tuple[str, ...]], owners: Ordinals, practices: int) -> None:
        """:param owners: the practice of each unit, shape (units,)."""
        self.values = sorted({value for values in of_units for value in values}, key=facet.order)
        self._numbers = {value: number for number, value in enumerate(self.values)}
        self._names = np.array(self.values, dtype=object)
        self._size = len(of_units)
        self._codes = np.array([self._numbers[value] for values in of_units for value in values], np.int64)
        self._units = np.repeat(np.arange(self._size), np.array([len(values) for values in of_units], np.int64))
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
