"""Found, partly or not found: the one rule, in one place, so that a calibrated one can take its seat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """The three ways a question can end."""

    FOUND = "found"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What retrieval knows about a question.

    :param similarity: best cosine between the question and a passage.
    :param coverage: the largest share, by weight, of the question's words that one practice's passages hold.
    :param absent: words of the question that no passage of the collection holds.
    """

    similarity: float
    coverage: float
    absent: tuple[str, ...]


def decide(evidence: Evidence) -> tuple[Outcome, str]:
    """The outcome and, where it is not *found*, the reason in a sentence.

    A sum of both kinds of evidence against two bars, set on questions put to collections that do and do not hold
    their answer (``tests/bench/outcome.py``); a calibrated probability is to replace it.
    """
    strength = evidence.similarity + 0.5 * evidence.coverage
    if strength >= FOUND_BAR:
        return Outcome.FOUND, ""
    absent = ""
    if evidence.absent:
        words = ", ".join(f"“{word}”" for word in evidence.absent)
        absent = f" No passage of the collection contains {words}."
    if strength >= PARTLY_BAR:
        return Outcome.PARTLY, f"The collection is close to this question but may not answer all of it.{absent}"
    return Outcome.NOT_FOUND, f"Nothing in the collection is close enough to this question to quote.{absent}"


FOUND_BAR = 0.75
PARTLY_BAR = 0.6
