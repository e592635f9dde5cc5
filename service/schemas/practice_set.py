"""The set of a list or a count as it goes over the wire."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from service.answers.lists.practice_set import PracticeSet, SetTable, SetTopic
from service.engine import AnswerResult
from service.filters.wording import label
from service.questions.given_plans.document import ConditionDocument, ConditionOperator
from service.questions.plan.plan import Ordering, PlannedCondition
from service.wording import describe_condition


class ConditionOut(BaseModel):
    """A condition that the question names."""

    field: str = Field(description="A filter; `organisation` for all roles of organisations.")
    role: str | None = Field(description="What an organisation is to the practice, where the question says so.")
    operator: ConditionOperator
    negated: bool = Field(False, description="Whether it leaves out what is in the range.")
    values: list[str]
    labels: list[str]
    text: str
    key: str = Field(description="Switches it off as the parameter `without`.")

    @classmethod
    def of(cls, condition: PlannedCondition) -> ConditionOut:
        """Render a condition."""
        document = ConditionDocument.of(condition)
        return cls(
            field=document.field,
            role=document.role,
            operator=document.operator,
            negated=document.negated,
            values=list(condition.values),
            labels=[label(condition.field, value) for value in condition.values],
            text=describe_condition(condition),
            key=condition.key,
        )


class TopicOut(BaseModel):
    """What of the set is about its topic, judged by meaning and words."""

    text: str
    total: int
    practice_ids: list[str] = Field(description="The likeliest first.")
    possible_ids: list[str] = Field(description="Those that may be about it, and are not counted.")

    @classmethod
    def of(cls, topic: SetTopic) -> TopicOut:
        """Render a topic."""
        return cls(
            text=topic.text,
            total=len(topic.practice_ids),
            practice_ids=list(topic.practice_ids),
            possible_ids=list(topic.possible_ids),
        )


class GroupOut(BaseModel):
    """A value of the field that the set is grouped or ordered by."""

    value: str
    label: str
    count: int
    practice_ids: list[str]


class TableOut(BaseModel):
    """The practices of the answer by the values of a field."""

    field: str
    order: Literal["highest", "lowest"] | None = Field(description="Null where practices are counted by value.")
    groups: list[GroupOut]
    not_stated: list[str] = Field(description="Practices that state no value of the field.")

    @classmethod
    def of(cls, table: SetTable) -> TableOut:
        """Render a table."""
        by = table.by
        return cls(
            field=by.field,
            order=("highest" if by.is_descending else "lowest") if isinstance(by, Ordering) else None,
            groups=[
                GroupOut(
                    value=group.value,
                    label=group.label,
                    count=len(group.practice_ids),
                    practice_ids=list(group.practice_ids),
                )
                for group in table.groups
            ],
            not_stated=list(table.not_stated),
        )


class SetOut(BaseModel):
    """The set of a list or a count in two numbers: by fields, exact, and what of that is about the topic."""

    read_as: str
    conditions: list[ConditionOut]
    not_understood: list[str] = Field(description="Words that say how to choose, and that are in no condition.")
    total: int = Field(description="The practices that meet the conditions by their fields.")
    practice_ids: list[str] = Field(description="All of them, in the order of the collection.")
    not_stated: dict[str, int] = Field(description="Practices left out because they do not state a field, by field.")
    unstated_members: dict[str, int] = Field(
        description="Practices of the set that do not state a field of which values are left out, by field."
    )
    topic: TopicOut | None
    table: TableOut | None = Field(description="The answer by a field, where the question asks for an order or groups.")

    @classmethod
    def of(cls, result: AnswerResult, practice_set: PracticeSet) -> SetOut:
        """Render the set of an answer."""
        plan = result.plan
        return cls(
            read_as=result.read_as,
            conditions=list(map(ConditionOut.of, plan.conditions)),
            not_understood=list(plan.not_understood),
            total=len(practice_set.practice_ids),
            practice_ids=list(practice_set.practice_ids),
            not_stated=practice_set.not_stated,
            unstated_members=practice_set.unstated_members,
            topic=TopicOut.of(practice_set.topic) if practice_set.topic else None,
            table=TableOut.of(practice_set.table) if practice_set.table else None,
        )
