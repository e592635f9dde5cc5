"""Conditions that the closest statement does not meet: by others near it, or by none of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from service.reasons import PlacesMissing, Reason, ReasonCode, Unmet, YearsMissing

_WITHOUT_NUMBER = frozenset((ReasonCode.NOTHING_COUNTED, ReasonCode.NO_AMOUNT_OR_DATE, ReasonCode.NO_SUM_OF_MONEY))
"""A statement without a number counts nothing either; one whose numbers count something else does state some."""
_FEWEST = 2


def told_of_all(unmet: Sequence[Reason], by_others: Sequence[Collection[Reason]]) -> Iterator[Reason]:
    """Tell of all statements what is said of the closest one, where it holds for all of them.

    Of several places or years, those that no statement is of are named apart.

    :param unmet: the reasons of the closest statement; those that are no conditions on a statement stay as they are.
    :param by_others: the reasons of each other statement near it.
    """
    for reason in unmet:
        if not isinstance(reason, Unmet) or 1 + len(by_others) < _FEWEST:
            yield reason
        elif values := _values(reason):
            by_none = tuple(value for value in values if all(_lacks(reason, value, other) for other in by_others))
            by_first = tuple(value for value in values if value not in by_none)
            yield from (
                _with_values(reason, named, of_all) for named, of_all in ((by_none, True), (by_first, False)) if named
            )
        else:
            yield replace(reason, by_none=all(_holds(reason, other) for other in by_others))


def _values(reason: Unmet) -> tuple[Any, ...]:
    """Give the places or the years that a reason names one by one."""
    match reason:
        case PlacesMissing():
            return reason.countries
        case YearsMissing():
            return reason.years
    return ()


def _with_values(reason: Unmet, values: tuple[Any, ...], by_none: bool) -> Unmet:
    match reason:
        case PlacesMissing():
            return replace(reason, countries=values, by_none=by_none)
        case YearsMissing():
            return replace(reason, years=values, by_none=by_none)
    return reason


def _lacks(reason: Unmet, value: object, others: Collection[Reason]) -> bool:
    return any(type(other) is type(reason) and value in _values(other) for other in others if isinstance(other, Unmet))


def _holds(reason: Unmet, others: Collection[Reason]) -> bool:
    codes = _WITHOUT_NUMBER if reason.code is ReasonCode.NOTHING_COUNTED else {reason.code}
    if isinstance(reason, PlacesMissing):
        return any(isinstance(other, PlacesMissing) and other.avoided == reason.avoided for other in others)
    return any(other.code in codes for other in others)
