"""What a search can be narrowed to. One definition serves the vector search, the word search and the counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.model import Passage, Practice
from corpus.vocabularies.organisations import Organisations
from index.arrays import Mask, Ordinals
from index.facets.columns import Column
from index.facets.values import most_written, named_organisations, one_value, practice_values

FACETS = (
    "country",
    "region",
    "objective",
    "principle",
    "sdg",
    "type",
    "organisation",
    "section",
    "language",
    "year",
    "basis",
)

FacetValues = Mapping[str, tuple[str, ...]]
"""Values of one passage by facet."""

Filters = Mapping[str, tuple[str, ...]]
"""Wanted values by facet: any of the values within a facet, all of the facets together."""

Kept = NDArray[np.bool_]
"""Shape (practices,); true for the practices that a filter lets through."""

_OF_PASSAGES = ("section", "language")
"""These differ between the passages of a practice; every other facet is the practice's."""


def facet_values(
    practice: Practice,
    section: int,
    *,
    language: str | None = None,
    inferred: Sequence[int] = (),
    open_until: int | None = None,
    organisations: Organisations | None = None,
) -> FacetValues:
    """The facet values of the passages in one section of a practice, as written into the index.

    :param language: the passage's own; the practice's where it is not known.
    :param inferred: objectives that stand in where the practice states none.
    :param open_until: the year an ongoing practice is taken to run to; without it the year it was submitted.
    :param organisations: those of the collection (see :func:`organisations_of`), by which names for one are told.
    """
    return {
        **practice_values(practice, inferred, open_until, organisations or Organisations(())),
        "section": (practice.sections[section].kind.value,),
        "language": one_value(language or practice.language),
    }


def organisations_of(practices: Iterable[Practice]) -> Organisations:
    """The organisations that practices name."""
    return Organisations(name for practice in practices for name in named_organisations(practice))


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
        """:param inferred: inferred objectives by practice id; this and ``open_until`` as in :func:`facet_values`."""
        inferred = inferred or {}
        numbers = {practice_id: number for number, practice_id in enumerate(practices)}
        owners = np.array([numbers[passage.practice_id] for passage in passages], np.int64)
        silent = np.setdiff1d(np.arange(len(practices)), owners)
        self._passages, self._practices = len(passages), len(practices)
        self._owners: Ordinals = np.concatenate([owners, silent])
        listed = list(practices.values())
        self._organisations = organisations_of(listed)
        of_practices = [
            practice_values(p, inferred.get(p.practice_id, ()), open_until, self._organisations) for p in listed
        ]
        itself = np.arange(len(listed))
        self._columns = {
            facet: Column(facet, [values[facet] for values in of_practices], itself, len(listed))
            for facet in FACETS
            if facet not in _OF_PASSAGES
        }
        of_rows: dict[str, list[tuple[str, ...]]] = {
            "section": [one_value(practices[p.practice_id].sections[p.section].kind.value) for p in passages],
            "language": [one_value(p.language or practices[p.practice_id].language) for p in passages],
        }
        of_rows["section"] += [()] * len(silent)
        of_rows["language"] += [one_value(listed[number].language) for number in silent.tolist()]
        self._columns |= {facet: Column(facet, of_rows[facet], self._owners, len(listed)) for facet in _OF_PASSAGES}
        self._written = most_written(listed)

    def mask(self, filters: Filters) -> Mask:
        """True for each passage with a wanted value in every facet of the filter."""
        return self._rows(self._by_facet(filters), None, textless=False)[: self._passages]

    def practices(self, filters: Filters, within: Mask | None = None, *, textless: bool = False) -> Kept:
        """True for each practice with a passage that the filter lets through.

        :param within: only these passages count, shape (passages,); ``None``: all.
        :param textless: practices without any text count too, by what they state.
        """
        return self._owning(self._rows(self._by_facet(filters), within, textless=textless))

    def counts(
        self, filters: Filters, within: Mask | None = None, *, textless: bool = False
    ) -> dict[str, dict[str, int]]:
        """How many practices of the filtered set have each value, by facet: the most frequent value first.

        The choice made in a facet is left out of that facet's own counts, which so say what one more choice would add.
        Values of equal count are in order, years from the last one down; values that no practice has are not listed.

        :param within: and ``textless``, as in :meth:`practices`.
        """
        wanted = self._by_facet(filters)
        rows = self._rows(wanted, within, textless=textless)
        kept = self._owning(rows)
        counts = {}
        for facet, column in self._columns.items():
            if facet in wanted:
                others = {other: allowed for other, allowed in wanted.items() if other != facet}
                own_rows = self._rows(others, within, textless=textless)
                units = own_rows if facet in _OF_PASSAGES else self._owning(own_rows)
            else:
                units = rows if facet in _OF_PASSAGES else kept
            counts[facet] = column.counts(units)
        return {facet: counts[facet] for facet in FACETS}

    def values(self, facet: str) -> list[str]:
        """The values a facet has in this index, in order."""
        return list(self._columns[facet].values)

    def written(self, facet: str, value: str) -> str:
        """A region as most practices write it, an organisation by its usual name; any other value as it is."""
        if facet == "organisation":
            return self._organisations.name(self._organisations.key(value))
        return self._written.get(value, value) if facet == "region" else value

    def resolved(self, filters: Filters) -> Filters:
        """Filters by the values of this index: an organisation by whichever of its names it was asked for."""
        wanted = filters.get("organisation")
        if not wanted:
            return filters
        return {**filters, "organisation": tuple(dict.fromkeys(map(self._organisations.key, wanted)))}

    def _by_facet(self, filters: Filters) -> dict[str, Mask]:
        """The rows that each facet of a filter lets through."""
        resolved = self.resolved(filters)
        units = {facet: self._columns[facet].having(values) for facet, values in resolved.items()}
        return {facet: kept if facet in _OF_PASSAGES else kept[self._owners] for facet, kept in units.items()}

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
