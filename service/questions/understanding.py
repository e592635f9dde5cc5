"""Query understanding: what a question asks for, and the plan by which its practices are chosen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from index.facets.masks import FacetMasks, Filters
from index.query.reader import Query
from service.questions.gazetteer import Gazetteer
from service.questions.intent import AnswerKind, Intent, Unit, parse_intent
from service.questions.plan.plan import QuestionPlan
from service.questions.plan.reader import read_plan

INTENT_KEY = "kind"
"""The key that switches off that a question is taken to ask for a list."""
_NEEDED: Mapping[Unit, str] = {
    "country": "country",
    "organisation": "organisation",
    "implementer": "organisation",
    "partner": "organisation",
}
"""The facet without which a collection cannot tell a unit."""
_ROLE_UNITS: Mapping[str, Unit] = {"implementing": "implementer", "partners": "partner", "donors": "partner"}


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The interpretation of a question: its intent, and its plan."""

    kind: AnswerKind
    unit: Unit
    plan: QuestionPlan
    is_presumed: bool = False
    """Whether a list is answered that no word asks for: where there is none, sentences may answer."""

    @property
    def filters(self) -> Filters:
        """What a list is narrowed to; a passage is looked for in all."""
        return {} if self.kind == "passage" else self.plan.filters

    @property
    def subject(self) -> str:
        """What the practices of a list are to be about; empty where the conditions say it all."""
        return self.plan.topic


def interpret(query: Query, gazetteer: Gazetteer, facets: FacetMasks, without: Collection[str] = ()) -> Interpretation:
    """Interpret a question.

    :param query: the question as it was read; its own words are interpreted, slips and all.
    :param without: conditions that are not to be applied, by their keys.
    """
    question = query.written
    intent = parse_intent(question)
    plan = read_plan(question, query.language, gazetteer, facets, frame=intent.spans, without=without)
    kind, unit = _kind(intent, plan), _unit(intent, plan)
    needed = _NEEDED.get(unit)
    if INTENT_KEY in without or (needed and not facets.values(needed)):
        kind = "passage"
    if kind == "passage":
        return Interpretation(kind, "practice", plan)
    is_presumed = intent.kind == "passage" and not plan.names_practices
    return Interpretation(
        "list" if needed and intent.kind == "passage" else kind, unit, doubt_unit(plan, unit), is_presumed
    )


def doubt_unit(plan: QuestionPlan, unit: Unit) -> QuestionPlan:
    """Name what is not asked of each practice where countries or organisations are asked for, which practices state.

    Those in no practice of a set are not those that the others state; and who works in both of two countries may do so
    in practices of their own.
    """
    if unit not in _NEEDED:
        return plan
    excluding = [condition.text for condition in plan.conditions if condition.is_excluding]
    joint: dict[str, list[str]] = {}
    for condition in plan.conditions:
        if condition.operator == "all":
            joint.setdefault(condition.field, []).append(condition.label)
    both = [" and ".join(labels) for labels in joint.values() if len(labels) > 1]
    return plan.with_doubt([*excluding, *both]) if excluding or both else plan


def _unit(intent: Intent, plan: QuestionPlan) -> Unit:
    unit = intent.unit if intent.kind != "passage" else plan.asked_unit or intent.unit
    return _ROLE_UNITS.get(plan.asked_role, unit) if unit == "organisation" else unit


def _kind(intent: Intent, plan: QuestionPlan) -> AnswerKind:
    """Take the name of a set, and conditions with nothing beside, for a question for a list."""
    if intent.kind != "passage":
        return intent.kind
    if plan.names_practices and plan.group:
        return "list"
    if plan.is_of_practices and (plan.conditions or plan.order or plan.not_understood):
        return "count" if plan.is_count else "list"
    if plan.is_all_conditions and (plan.names_practices or not plan.not_understood):
        return "count" if plan.is_count else "list"
    return "passage"
