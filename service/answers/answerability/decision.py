"""Outcome decision (found, partly, not found) from the probability that the collection answers the question.

The probability is that the question is about what the collection is about (its *topic*), times that it is then
answered: two logistic regressions for each embedding model that was measured, with another second one for sentences in
another language than the question's, and such that rest on words alone for any other model. Their weights are in
``calibration.json``, with what they were fitted on; ``tests/bench/calibrate.py`` writes it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from index.embedding.model_roles import MAIN_LANGUAGE, ModelRole
from index.query.reader import Query
from index.retrieval.hits import PracticeHit
from index.snapshot.snapshot import Snapshot
from service.answers.answerability.conditions import StatementConditions
from service.answers.answerability.features import AnswerabilityFeatures, extract_features
from service.answers.answerability.mismatches import StatementChecks
from service.answers.answerability.reading import CLOSEST, Reading, read_closest
from service.answers.quotations.features import ANY_MODEL
from service.answers.quotations.quotation import Quotation
from service.answers.quotations.ranking import merge_by_model
from service.answers.reader.protocol import AnswerReader
from service.questions.terms import QueryTerm
from service.reasons import Reason, ReasonCode, WordsAbsent

FOUND_BAR = 0.4
"""The least probability of an answer that is called found."""
STRONG_BAR = 0.55
TOPIC_BAR = 0.3
"""The least probability of the topic alone for anything to be quoted."""


_LEAST_SPOKEN = 0.2
"""The least share of the passages in a language for a collection to be said to lack a word of that."""
_NEAR = 1.0
"""How far below the best one a sentence may be that meets what the best one does not: the logarithm of how much less
likely it is to answer."""


_NOTHING = {"topic": 0.0, "answer": 0.0}
_BETWEEN = "answer_between_languages"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The outcome, the probability it comes from, and the reasons: where it is *found*, only what it rests on."""

    outcome: Outcome
    probability: float
    why: tuple[Reason, ...] = ()

    @property
    def match(self) -> MatchStrength:
        """The probability in a word; what is not found for a mismatch is a partial match at best."""
        if self.probability >= STRONG_BAR and self.outcome is Outcome.FOUND:
            return MatchStrength.STRONG
        return MatchStrength.PARTIAL if self.probability >= FOUND_BAR else MatchStrength.WEAK


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was made of the sentences found for a question: the decision, what it rests on, their final order."""

    decision: Decision
    features: AnswerabilityFeatures
    quotations: list[Quotation]
    """Those of both models in one order, best first."""
    checks: StatementChecks
    """What the sentence that answers has to meet."""


def judge(
    query: Query,
    terms: Sequence[QueryTerm],
    practice_hits: Sequence[PracticeHit],
    quotations: Sequence[Quotation],
    snapshot: Snapshot,
    families: Mapping[ModelRole, str],
    conditions: StatementConditions,
    reader: AnswerReader | None = None,
) -> Judgement:
    """Judge whether the sentences found answer a question.

    :param quotations: sentences of the practices found, those of each model best first.
    :param families: the models by role.
    """
    features = extract_features(query, terms, practice_hits, quotations, snapshot, families)
    merged = merge_by_model(quotations, probability_by_model(features))
    if reader:
        merged = read_closest(query.text, merged, reader)
    checks = StatementChecks(query, conditions)
    merged = _meeting_first(merged, checks)
    features = replace(features, mismatches=checks.mismatches(merged[0] if merged else None))
    if reader and merged and (read := merged[0].read) is not None:
        features = replace(features, reading=Reading(reader.name, read))
    if features.absent and not _would_hold_words(query, merged, features, snapshot):
        features = replace(features, absent=())
    return Judgement(decide_outcome(features), features, merged, checks)


def _would_hold_words(
    query: Query, ranked: Sequence[Quotation], features: AnswerabilityFeatures, snapshot: Snapshot
) -> bool:
    """Tell whether the words of a question would occur, were it answered: another language says them otherwise.

    What is quoted decides; where nothing is, how much of the collection is in the question's language.
    """
    if ranked and topic_probability(features) >= TOPIC_BAR:
        return (ranked[0].language or MAIN_LANGUAGE) == query.language
    return float((snapshot.languages == query.language).mean()) >= _LEAST_SPOKEN


def _meeting_first(ranked: Sequence[Quotation], checks: StatementChecks) -> list[Quotation]:
    """Put the sentences first that meet all conditions, of those near the best one."""
    near = [quotation for quotation in ranked[:CLOSEST] if quotation.score >= ranked[0].score - _NEAR]
    meeting = [quotation for quotation in near if not checks.mismatches(quotation)]
    first = set(map(id, meeting))
    return [*meeting, *(quotation for quotation in ranked if id(quotation) not in first)]


@cache
def load_calibration() -> dict[str, Any]:
    """Load the weights of the regressions, and what they were fitted on."""
    calibration: dict[str, Any] = json.loads(Path(__file__).with_name("calibration.json").read_text(encoding="utf-8"))
    return calibration


def answer_probability(features: AnswerabilityFeatures) -> float:
    """Estimate the probability that the collection answers the question, by the model that is surer of it.

    What a reader says of the first sentence stands for what the models of embeddings say of the answer.
    """
    if features.reading:
        return topic_probability(features) * _as_measured(features.reading)
    return max(probability_by_model(features).values())


def _as_measured(reading: Reading) -> float:
    """Correct what a reader says by what was measured of it (Platt 1999); what was not measured stands as it is."""
    fitted = load_calibration()["readers"].get(reading.reader)
    if not fitted:
        return reading.probability
    within = min(max(reading.probability, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-fitted["intercept"] - fitted["slope"] * math.log(within / (1 - within))))


def probability_by_model(features: AnswerabilityFeatures) -> dict[ModelRole, float]:
    """Estimate the probability that the collection answers the question by each model; 0 where it scored no hit."""
    return {role: math.prod(parts.values()) for role, parts in _probabilities(features).items()}


def topic_probability(features: AnswerabilityFeatures) -> float:
    """Estimate the probability that the question is about what the collection is about, by the surer model."""
    return max(parts["topic"] for parts in _probabilities(features).values())


def _probabilities(features: AnswerabilityFeatures) -> dict[ModelRole, dict[str, float]]:
    """Estimate the probabilities of topic and answer by each model."""
    return {
        role: _predict(regressions_for(role, features.families.get(role, ANY_MODEL), known), known)
        if known
        else _NOTHING
        for role, known in _by_role(features).items()
    }


def _by_role(features: AnswerabilityFeatures) -> dict[ModelRole, Mapping[str, float] | None]:
    return {"main": features.main, "multilingual": features.multilingual}


def regressions_for(role: ModelRole, family: str, features: Mapping[str, float]) -> dict[str, Any]:
    """Find the regressions that were fitted for a model in a role, with or without the comparison of tokens.

    A model that none were fitted for gets those that rest on words alone: another model's scale is not its own. Those
    of the answer are apart for a sentence in another language than the question's.
    """
    of_model = _fitted_for(role, family, features) or load_calibration()[role][ANY_MODEL]
    answer = _BETWEEN if features.get("same_language") == 0 else "answer"
    return {"topic": of_model["topic"], "answer": of_model[answer]}


def is_calibrated(features: AnswerabilityFeatures) -> bool:
    """Tell whether each model that judged was judged by regressions of its own."""
    return all(
        _fitted_for(role, features.families.get(role, ANY_MODEL), known)
        for role, known in _by_role(features).items()
        if known
    )


def _fitted_for(role: ModelRole, family: str, features: Mapping[str, float]) -> dict[str, Any] | None:
    kind = "with_tokens" if "passage_maxsim" in features else "without_tokens"
    fitted: dict[str, Any] | None = load_calibration()[role].get(family, {}).get(kind)
    return fitted


def _unmeasured(features: AnswerabilityFeatures) -> Iterator[Reason]:
    """Say which of the models that judged were not measured."""
    if features.reading and features.reading.reader not in load_calibration()["readers"]:
        yield Reason(ReasonCode.READER_UNCALIBRATED)
    if not features.reading and not is_calibrated(features):
        yield Reason(ReasonCode.MODEL_UNCALIBRATED)


def _predict(regressions: Mapping[str, Any], features: Mapping[str, float]) -> dict[str, float]:
    """Predict probabilities from features by logistic regressions."""
    logits = {
        name: part["intercept"] + sum(weight * features[feature] for feature, weight in part["weights"].items())
        for name, part in regressions.items()
    }
    return {name: 1 / (1 + math.exp(-min(max(logit, -50.0), 50.0))) for name, logit in logits.items()}


def decide_outcome(features: AnswerabilityFeatures) -> Decision:
    """Decide the outcome at the shipped bars."""
    probability, is_close = answer_probability(features), topic_probability(features) >= TOPIC_BAR
    uncalibrated = tuple(_unmeasured(features))
    if probability >= FOUND_BAR and not features.mismatches:
        return Decision(outcome=Outcome.FOUND, probability=probability, why=uncalibrated)
    has_hits = features.main or features.multilingual
    why = [Reason(ReasonCode.OTHER_SUBJECT if has_hits else ReasonCode.NOTHING_CLOSE)]
    if is_close:
        why = list(features.mismatches)
    if features.absent:
        why.append(WordsAbsent(features.absent))
    # no check has failed: only the probability is below its bar
    why = why or [Reason(ReasonCode.ONLY_WEAK_MATCHES)]
    outcome = Outcome.PARTLY if is_close else Outcome.NOT_FOUND
    return Decision(outcome=outcome, probability=probability, why=(*why, *uncalibrated))
