"""An atom of a plan: a name, a time or a sum that a question states, with the words that it takes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Atom:
    """A name, a time or a sum, before it is known what it is to a practice."""

    facet: str
    """``time`` and ``amount`` beside the facets of names."""
    values: tuple[str, ...]
    label: str
    first: int
    """Its first word, and below the last."""
    last: int
    low: float = 0.0
    """Of a time, in years, or a sum; and below the highest."""
    high: float = 0.0
    unit: str = ""
    is_date: bool = False
    """Whether its numbers are dates, as those of :mod:`index.facets.dates`, not years."""
    part: str = ""
    """Of a year or a month, the end of it that is meant: ``start``, ``end``."""
    role: str = ""
    """What it is to a practice: ``implementing``, ``start``; empty: not said."""
    role_word: int | None = None
    is_negated: bool = False
    comparison: str = ""
    """``gt``, ``ge``, ``lt``, ``le``; empty: equal, or a range."""
    taken: set[int] = field(default_factory=set)
    """Words beside its own that are part of it."""

    @property
    def words(self) -> set[int]:
        """All words that it takes."""
        return {*range(self.first, self.last + 1), *self.taken}
