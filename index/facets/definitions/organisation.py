"""The implementing and partner organisations of a practice, by whichever of their names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit, Vocabulary

if TYPE_CHECKING:
    from corpus.model import Practice


def _named_by(practice: Practice) -> tuple[str, ...]:
    """Return the organisations of a practice as it writes them."""
    return (practice.implementing or ()) + (practice.partners or ())


def _organisations(practices: Sequence[Practice]) -> Vocabulary:
    """Return the organisations of a collection, which may say itself what its initials stand for."""
    from corpus.vocabularies.organisations import Organisations

    return Organisations(name for practice in practices for name in _named_by(practice))


def _parse(written: str) -> tuple[str, ...]:
    from corpus.vocabularies.organisations import organisation_key

    if key := organisation_key(written):
        return (key,)
    raise FacetValueError(f"organisation {written!r} has no letter; give its name or initials.")


def _values(unit: FacetUnit) -> tuple[str, ...]:
    key = unit.vocabularies["organisation"].key
    return tuple(dict.fromkeys(filter(None, map(key, _named_by(unit.practice)))))


FACET = Facet(
    name="organisation",
    title="Organisation",
    hint="Implementing or partner organisation, by its name or initials.",
    parse=_parse,
    values=_values,
    vocabulary=_organisations,
    place=70,
)
