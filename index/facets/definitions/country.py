"""The countries of a practice, by ISO 3166-1 code."""

from __future__ import annotations

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit


def _parse(written: str) -> tuple[str, ...]:
    from corpus.vocabularies.countries import country_code

    if code := country_code(written):
        return (code,)
    raise FacetValueError(
        f"country {written!r} is not known; give its name in an official language of the UN or an ISO code."
    )


def _label(value: str) -> str:
    from corpus.vocabularies.countries import country_name

    return country_name(value)


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    return unit.practice.countries


FACET = Facet(
    name="country",
    title="Country",
    hint="Country by name or ISO code; repeat for any of several.",
    parse=_parse,
    values=_values,
    label=_label,
    place=10,
)
