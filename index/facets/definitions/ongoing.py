"""Whether a practice goes on, by its dates."""

from __future__ import annotations

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit

_LABELS = {"yes": "Ongoing", "no": "Ended"}


def _parse(written: str) -> tuple[str, ...]:
    if written.casefold() in _LABELS:
        return (written.casefold(),)
    raise FacetValueError(f"ongoing {written!r} is not known; write yes or no.")


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    dates = unit.practice.dates
    if dates and dates.ongoing:
        return ("yes",)
    return ("no",) if dates and dates.end else None


FACET = Facet(
    name="ongoing",
    title="Status",
    hint="Whether the practice goes on by its dates: yes, no.",
    parse=_parse,
    values=_values,
    label=_LABELS.__getitem__,
    closed=True,
    place=106,
)
