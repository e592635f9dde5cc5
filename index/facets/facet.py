"""The definition of a facet, and what its values are taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from corpus.model import Passage, Practice, Section

MOST_VALUES = 250
"""The values of one practice that a facet knows, the first ones, as many as there are countries: each of its passages
has them all in the index. What the practice states beyond them is shown and searched as the rest of it."""


class Vocabulary(Protocol):
    """How the practices of one collection write the values of a facet."""

    def key(self, name: str, /) -> str:
        """Return the value that a name stands for in this collection."""
        ...

    def name(self, key: str, /) -> str:
        """Return the form to show of a value; the value itself where the collection does not have it."""
        ...


@dataclass(frozen=True, slots=True)
class FacetUnit:
    """A practice, or a passage of one, as a facet takes its values from it."""

    practice: Practice
    inferred: Sequence[int] = ()
    """Objectives that stand in where the practice states none."""
    open_until: int | None = None
    """The year an ongoing practice is taken to run to; without it the year it was submitted."""
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    """Those of the collection, by facet; a facet that declares one finds its own here."""
    section: Section | None = None
    """The section of the passage; ``None`` for a practice as a whole."""
    language: str | None = None
    """The passage's own, where it is known."""

    def of_passage(self, passage: Passage) -> FacetUnit:
        """Return the unit of a passage of this practice."""
        section = self.practice.sections[passage.section]
        return FacetUnit(self.practice, self.inferred, self.open_until, self.vocabularies, section, passage.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A property of practices or passages that a search can be narrowed by (faceted search).

    A file of :mod:`index.facets.definitions` holds one as ``FACET``. What it imports at its top is imported by
    ``practices --help`` too, so that what is slow to import is imported where it is used.
    """

    name: str
    """The name of the parameter and of the option, a Python identifier."""
    title: str
    """The name that people read."""
    hint: str
    """How a value is written."""
    parse: Callable[[str], tuple[str, ...]]
    """A value as people write it, trimmed and not blank, to values of the index, or ranges of them.

    Raises :class:`index.errors.FacetValueError`, which names the value and says what is one.
    """
    values: Callable[[FacetUnit], tuple[str, ...] | None]
    """The values of a practice; of a passage where ``of_passages``. Empty: there are none; ``None``: not stated."""
    label: Callable[[str], str] | None = None
    """A value, or a range of them, as people read it; ``None``: as the collection writes it."""
    of_passages: bool = False
    """Whether the passages of a practice differ in it. A practice without text then is a unit without a section."""
    closed: bool = False
    """Whether its values are a short list that is the same everywhere, all of them offered at once."""
    order: Callable[[str], int] | None = None
    """The sort key of values that as many practices have; ``None``: the value itself."""
    vocabulary: Callable[[Sequence[Practice]], Vocabulary] | None = None
    """How a collection writes the values; ``None``: as they are."""
    has_ranges: bool = False
    """Whether its values are numbers, of which ranges can be asked (:mod:`index.facets.ranges`); typed, not ticked."""
    is_offered: bool = True
    """Whether the page offers its values; one that is not can be asked for all the same."""
    prompt: str = ""
    """What stands above the field that a value is typed in; empty: "Another" and the title."""
    place: int = 1000
    """Facets stand in the order of this number, and then of their names."""

    def values_of(self, unit: FacetUnit) -> tuple[str, ...] | None:
        """Return the values of a unit, at most :data:`MOST_VALUES`; ``None`` where they are not stated."""
        values = self.values(unit)
        return None if values is None else values[:MOST_VALUES]


def one_value(value: str | None) -> tuple[str, ...] | None:
    """Return a value; ``None`` where it is not stated."""
    return (value,) if value else None


def number_values(numbers: Iterable[int] | None) -> tuple[str, ...] | None:
    """Return numbers as values; ``None`` where they are not stated."""
    return None if numbers is None else tuple(map(str, numbers))


def gathered(*parts: Sequence[str] | None) -> tuple[str, ...] | None:
    """Gather the values of several fields; ``None`` where none of them is stated."""
    stated = [part for part in parts if part is not None]
    return tuple(dict.fromkeys(value for part in stated for value in part)) if stated else None
