"""Facets whose values are organisations, by whichever of their names."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit, Vocabulary, gathered

if TYPE_CHECKING:
    from corpus.model import Practice

Named = Callable[["Practice"], "tuple[str, ...] | None"]
"""The organisations of a practice as it writes them; ``None`` where it states none."""


def named_by(practice: Practice) -> tuple[str, ...] | None:
    """Return the organisations of a practice in any role, as it writes them."""
    return gathered(practice.implementing, practice.partners, practice.donors, practice.accountable)


def organisation_facet(*, name: str, title: str, hint: str, named: Named, place: int) -> Facet:
    """Define a facet of the organisations in some role."""

    def parse(written: str) -> tuple[str, ...]:
        from corpus.vocabularies.organisations import organisation_key

        if key := organisation_key(written):
            return (key,)
        raise FacetValueError(f"{name} {written!r} has no letter; give its name or initials.")

    def values(unit: FacetUnit) -> tuple[str, ...] | None:
        names = named(unit.practice)
        return None if names is None else gathered(list(filter(None, map(unit.vocabularies[name].key, names))))

    return Facet(name=name, title=title, hint=hint, parse=parse, values=values, vocabulary=_organisations, place=place)


def _organisations(practices: Sequence[Practice]) -> Vocabulary:
    """Return the organisations of a collection in any role, which may say itself what its initials stand for."""
    from corpus.vocabularies.organisations import Organisations

    return Organisations(name for practice in practices for name in named_by(practice) or ())
