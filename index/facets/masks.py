"""Filters over passages and practices. One definition serves the vector search, the word search and the counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.model import Passage, Practice
from index.arrays import Mask, Ordinals
from index.facets.columns import Column, FacetGaps
from index.facets.facet import FacetUnit
from index.facets.operators import Condition, Operator, parse_condition, with_operand
from index.facets.registry import FACETS
from index.facets.values import vocabularies_of

Filters = Mapping[str, tuple[str, ...]]
"""Wanted values by facet: all of the facets together, and within a facet any of the values, if none has an operator.

A value carries its operator (:mod:`index.facets.operators`), so that a filter stays what it is in an address.
"""

Kept = NDArray[np.bool_]
"""Shape (practices,); true for the practices that a filter lets through."""


class FacetMasks:
    """Which passages and practices a filter lets through, and how many practices each value has among them.

    Practices without any text have no passage to find; they take part, where asked for, as one row more each.
    """

    def __init__(
        self,
        practices: Mapping[str, Practice],
        passages: Sequence[Passage],
        inferred: Mapping[str, Sequence[int]] | None = None,
        open_until: int | None = None,
    ) -> None:
        """:param inferred: objectives that stand in, by practice id; and ``open_until``, as in :class:`FacetUnit`."""
        inferred = inferred or {}
        numbers = {practice_id: number for number, practice_id in enumerate(practices)}
        owners = np.array([numbers[passage.practice_id] for passage in passages], np.int64)
        silent = np.setdiff1d(np.arange(len(practices)), owners)
        self._passages, self._practices = len(passages), len(practices)
        self._owners: Ordinals = np.concatenate([owners, silent])
        listed = list(practices.values())
        self._vocabularies = vocabularies_of(listed)
        wholes = [
            FacetUnit(practice, inferred.get(practice.practice_id, ()), open_until, self._vocabularies)
            for practice in listed
        ]
        rows = [wholes[owner].of_passage(passage) for owner, passage in zip(owners.tolist(), passages, strict=True)]
        rows += [wholes[number] for number in silent.tolist()]
        of_practices, of_rows = (wholes, np.arange(len(listed))), (rows, self._owners)
        self._columns = {}
        for name, facet in FACETS.items():
            units, owners_of_units = of_rows if facet.of_passages else of_practices
            values = [facet.values_of(unit) for unit in units]
            self._columns[name] = Column(facet, values, owners_of_units, len(listed))

    def mask(self, filters: Filters) -> Mask:
        """Mark the passages that surely meet the conditions of every facet of the filter."""
        return self._rows(self._by_facet(filters), None, textless=False)[: self._passages]

    def practices(self, filters: Filters, within: Mask | None = None, *, textless: bool = False) -> Kept:
        """Mark the practices that have a passage which the filter lets through.

        :param within: only these passages count, shape (passages,); ``None``: all.
        :param textless: practices without any text count too, by what they state.
        """
        return self._owning(self._rows(self._by_facet(filters), within, textless=textless))

    def counts(
        self, filters: Filters, within: Mask | None = None, *, textless: bool = False
    ) -> dict[str, dict[str, int]]:
        """Count the practices of the filtered set that have each value, by facet: the most frequent value first.

        The plain values that are chosen in a facet are left out of that facet's own counts, which so say what one more
        choice would add; what its other conditions leave out is not counted.
        Values of equal count are in order, years from the last one down; values that no practice has are not listed.

        :param within: and ``textless``, as in :meth:`practices`.
        """
        units = self._counted_units(filters, within, textless=textless)
        return {facet: self._columns[facet].counts(counted) for facet, counted in units}

    def counts_with(
        self, facet: str, conditions: Sequence[str], filters: Filters, within: Mask | None = None, *, textless: bool
    ) -> list[int]:
        """Count, for each condition of a facet, the practices of the filtered set if it were the facet's only one.

        :param within: and ``textless``, as in :meth:`practices`.
        """
        others = {name: values for name, values in filters.items() if name != facet}
        rows = self._rows(self._by_facet(others), within, textless=textless)
        alone = (self._by_facet({facet: (condition,)})[facet] for condition in conditions)
        return [int(self._owning(rows & allowed).sum()) for allowed in alone]

    def gaps(self, filters: Filters, within: Mask | None = None, *, textless: bool = False) -> dict[str, FacetGaps]:
        """Count the practices without a value, by facet, of those that the choices in the other facets let through."""
        units = self._counted_units(filters, within, textless=textless, demanded=False)
        return {facet: self._columns[facet].gaps(counted) for facet, counted in units}

    def not_stated(self, filters: Filters, within: Mask | None = None, *, textless: bool = False) -> dict[str, int]:
        """Count, for each facet of a filter, the practices that meet all its other facets and do not state this one.

        Those are among them that state a sum without its currency, where one in a currency is asked for.
        """
        units = dict(self._counted_units(filters, within, textless=textless, demanded=False))
        return {
            facet: self._columns[facet].gaps(units[facet]).not_stated
            + self._columns[facet].without_unit(values, units[facet])
            for facet, values in self.resolved(filters).items()
            if values
        }

    def _counted_units(
        self, filters: Filters, within: Mask | None, *, textless: bool, demanded: bool = True
    ) -> Iterator[tuple[str, NDArray[np.bool_]]]:
        """Mark the units that count for each facet: those that the choices in the other facets let through.

        :param demanded: its own conditions with operators count too.
        """
        wanted = self._by_facet(filters)
        operated = {facet: [value for value in values if _is_demanded(value)] for facet, values in filters.items()}
        own = self._by_facet({facet: tuple(values) for facet, values in operated.items()}) if demanded else {}
        rows = self._rows(wanted, within, textless=textless)
        kept = self._owning(rows)
        for facet in self._columns:
            if facet in wanted:
                others = {name: own.get(name) if name == facet else allowed for name, allowed in wanted.items()}
                counted = {name: allowed for name, allowed in others.items() if allowed is not None}
                own_rows = self._rows(counted, within, textless=textless)
                yield facet, own_rows if FACETS[facet].of_passages else self._owning(own_rows)
            else:
                yield facet, rows if FACETS[facet].of_passages else kept

    def values(self, facet: str) -> list[str]:
        """Return the values that a facet has in this index, in order."""
        return list(self._columns[facet].values)

    def written(self, facet: str, value: str) -> str:
        """Return a value as the collection writes it, where the facet has a vocabulary; any other as it is."""
        vocabulary = self._vocabularies.get(facet)
        return vocabulary.name(vocabulary.key(value)) if vocabulary else value

    def resolved(self, filters: Filters) -> Filters:
        """Return filters by the values of this index: an organisation by whichever of its names it was asked for."""
        own = {facet: self._vocabularies[facet].key for facet in filters if facet in self._vocabularies}
        keyed = {facet: [with_operand(value, key) for value in filters[facet]] for facet, key in own.items()}
        return {**filters, **{facet: tuple(dict.fromkeys(values)) for facet, values in keyed.items()}}

    def values_of_any(self, filters: Filters) -> Filters | None:
        """Return filters that ask for any of some values as these values alone, each range as those within it.

        :return: ``None`` where a condition asks for something else, which values alone do not say.
        """
        if any(not parse_condition(value).is_plain for values in filters.values() for value in values):
            return None
        return {
            facet: tuple(str(Condition(value)) for value in self._columns[facet].meant_by(values))
            for facet, values in self.resolved(filters).items()
            if values
        }

    def _by_facet(self, filters: Filters) -> dict[str, Mask]:
        """Return the rows that each facet of a filter lets through; a facet without values lets all through."""
        resolved = {facet: values for facet, values in self.resolved(filters).items() if values}
        units = {facet: self._columns[facet].meeting(values) for facet, values in resolved.items()}
        return {facet: kept if FACETS[facet].of_passages else kept[self._owners] for facet, kept in units.items()}

    def _rows(self, wanted: Mapping[str, Mask], within: Mask | None, *, textless: bool) -> Mask:
        rows = np.full(len(self._owners), True)
        rows[self._passages :] = textless
        if within is not None:
            rows[: self._passages] = within
        for allowed in wanted.values():
            rows &= allowed
        return rows

    def _owning(self, rows: Mask) -> Kept:
        kept = np.zeros(self._practices, bool)
        kept[self._owners[rows]] = True
        return kept


def _is_demanded(value: str) -> bool:
    """Tell whether a value of a filter narrows the choice among others, and is no choice itself."""
    return parse_condition(value).operator is not Operator.ANY
