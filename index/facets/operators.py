"""The operators of a filter: how a value carries one, and what the values of a facet ask for together.

A value stands in a filter as ``[not:|all:]operand``. The operand is a value of the index, a range of them, or
``missing``; behind ``any:`` stands a value that would be read as something else: ``any:missing`` is what is called so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from operator import and_, or_
from typing import Protocol, Self, TypeVar

MISSING = "missing"
"""The operand that a unit meets which states no value: it says that there is none, or does not say."""

OPERATORS = (
    "not:VALUE leaves out, all:VALUE asks for each of several, any:VALUE takes what follows as it is, and missing"
)
"""What exists, in words."""

_OPERATED = re.compile(r"(not|all)\s*:(.*)", re.IGNORECASE | re.DOTALL)
_LITERAL = re.compile(r"\s*any\s*:(.*)", re.IGNORECASE | re.DOTALL)


class Operator(StrEnum):
    """How a value of a filter asks."""

    ANY = "any"
    """One of the plain values of the facet."""
    ALL = "all"
    """This value, whichever others there are."""
    NOT = "not"
    """Not this value."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A value of a filter with its operator."""

    operand: str | None
    """``None``: no value is stated."""
    operator: Operator = Operator.ANY

    @property
    def is_plain(self) -> bool:
        """Whether it asks for a value and nothing else."""
        return self.operand is not None and self.operator is Operator.ANY

    def __str__(self) -> str:
        """Write the condition as a filter holds it; :func:`parse_condition` reads it back."""
        operand = MISSING if self.operand is None else self.operand
        if self.operand is not None and parse_condition(operand) != Condition(operand):
            operand = f"any:{operand}"
        return operand if self.operator is Operator.ANY else f"{self.operator}:{operand}"


def parse_condition(value: str) -> Condition:
    """Read a value of a filter, in capitals or not; whatever it is, it is a condition."""
    match = _OPERATED.fullmatch(value)
    operator, operand = (Operator(match[1].casefold()), match[2]) if match else (Operator.ANY, value)
    if literal := _LITERAL.fullmatch(operand):
        return Condition(literal[1], operator)
    return Condition(None if operand.strip().casefold() == MISSING else operand, operator)


def with_operand(value: str, change: Callable[[str], str]) -> str:
    """Change the operand of a value of a filter, if it has one."""
    condition = parse_condition(value)
    return value if condition.operand is None else str(replace(condition, operand=change(condition.operand)))


class Logic(Protocol):
    """A truth value, or an array of them."""

    def __and__(self, other: Self, /) -> Self:
        """Return the conjunction."""
        ...

    def __or__(self, other: Self, /) -> Self:
        """Return the disjunction."""
        ...

    def __invert__(self) -> Self:
        """Return the negation."""
        ...


L = TypeVar("L", bound=Logic)


def combine(conditions: Iterable[Condition], truth_of: Callable[[str | None], L]) -> L:
    """Combine the conditions of one facet: any of the plain ones, with all and without any of the others; or missing.

    :param conditions: at least one.
    :param truth_of: where an operand holds.
    """
    plain: list[L] = []
    demanded: list[L] = []
    alternatives: list[L] = []
    for condition in conditions:
        truth = truth_of(condition.operand)
        if condition.operator is Operator.ANY:
            (plain if condition.is_plain else alternatives).append(truth)
        else:
            demanded.append(~truth if condition.operator is Operator.NOT else truth)
    if plain:
        demanded.append(reduce(or_, plain))
    if demanded:
        alternatives.append(reduce(and_, demanded))
    return reduce(or_, alternatives)
