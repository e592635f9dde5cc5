"""The plan of a question: what is asked for, on which conditions, about what; a value that can be shown and changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from index.facets.masks import Filters
from index.facets.operators import MISSING, Condition, Operator, parse_condition
from index.facets.ranges import intersect_ranges
from service.questions.intent import QuestionSpan

PlanOperator = Literal["any", "all", "none", "missing", "stated", "between"]
"""How a condition asks: any, all or none of its values; that none is stated, or any; a number within a range."""


MOST_CONDITIONS = 20
"""Of a question: the words of others are not understood, and so many can be given back."""
_STATED = {"objective": ("basis", ("stated",))}
"""What a page says of itself is counted, not what is inferred from its text."""


_OPPOSITES: dict[PlanOperator, PlanOperator] = {
    "any": "none",
    "none": "any",
    "all": "none",
    "missing": "stated",
    "stated": "missing",
}


class WordUse(StrEnum):
    """What became of a word of a question."""

    CONDITION = "condition"
    TOPIC = "topic"
    FORM = "form"
    NOT_UNDERSTOOD = "not understood"


@dataclass(frozen=True, slots=True)
class PlannedCondition:
    """A condition on a declared field."""

    field: str
    """A facet: ``country``, ``implementing``, ``start``."""
    operator: PlanOperator
    values: tuple[str, ...]
    """As the facet's index holds them; one range where the operator is *between*."""
    label: str
    """Its values as people read them."""
    is_negated: bool = False
    """Whether a range is what is left out."""
    spans: tuple[QuestionSpan, ...] = ()
    """The words of the question that it takes."""
    words: str = ""
    """Those that it claims, where it was not read by the rules."""
    is_proposed: bool = False
    """Whether a model proposed it."""

    def of_field(self, field: str) -> PlannedCondition:
        """Ask the same of another field."""
        return replace(self, field=field)

    @property
    def turned(self) -> PlannedCondition:
        """Its opposite: *not Niger* for *Niger* and back; *Chad but not Niger* for one of both."""
        if self.operator == "between":
            return replace(self, is_negated=not self.is_negated)
        return replace(self, operator=_OPPOSITES[self.operator])

    @property
    def key(self) -> str:
        """What switches it off: ``country:Niger``."""
        return f"{self.field}:{self.text}"

    @property
    def is_excluding(self) -> bool:
        """Whether it leaves something out."""
        return self.operator == "none" or self.is_negated

    @property
    def text(self) -> str:
        """The condition as people read it, without its field: *not Niger*."""
        if self.operator in ("missing", "stated"):
            return "not stated" if self.operator == "missing" else "stated"
        return f"not {self.label}" if self.is_excluding else self.label

    @property
    def filter_values(self) -> tuple[str, ...]:
        """The condition as values of a filter."""
        if self.operator in ("missing", "stated"):
            return (str(Condition(None, Operator.ANY if self.operator == "missing" else Operator.NOT)),)
        operator = {"all": Operator.ALL, "none": Operator.NOT}.get(self.operator, Operator.ANY)
        if self.operator == "between" and self.is_negated:
            operator = Operator.NOT
        return tuple(str(Condition(value, operator)) for value in self.values)


def _both(values: Sequence[str], others: Sequence[str], *, are_ranges: bool) -> list[str]:
    """Ask for what two conditions on one field ask for, both of them.

    Plain values of a filter mean any of them: so ranges become the one within both, and of other values the second one
    is asked for beside the first.
    """
    plain = [value for value in values if parse_condition(value).is_plain]
    more = [value for value in others if parse_condition(value).is_plain]
    if not plain or not more:
        return [*values, *others]
    rest = [value for value in (*values, *others) if value not in (*plain, *more)]
    if are_ranges and len(plain) == len(more) == 1 and (within := intersect_ranges(plain[0], more[0])):
        return [*rest, within]
    if len(more) == 1:
        return [*rest, *plain, str(Condition(parse_condition(more[0]).operand, Operator.ALL))]
    return [*rest, *plain, *more]


@dataclass(frozen=True, slots=True)
class Ordering:
    """What practices are to be ordered by: the value of a facet, and how many are asked for."""

    field: str
    is_descending: bool
    most: int | None


@dataclass(frozen=True, slots=True)
class Grouping:
    """What practices are to be counted by: a facet; and whether the group with most or fewest is asked for."""

    field: str
    wanted: Literal["all", "most", "fewest"]


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """What a question asks for, with the use of each of its words."""

    is_count: bool
    is_of_practices: bool
    """Whether it begins with the noun of practices, as the name of a set does: *projects in Niger*."""
    names_practices: bool
    """Whether the noun of practices stands anywhere in it."""
    asked_unit: Literal["", "country", "organisation"]
    """What is asked for, where that is not practices."""
    asked_role: str
    """What the organisations asked for are to a practice: *which organisations implement …*; empty: not said."""
    asks_for_fact: bool
    """Whether it has a question word that asks for something else than a set: *who*, *why*, *when*."""
    conditions: tuple[PlannedCondition, ...]
    off: tuple[PlannedCondition, ...]
    """What was switched off."""
    topic: str
    """What the practices are to be about, in the words of the question; empty: nothing beside the conditions."""
    order: Ordering | None
    group: Grouping | None
    uses: tuple[tuple[QuestionSpan, WordUse], ...]
    """Every word of the question, in order, with its one use."""
    not_understood: tuple[str, ...]
    """Words that say how to choose and are in no condition: the answer cannot be called found."""

    @property
    def filters(self) -> Filters:
        """The conditions as filters."""
        filters: dict[str, list[str]] = {}
        for condition in self.conditions:
            own = filters.setdefault(condition.field, [])
            are_ranges = condition.operator == "between"
            own[:] = dict.fromkeys(_both(own, condition.filter_values, are_ranges=are_ranges))
            if implied := _STATED.get(condition.field):
                filters[implied[0]] = [*implied[1]]
        for field in self.excluding:
            filters[field].append(MISSING)
        return {field: tuple(dict.fromkeys(values)) for field, values in filters.items()}

    def with_doubt(self, words: Sequence[str]) -> QuestionPlan:
        """Name words as not understood too: *which countries have no …* asks for those in no practice of a set."""
        return replace(self, not_understood=tuple(dict.fromkeys((*self.not_understood, *words))))

    def with_turned(self, condition: PlannedCondition) -> QuestionPlan:
        """Turn one of the conditions round."""
        return replace(
            self, conditions=tuple(other.turned if other == condition else other for other in self.conditions)
        )

    def without_fields(self, fields: Collection[str]) -> QuestionPlan:
        """Leave out the conditions on some fields."""
        return replace(
            self, conditions=tuple(condition for condition in self.conditions if condition.field not in fields)
        )

    @property
    def excluding(self) -> list[str]:
        """The fields of which it only leaves values out.

        A practice that does not state such a field is not one of those left out: it belongs to the set, and is named.
        """
        fields = dict.fromkeys(condition.field for condition in self.conditions)
        return [
            field
            for field in fields
            if all(condition.is_excluding for condition in self.conditions if condition.field == field)
        ]

    @property
    def is_all_conditions(self) -> bool:
        """Whether its words are conditions or form, and nothing else: it can only ask for a set."""
        return bool(self.conditions or self.group or self.order) and not (self.topic or self.asks_for_fact)
