"""One facet of a collection as arrays: which units meet a condition, and how many practices have each value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from index.arrays import Ordinals
from index.facets.facet import Facet
from index.facets.operators import combine, parse_condition
from index.facets.ranges import NO_UNIT, Range, parse_range
from index.facets.truth import Truth

_UNMEASURED = Range(math.nan, math.nan, "")


@dataclass(frozen=True, slots=True)
class FacetGaps:
    """How many practices have no value of a facet."""

    none: int
    """They say that there is none."""
    not_stated: int
    """They do not say."""
    missing: int
    """Those that ``missing`` lets through: the two together, where the passages of a practice do not differ."""


class Column:
    """The values of one facet, an entry for each value of each unit. Units are practices, or rows of passages."""

    def __init__(
        self, facet: Facet, of_units: Sequence[tuple[str, ...] | None], owners: Ordinals, practices: int
    ) -> None:
        """:param owners: the practice of each unit, shape (units,)."""
        self._owners, self._practices = owners, practices
        self._is_stated = np.array([values is not None for values in of_units], bool)
        self._is_valued = np.array([bool(values) for values in of_units], bool)
        valued = [values or () for values in of_units]
        self.values = sorted({value for values in valued for value in values}, key=facet.order)
        self._numbers = {value: number for number, value in enumerate(self.values)}
        self._names = np.array(self.values, dtype=object)
        measures = [parse_range(value) or _UNMEASURED for value in self.values if facet.has_ranges]
        self._has_ranges = facet.has_ranges
        self._lows = np.array([measure.low for measure in measures], np.float64)
        self._highs = np.array([measure.high for measure in measures], np.float64)
        self._measured_in = np.array([measure.unit for measure in measures], dtype=object)
        self._size = len(valued)
        self._codes = np.array([self._numbers[value] for values in valued for value in values], np.int64)
        self._units = np.repeat(np.arange(self._size), np.array([len(values) for values in valued], np.int64))
        pairs, self._pairs = np.unique(self._codes * practices + owners[self._units], return_inverse=True)
        self._code_of_pair = pairs // max(1, practices)

    def meeting(self, filter_values: Iterable[str]) -> NDArray[np.bool_]:
        """Mark the units that surely meet the conditions of a filter, shape (units,).

        :param filter_values: at least one, each a value with its operator (:mod:`index.facets.operators`).
        """
        return combine(map(parse_condition, filter_values), self._truth_of).is_true

    def meant_by(self, filter_values: Iterable[str]) -> list[str]:
        """Return the values that any of these stands for, operators aside, in order."""
        operands = [condition.operand for condition in map(parse_condition, filter_values)]
        meant = [self._meant(operand)[0] for operand in operands if operand is not None]
        return list(compress(self.values, np.any(meant, axis=0).tolist())) if meant else []

    def _truth_of(self, operand: str | None) -> Truth:
        """Tell of which units it is true that they have a value.

        Unknown of those that do not state any, or one that may be within a range or not.
        """
        if operand is None:
            return Truth(~self._is_valued, self._is_valued)
        surely, possibly = (self._having(meant) for meant in self._meant(operand))
        return Truth(surely, self._is_stated & ~possibly)

    def _having(self, meant: NDArray[np.bool_]) -> NDArray[np.bool_]:
        has = np.zeros(self._size, bool)
        has[self._units[meant[self._codes]]] = True
        return has

    def _meant(self, operand: str) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Mark the values that an operand surely stands for, and those that it may stand for; shapes (values,)."""
        meant = np.zeros(len(self.values), bool)
        wanted = parse_range(operand) if self._has_ranges else None
        if wanted is None:
            meant[[self._numbers[operand]] if operand in self._numbers and not self._has_ranges else []] = True
            return meant, meant
        of_unit = (self._measured_in == wanted.unit) if wanted.unit else np.ones(len(self.values), bool)
        within = (self._lows >= wanted.low) & (self._highs <= wanted.high)
        touching = (self._highs >= wanted.low) & (self._lows <= wanted.high)
        if wanted.unit in ("", NO_UNIT):
            return within & of_unit, touching & of_unit
        return within & of_unit, (touching & of_unit) | (self._measured_in == NO_UNIT)

    def without_unit(self, filter_values: Iterable[str], units: NDArray[np.bool_]) -> int:
        """Count the practices of these units that a filter is not known to hold of for want of a unit."""
        if not self._has_ranges or not len(self.values):
            return 0
        truth = combine(map(parse_condition, filter_values), self._truth_of)
        is_unknown = self._having(self._measured_in == NO_UNIT) & ~truth.is_true & ~truth.is_false
        return int(self._owning(units & is_unknown).sum())

    def counts(self, units: NDArray[np.bool_]) -> dict[str, int]:
        """Count the practices that have each value in these units: a practice once, in however many units it has it."""
        met = np.zeros(len(self._code_of_pair), bool)
        met[self._pairs[units[self._units]]] = True
        counts = np.bincount(self._code_of_pair[met], minlength=len(self.values))
        order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
        return dict(zip(self._names[order].tolist(), counts[order].tolist(), strict=True))

    def gaps(self, units: NDArray[np.bool_]) -> FacetGaps:
        """Count the practices of these units that have no value in any of them: those that say so, and those silent."""
        valued, none = self._owning(units & self._is_valued), self._owning(units & self._is_stated & ~self._is_valued)
        silent = self._owning(units) & ~valued & ~none
        missing = self._owning(units & ~self._is_valued)
        return FacetGaps(int((none & ~valued).sum()), int(silent.sum()), int(missing.sum()))

    def _owning(self, units: NDArray[np.bool_]) -> NDArray[np.bool_]:
        owning = np.zeros(self._practices, bool)
        owning[self._owners[units]] = True
        return owning
