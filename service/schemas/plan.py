"""A plan as it goes over the wire, both ways."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from service.questions.given_plans.document import ConditionOperator, PlanDocument
from service.questions.intent import AnswerKind, Unit
from service.questions.understanding import Interpretation


class PlanConditionOut(BaseModel):
    """A condition of a plan. Given, it may have names as values, and no label."""

    field: str = Field(description="A filter; `organisation` for all roles of organisations.")
    role: str | None = Field(description="What an organisation is to the practice, where that is said.")
    operator: ConditionOperator
    values: list[str]
    negated: bool = Field(description="Whether it leaves out what is in the range.")
    label: str = Field(description="The values as people read them; one that names others is not taken.")
    words: str = Field(
        description="The words of the question that it takes, exactly, where the rules did not understand them; what "
        "they do not say is not understood all the same."
    )
    proposed: bool = Field(description="Whether a model proposed it (`PRACTICES_WRITER_PLANS`).")


class PlanOrderOut(BaseModel):
    """What practices are ordered by, and how many are asked for; null: all."""

    field: str
    direction: Literal["descending", "ascending"]
    most: int | None


class PlanGroupOut(BaseModel):
    """What practices are counted by; and whether the group with most or fewest is asked for."""

    field: str
    wanted: Literal["all", "most", "fewest"]


class PlanOut(BaseModel):
    """What a question was taken for; as the parameter `plan` it is given back, as it is or changed."""

    kind: AnswerKind
    unit: Unit
    conditions: list[PlanConditionOut]
    off: list[PlanConditionOut] = Field(description="Conditions that were switched off.")
    order: PlanOrderOut | None
    group: PlanGroupOut | None
    topic: str = Field(description="What the practices of a set are to be about; a passage is looked for by `q`.")
    not_understood: list[str] = Field(
        description="Words of the question that say how to choose, and that are in no condition; not read when given."
    )

    @classmethod
    def of(cls, interpretation: Interpretation) -> PlanOut:
        """Render the plan of a question."""
        return cls.model_validate(PlanDocument.of(interpretation).as_object())
