"""Found, partly or not found: the one rule, in one place, so that a calibrated one can take its seat."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FOUND_BAR = 0.75
PARTLY_BAR = 0.6
FOUND_ACROSS = 0.36
PARTLY_ACROSS = 0.3
"""Cosines of the model across languages, where no word can be counted."""


class Outcome(StrEnum):
    """The three ways a question can end."""

    FOUND = "found"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What retrieval knows about a question.

    :param similarity: best cosine between the question and a passage, by the model for the question's language.
    :param across: best cosine by the model across languages; 0 where it judged nothing.
    :param coverage: the largest share, by weight, of the question's words that one practice's passages hold.
    :param absent: words of the question that no passage of the collection holds.
    """

    similarity: float
    across: float
    coverage: float
    absent: tuple[str, ...]


def strength(evidence: Evidence) -> float:
    """Both kinds of evidence in one number, from about 0 to 1.5.

    The bars it is held against were set on questions put to collections that do and do not hold their answer
    (``tests/bench/outcome.py``); a calibrated probability is to replace it.
    """
    return evidence.similarity + 0.5 * evidence.coverage


def decide(evidence: Evidence) -> tuple[Outcome, str]:
    """The outcome and, where it is not *found*, the reason in a sentence."""
    reached = strength(evidence)
    if reached >= FOUND_BAR or evidence.across >= FOUND_ACROSS:
        return Outcome.FOUND, ""
    absent = ""
    if evidence.absent:
        words = ", ".join(f"“{word}”" for word in evidence.absent)
        absent = f" No passage of the collection contains {words}."
    if reached >= PARTLY_BAR or evidence.across >= PARTLY_ACROSS:
        return Outcome.PARTLY, f"The collection is close to this question but may not answer all of it.{absent}"
    return Outcome.NOT_FOUND, f"Nothing in the collection is close enough to this question to quote.{absent}"
