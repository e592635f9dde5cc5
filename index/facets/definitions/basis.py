"""Whether the objectives of a practice are stated or inferred."""

from __future__ import annotations

from index.errors import FacetValueError
from index.facets.definitions.objective import stated_objectives
from index.facets.facet import Facet, FacetUnit

_LABELS = {"stated": "Stated by the page", "inferred": "Inferred from the text"}


def _parse(written: str) -> tuple[str, ...]:
    if written.casefold() in _LABELS:
        return (written.casefold(),)
    raise FacetValueError(f"basis {written!r} is not known; objectives are: {', '.join(_LABELS)}.")


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    if unit.practice.objectives:
        return ("stated",)
    return ("inferred",) if unit.inferred else stated_objectives(unit.practice)


FACET = Facet(
    name="basis",
    title="Objectives stated or inferred",
    hint="Whether the objectives are stated by the page or inferred: stated, inferred.",
    parse=_parse,
    values=_values,
    label=_LABELS.__getitem__,
    closed=True,
    place=110,
)
