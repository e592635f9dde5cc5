"""Messages about an answer: what it is of, its outcome in a word, who stands behind it."""

from __future__ import annotations

from typing import Literal

from corpus.vocabularies.countries import country_name
from service.answers.answerability.decision import MatchStrength, Outcome
from service.answers.support import Support
from service.questions.intent import Unit
from service.wording import unit_name

HEADINGS = {
    Outcome.FOUND: "What the practices say",
    Outcome.PARTLY: "Close, but perhaps not all of it",
    Outcome.NOT_FOUND: "Not in this collection",
}
"""What stands above an answer on its page."""

HEADLINES = {
    Outcome.FOUND: "Found",
    Outcome.PARTLY: "Partly found",
    Outcome.NOT_FOUND: "Not found",
}
"""What begins an answer on a terminal."""


def describe_intent(kind: Literal["list", "count"], unit: Unit) -> str:
    """Say what a question was taken to ask for."""
    return f"{'a number' if kind == 'count' else 'a list'} of {unit_name(unit, 2)}"


def describe_support(match: MatchStrength | None, support: Support) -> str:
    """Say who stands behind an answer: ``Strong match. Quoted from 2 practices; newest year 2021.``.

    That of a list has its number already, which is of all practices, those of one title too.
    """
    implementers = _counted(len(support.implementers), "implementer") if support.implementers else ""
    if match:
        quoted = f"Quoted from {_counted(support.practices, 'practice')}"
        parts = [f"{quoted} of {implementers}" if implementers else quoted]
    else:
        parts = [f"From {implementers}" if implementers else "No implementer is stated"]
    if support.newest is not None or support.ongoing:
        year = f"newest year {support.newest}" if support.newest is not None else ""
        parts.append(", ".join(filter(None, [year, "ongoing" if support.ongoing else ""])))
    if support.only_country:
        parts.append(f"all from one country, {country_name(support.only_country)}")
    return f"{f'{match.value.capitalize()} match. ' if match else ''}{'; '.join(parts)}."


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
