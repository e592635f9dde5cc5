"""The currencies of the sums that a practice states, by ISO 4217 code."""

from __future__ import annotations

from index.errors import FacetValueError
from index.facets.facet import Facet, FacetUnit, gathered
from index.facets.ranges import NO_UNIT


def _parse(written: str) -> tuple[str, ...]:
    from corpus.vocabularies.currencies import codes, split_currency

    if written.upper() in codes():
        return (written.upper(),)
    if (named := split_currency(written)) and not named[0]:
        return (named[1],)
    raise FacetValueError(f"currency {written!r} is not known; give its ISO 4217 code or its name, as EUR or euro.")


def _label(value: str) -> str:
    from babel import Locale

    return f"{Locale('en').currencies.get(value, value)} ({value})"


def _values(unit: FacetUnit) -> tuple[str, ...] | None:
    amounts = unit.practice.amounts
    if amounts is None or (amounts and all(amount.currency == NO_UNIT for amount in amounts)):
        return None
    return gathered([amount.currency for amount in amounts if amount.currency != NO_UNIT])


FACET = Facet(
    name="currency",
    title="Currency of the budget",
    hint="Currency of a sum that the page states, as EUR or euro.",
    parse=_parse,
    values=_values,
    label=_label,
    place=108,
)
