"""Whether a question asks where an organisation works: it is answered by the countries of its practices."""

from __future__ import annotations

from collections.abc import Sequence

from service.questions.plan.agents import ROLES
from service.questions.plan.plan import PlannedCondition
from service.questions.plan.words import PlanWord

_ORGANISATIONS = ("organisation", "implementing", "donor", "partner", "accountable")
_WORKS = ("question.works", "fields.ran", "units.practice", *(f"fields.{role}" for role in ROLES))


def asks_where_it_works(words: Sequence[PlanWord], conditions: Sequence[PlannedCondition], topic: str) -> bool:
    """Tell whether it is asked where an organisation works, and nothing else: *where does IOM work?*.

    *Where is IOM?* asks for its seat, and *where in Niger?* for a place within a country: no field of a practice has
    either. With a topic a sentence may name a place that is none of these countries.
    """
    fields = {condition.field for condition in conditions}
    is_of_organisation = not fields.isdisjoint(_ORGANISATIONS) and "country" not in fields
    asks = any(_asks(words, at) for at in range(len(words))) and any(word.has(*_WORKS) for word in words)
    return asks and is_of_organisation and not topic


def _asks(words: Sequence[PlanWord], at: int) -> bool:
    """Tell whether a *where* asks; behind the noun of practices it joins: *projects where IOM is the lead*."""
    return words[at].has("question.where") and not (at and words[at - 1].has("units.practice"))
