"""A plan as a document: what is shown of it in JSON, recorded in an export, and can be given back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Literal, Self

from index.facets.ranges import parse_range
from service.questions.intent import AnswerKind, Unit
from service.questions.plan.plan import Grouping, Ordering, PlannedCondition
from service.questions.understanding import Interpretation

ConditionOperator = Literal["any", "all", "none", "missing", "stated", "between", "at least", "at most"]
"""Those of a plan, with a range of numbers told by which of its ends it has."""
ORGANISATION_ROLES = ("implementing", "partner", "donor", "accountable")
"""The facets of organisations in one role; a document has the role beside the field ``organisation``."""


@dataclass(frozen=True, slots=True)
class ConditionDocument:
    """A condition as it is written: not yet by the values of an index."""

    field: str
    role: str | None
    operator: ConditionOperator
    values: tuple[str, ...]
    negated: bool = False
    label: str = ""
    """The values as people read them; empty: as the collection writes them."""
    words: str = ""
    """Words of the question that it takes, exactly, where they are not understood otherwise."""
    proposed: bool = False
    """Whether a model proposed it."""

    @classmethod
    def of(cls, condition: PlannedCondition) -> Self:
        """Write a condition."""
        is_role = condition.field in ORGANISATION_ROLES
        return cls(
            "organisation" if is_role else condition.field,
            condition.field if is_role else None,
            written_operator(condition),
            condition.values,
            condition.operator == "between" and condition.is_negated,
            condition.label,
            condition.words,
            condition.is_proposed,
        )


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """A plan with its intent, as it is written."""

    kind: AnswerKind
    unit: Unit
    conditions: tuple[ConditionDocument, ...] = ()
    off: tuple[ConditionDocument, ...] = ()
    """What was switched off."""
    order: Ordering | None = None
    group: Grouping | None = None
    topic: str = ""
    not_understood: tuple[str, ...] = ()
    """Shown only: of a plan that is given they are found anew in its question."""

    @classmethod
    def of(cls, interpretation: Interpretation) -> Self:
        """Write the plan of a question."""
        plan = interpretation.plan
        return cls(
            interpretation.kind,
            interpretation.unit,
            tuple(map(ConditionDocument.of, plan.conditions)),
            tuple(map(ConditionDocument.of, plan.off)),
            plan.order,
            plan.group,
            plan.topic,
            plan.not_understood,
        )

    def with_on(self, condition: PlannedCondition) -> Self:
        """Apply a condition that was switched off."""
        document = ConditionDocument.of(condition)
        off = tuple(other for other in self.off if other != document)
        return replace(self, conditions=(*self.conditions, document), off=off)

    def as_object(self) -> Mapping[str, object]:
        """Give the document as the object that JSON has of it."""
        order = self.order and {
            "field": self.order.field,
            "direction": "descending" if self.order.is_descending else "ascending",
            "most": self.order.most,
        }
        return asdict(replace(self, order=None)) | {"order": order}

    def as_json(self) -> str:
        """Give the document as JSON in one line."""
        return json.dumps(self.as_object(), ensure_ascii=False)


def written_operator(condition: PlannedCondition) -> ConditionOperator:
    """Give the operator that a condition is written with."""
    if condition.operator != "between":
        return condition.operator
    value = condition.values[0]
    wanted = parse_range(value)
    if wanted is None or wanted.low == wanted.high:
        return "none" if condition.is_negated else "any"
    if value.endswith("-"):
        return "at least"
    return "at most" if "-" in value and wanted.low == float("-inf") else "between"
