"""An answer as it goes over the wire."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

from pydantic import BaseModel, Field

from service.answers.answerability.decision import MatchStrength, Outcome
from service.answers.model import Statement
from service.engine import AnswerResult
from service.messages.reasons import render_all
from service.questions.intent import Unit
from service.questions.plan.plan import PlannedCondition
from service.schemas.plan import PlanOut
from service.schemas.practice_set import SetOut
from service.schemas.scores import Score
from service.schemas.search import PracticeMatch, ReadingOut
from service.schemas.written import WrittenOut
from service.writer.writing import Writing


class AlsoInOut(BaseModel):
    """Another practice that says the same."""

    practice_id: str
    title: str
    url: str | None
    passage_id: str | None = Field(
        description="Null where the practice holds the words and none of its passages was read."
    )


class SupportOut(BaseModel):
    """Who stands behind an answer."""

    practices: int = Field(description="Practices it is quoted from, of one title once.")
    implementers: list[str] = Field(description="Organisations that implement them.")
    newest: int | None = Field(description="The latest year that any of them states.")
    ongoing: bool = Field(description="Whether any of them goes on.")
    only_country: str | None = Field(description="The country that all of them are from, where that is one.")


class StatementOut(BaseModel):
    """A quotation: the text of the practice's section ``section_index`` from ``start`` to ``end``.

    That from ``before_start`` to ``end`` is ``before`` and ``text``.
    """

    text: str
    practice_id: str
    title: str
    passage_id: str
    section: str
    section_index: int
    page: int | None = Field(description="The page of the source that it begins on, where the source has pages.")
    before: str = Field(
        description="The sentence before, word for word, where the text leans on it (*It*, *that year*); else empty."
    )
    before_start: int = Field(description="Where it begins; `start` where it is empty.")
    start: int
    end: int
    source_url: str
    language: str | None
    also_in: list[AlsoInOut]
    differs_in_numbers: bool = Field(description="Whether the one beside it says the same with other numbers.")

    @classmethod
    def of(cls, statement: Statement) -> StatementOut:
        """Render a statement."""
        return cls.model_validate({**asdict(statement), "before_start": statement.before_start})


class CountsOut(BaseModel):
    """Tallies over the practices quoted; for a set over all of it, whatever is shown of it."""

    practices: int
    by_country: dict[str, int]
    by_objective: dict[str, int] = Field(description="Of stated objectives.")
    by_year: dict[str, int] = {}


class ConstraintOut(BaseModel):
    """What a question names and its practices are narrowed to; `set.conditions` say it by operator."""

    facet: str
    label: str
    values: list[str]
    key: str = Field(description="Switches it off as the parameter `without`.")
    applied: bool = Field(description="False where it is switched off, or a filter that was given wins over it.")

    @classmethod
    def of(cls, condition: PlannedCondition, *, applied: bool) -> ConstraintOut:
        """Render a condition that the question of a result names."""
        return cls(
            facet=condition.field,
            label=condition.text,
            values=list(condition.filter_values),
            key=condition.key,
            applied=applied,
        )


class AnswerUnitOut(BaseModel):
    """A country or an organisation that practices of the set state."""

    unit: Literal["country", "organisation", "implementer", "partner"]
    value: str
    label: str
    count: int
    practices: list[str]


class AnswerOut(BaseModel):
    """An answer made of quotations, or the reason why there is none."""

    question: str
    reading: ReadingOut
    outcome: Outcome
    confidence: Score | None = Field(
        description="The calibrated probability that the collection answers the question; null for a set."
    )
    match: MatchStrength | None = Field(description="The same in a word.")
    why: str
    kind: Literal["list", "count", "passage"]
    asks_for: Unit = Field(
        "practice",
        description="What the set is of; donors and other partners are one, since many pages do not tell them apart.",
    )
    subject: str = Field("", description="What is left of the question; practices of the set are about it.")
    understood: list[ConstraintOut] = []
    plan: PlanOut
    set: SetOut | None = Field(None, description="What a list or a count is of; null for a passage.")
    answer_units: list[AnswerUnitOut] = []
    statements: list[StatementOut]
    practices: list[PracticeMatch]
    counts: CountsOut
    support: SupportOut
    written: WrittenOut | None = Field(
        None,
        description="What the answer writer made of the quotations; null without a writer, or for a set.",
    )
    snapshot: str
    took_ms: float

    @classmethod
    def of(cls, result: AnswerResult, base_url: str) -> AnswerOut:
        """Render an answer with how its question was interpreted."""
        answer, interpretation = result.answer, result.interpretation
        is_set, plan = result.practice_set is not None, interpretation.plan
        understood = [
            *(
                ConstraintOut.of(condition, applied=condition.field not in result.overruled)
                for condition in plan.conditions
            ),
            *(ConstraintOut.of(condition, applied=False) for condition in plan.off),
        ]
        return cls.model_validate(
            {
                "question": answer.query.written,
                "reading": ReadingOut.of(answer.query),
                "outcome": answer.outcome,
                "confidence": answer.confidence,
                "match": answer.match,
                "why": render_all(answer.why),
                "kind": answer.kind,
                "asks_for": interpretation.unit,
                "subject": interpretation.subject if is_set else answer.query.written,
                "understood": understood if is_set else [],
                "plan": PlanOut.of(interpretation),
                "set": result.practice_set and SetOut.of(result, result.practice_set),
                "answer_units": [{**asdict(unit), "count": len(unit.practices)} for unit in result.units],
                "statements": [StatementOut.of(statement) for statement in answer.statements],
                "practices": [PracticeMatch.of(hit, answer.query, base_url) for hit in answer.practices],
                "counts": asdict(answer.counts),
                "support": asdict(answer.support),
                "snapshot": answer.snapshot,
                "took_ms": answer.took_ms,
            }
        )

    def with_written(self, writing: Writing | None) -> AnswerOut:
        """Give the answer with what a model writes of it, once all of that is written."""
        return self.model_copy(update={"written": WrittenOut.of(writing.finish())}) if writing else self
