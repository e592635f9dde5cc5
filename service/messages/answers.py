"""Messages about an answer: what it is of, its outcome in a word, who stands behind it."""

from __future__ import annotations

from typing import Literal

from corpus.vocabularies.countries import country_name
from service.answers.answerability.decision import Outcome
from service.answers.model import Answer
from service.answers.support import Support
from service.questions.intent import AnswerKind, Unit
from service.reasons import NothingAbout, NothingCloseWithin, NothingWithin, Reason
from service.wording import unit_name

HEADINGS = {
    Outcome.FOUND: "What the practices say",
    Outcome.PARTLY: "Closest sentences",
    Outcome.NOT_FOUND: "Not in this collection",
}
"""What stands above an answer that is made of sentences, on its page."""

HEADLINES = {
    Outcome.FOUND: "Found",
    Outcome.PARTLY: "Closest sentences",
    Outcome.NOT_FOUND: "Not found",
}
"""What begins such an answer on a terminal."""

_CLOSEST_PRACTICES = "Closest practices"
_NOT_WITHIN = "Nothing within these conditions"


def describe_intent(kind: Literal["list", "count"], unit: Unit) -> str:
    """Say what a question was taken to ask for."""
    return f"{'a number' if kind == 'count' else 'a list'} of {unit_name(unit, 2)}"


def heading_of(answer: Answer) -> str:
    """Give what stands above an answer on its page."""
    return _of_its_own(answer) or HEADINGS[answer.outcome]


def headline_of(answer: Answer) -> str:
    """Give what begins an answer on a terminal."""
    return _of_its_own(answer) or HEADLINES[answer.outcome]


def _of_its_own(answer: Answer) -> str:
    """Name what is closest where that is no sentence, and what was looked through where it was not all there is."""
    if answer.outcome is Outcome.PARTLY and (answer.kind != "passage" or not answer.statements):
        return _CLOSEST_PRACTICES
    if answer.outcome is Outcome.NOT_FOUND and any(_is_elsewhere(reason) for reason in answer.why):
        return _NOT_WITHIN
    return ""


def _is_elsewhere(reason: Reason) -> bool:
    """Tell whether a reason says that there is something without the conditions."""
    if isinstance(reason, NothingAbout | NothingWithin):
        return any(widening.practices for widening in reason.without)
    return isinstance(reason, NothingCloseWithin)


def describe_support(kind: AnswerKind, support: Support) -> str:
    """Say who stands behind an answer: ``2 practices of 2 implementers, all from Niger (newest year 2021, ongoing).``.

    That of a list has its number already, which is of all practices, those of one title too.
    """
    implementers = _counted(len(support.implementers), "implementer") if support.implementers else ""
    is_single = kind == "passage" and support.practices == 1
    if is_single:
        named = "One practice"
    elif kind == "passage":
        named = f"{_counted(support.practices, 'practice')}{f' of {implementers}' if implementers else ''}"
    else:
        named = f"Of {implementers}" if implementers else "No implementer is stated"
    if support.only_country:
        named += f", {'' if is_single else 'all '}from {country_name(support.only_country)}"
    year = ""
    if support.newest is not None:
        year = f"{support.newest}" if is_single else f"newest year {support.newest}"
    times = ", ".join(filter(None, [year, "ongoing" if support.ongoing else ""]))
    return f"{named}{f' ({times})' if times else ''}."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
