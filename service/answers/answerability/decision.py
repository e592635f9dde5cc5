"""Found, partly or not found: from a probability that the collection answers the question.

The probability is that the question is about what the collection is about (its *topic*), times that it is then
answered: two logistic regressions for each of the two models that judge closeness. Their weights are in
``calibration.json``, with what they were fitted on; ``tests/bench/calibrate.py`` writes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from index.embedding.model_roles import ModelRole
from service.reasons import Reason, ReasonCode, WordsAbsent

FOUND_BAR = 0.35
"""The least probability of an answer that is called found."""
STRONG_BAR = 0.55
TOPIC_BAR = 0.3
"""The least probability of the topic alone for anything to be quoted."""
MISSED_BAR = 0.4
"""The share of a question's weight in words that occur nowhere in the collection, from which on nothing is found, if
they are several: a single one may be a mere verb, said in another word."""


_NOTHING = {"topic": 0.0, "answer": 0.0}


class Outcome(StrEnum):
    """The three ways a question can end."""

    FOUND = "found"
    PARTLY = "partly"
    NOT_FOUND = "not_found"


class MatchStrength(StrEnum):
    """How well the best of the collection matches a question, in a word."""

    STRONG = "strong"
    PARTIAL = "partial"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class AnswerabilityFeatures:
    """What retrieval knows about a question.

    :param main: features where the model for the question's language judged; ``None`` where it judged nothing.
    :param multilingual: those where the model across languages did.
    :param absent: words of the question that no passage of the collection holds.
    :param reservations: what speaks against the best sentences being an answer, however close they are.
    """

    main: Mapping[str, float] | None = None
    multilingual: Mapping[str, float] | None = None
    absent: tuple[str, ...] = ()
    reservations: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The outcome, the probability it comes from, and the reasons where it is not *found*."""

    outcome: Outcome
    probability: float
    why: tuple[Reason, ...] = ()

    @property
    def match(self) -> MatchStrength:
        """The probability in a word; what is not found for a reservation is a partial match at best."""
        if self.probability >= STRONG_BAR and self.outcome is Outcome.FOUND:
            return MatchStrength.STRONG
        return MatchStrength.PARTIAL if self.probability >= FOUND_BAR else MatchStrength.WEAK


@cache
def load_calibration() -> dict[str, Any]:
    """The weights, and what they were fitted on."""
    read: dict[str, Any] = json.loads(Path(__file__).with_name("calibration.json").read_text(encoding="utf-8"))
    return read


def answer_probability(evidence: AnswerabilityFeatures) -> float:
    """The probability that the collection answers the question, by the model that is surer of it."""
    return max(probability_by_model(evidence).values())


def probability_by_model(evidence: AnswerabilityFeatures) -> dict[ModelRole, float]:
    """The same by each model; 0 where it judged nothing."""
    return {judge: math.prod(parts.values()) for judge, parts in _judgements(evidence).items()}


def topic_probability(evidence: AnswerabilityFeatures) -> float:
    """The probability that the question is about what the collection is about, by the model that is surer of it."""
    return max(parts["topic"] for parts in _judgements(evidence).values())


def _judgements(evidence: AnswerabilityFeatures) -> dict[ModelRole, dict[str, float]]:
    """The probabilities of topic and answer by each model."""
    main, multilingual = evidence.main, evidence.multilingual
    return {
        "main": _parts("main" if "passage_maxsim" in main else "main_without_tokens", main) if main else _NOTHING,
        "multilingual": _parts("multilingual", multilingual) if multilingual else _NOTHING,
    }


def _parts(judge: str, features: Mapping[str, float]) -> dict[str, float]:
    logits = {
        name: part["intercept"] + sum(weight * features[feature] for feature, weight in part["weights"].items())
        for name, part in load_calibration()[judge].items()
    }
    return {name: 1 / (1 + math.exp(-min(max(logit, -50.0), 50.0))) for name, logit in logits.items()}


def decide_outcome(evidence: AnswerabilityFeatures) -> Decision:
    """Decide the outcome at the shipped bars."""
    reached, is_close = answer_probability(evidence), topic_probability(evidence) >= TOPIC_BAR
    missed = len(evidence.absent) > 1 and (evidence.main or {}).get("absent_share", 0.0) >= MISSED_BAR
    if reached >= FOUND_BAR and not missed and not evidence.reservations:
        return Decision(outcome=Outcome.FOUND, probability=reached)
    why = [Reason(ReasonCode.NOTHING_CLOSE)]
    if is_close:
        why = [Reason(ReasonCode.PERHAPS_NOT_ALL), *evidence.reservations]
    if evidence.absent:
        why.append(WordsAbsent(evidence.absent))
    outcome = Outcome.PARTLY if is_close else Outcome.NOT_FOUND
    return Decision(outcome=outcome, probability=reached, why=tuple(why))
