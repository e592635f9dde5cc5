"""Fit the probability that a collection answers a question; write ``service/answers/answerability/calibration.json``.

*Topic*: questions put to their own collection against questions of another, both kinds weighing the same; the area
under the curve is over collections left out one by one. *Answer*: questions of ``squad2-dev-half`` that its paragraphs
answer against those they do not, folds split by paragraph; paragraphs that ``xquad-en`` has too are left out. The
multilingual models answer the same questions as if the main one had no say, and what is fitted as ``any``, for models
that nothing was fitted for, leaves out all that a model measures.

Run: ``.venv/bin/python -m tests.bench.calibrate``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from index.dense.retriever import DenseRetriever
from index.embedding.model_roles import ModelRole
from index.embedding.packaged import e5_with_universal, universal_encoder
from index.embedding.registry import DEFAULT_MODEL
from index.retrieval.searcher import Searcher
from service.answers.answerability.features import AnswerabilityFeatures
from service.answers.quotations.features import ANY_MODEL
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.bench.asked import Asked, questions, searcher, shared_paragraphs
from tests.bench.measure import calibration_error
from tests.support.asking import features_of
from tests.support.paths import ROOT

OUT = ROOT / "service/answers/answerability/calibration.json"
HARD = "squad2-dev-half"
OWN = {
    HARD: {HARD: 600},
    "xquad-en": dict.fromkeys(("xquad-en", "xquad-es", "xquad-ar", "xquad-ru", "xquad-zh"), 200),
    "gcm-practices-en": {f"gcm-practices-{language}": 76 for language in ("en", "es", "fr")},
    "gcm-practices-es": {"gcm-practices-es": 76},
    "gcm-practices-fr": {"gcm-practices-fr": 76},
    "cranfield": {"cranfield": 225},
    "xquad-es": {"xquad-es": 150},
    "xquad-ar": {"xquad-ar": 150},
    "xquad-ru": {"xquad-ru": 150},
    "xquad-zh": {"xquad-zh": 150},
}
"""Collections, and how many questions of which are about what they are about."""
OTHER = {
    HARD: ("scifact", "nfcorpus", "cranfield", "gcm-practices-en", "gcm-practices-es", "gcm-practices-fr"),
    "xquad-en": ("scifact", "cranfield", "gcm-practices-en", "gcm-practices-fr"),
    "gcm-practices-en": (HARD, "xquad-en", "scifact", "nfcorpus", "xquad-es", "xquad-ar", "xquad-ru", "xquad-zh"),
    "gcm-practices-es": ("xquad-es", "xquad-en", "xquad-ar"),
    "gcm-practices-fr": ("xquad-es", "xquad-en", "xquad-zh"),
    "cranfield": (HARD, "gcm-practices-en", "nfcorpus"),
    "xquad-es": ("gcm-practices-es", "gcm-practices-fr"),
    "built-in": (HARD, "scifact", "nfcorpus", "xquad-es", "xquad-ar", "xquad-ru", "xquad-zh"),
}
"""Collections, and whose questions are about something else."""
_OTHERS = 100
TOPIC = ("dense", "passage_maxsim", "passage_coverage", "absent_share", "missing_places")
ANSWER = (
    "dense",
    "min_token_similarity",
    "term_coverage",
    "missing_names",
    "missing_places",
    "lacks_answer_type",
    "contradicts_negation",
)
TOPIC_ACROSS = ("dense", "passage_maxsim", "term_coverage", "same_language", "missing_places")
ANSWER_ACROSS = ("dense", "sentence_cosine", "min_token_similarity", "term_coverage", "lacks_answer_type")
TOKENS = frozenset({"passage_maxsim", "min_token_similarity"})
"""Features that need the tokens of passages."""
MEASURED = TOKENS | {"dense", "sentence_cosine"}
"""Features that a model measures, on a scale of its own."""

Fits = dict[str, dict[str, Any]]
"""The two parts of a product, topic and answer."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question's evidence, whether it is of the kind that is looked for, and what it is grouped by."""

    evidence: AnswerabilityFeatures
    label: bool
    group: str
    pair: str


def main() -> None:
    """Fit, print the figures and write the file."""
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        default = processes.submit(cases, e5_with_universal.E5_WITH_UNIVERSAL)
        weaker = processes.submit(cases, universal_encoder.UNIVERSAL_ENCODER)
        by_main = processes.submit(answers)
        topic, foreign = default.result()
        weaker_topic, weaker_foreign = weaker.result()
        answer = by_main.result()
    main: dict[str, Any] = {
        DEFAULT_MODEL: {
            "with_tokens": _product(topic, answer, "main", TOPIC, ANSWER),
            "without_tokens": _product(topic, answer, "main", _measured(TOPIC, TOKENS), _measured(ANSWER, TOKENS)),
        },
        ANY_MODEL: _product(topic, answer, "main", _measured(TOPIC), _measured(ANSWER)),
    }
    multilingual: dict[str, Any] = {
        e5_with_universal.E5_WITH_UNIVERSAL: {
            "with_tokens": _product(topic, foreign, "multilingual", TOPIC_ACROSS, ANSWER_ACROSS),
            "without_tokens": _product(
                topic, foreign, "multilingual", _measured(TOPIC_ACROSS, TOKENS), _measured(ANSWER_ACROSS, TOKENS)
            ),
        },
        universal_encoder.UNIVERSAL_ENCODER: {
            "without_tokens": _product(
                weaker_topic,
                weaker_foreign,
                "multilingual",
                _measured(TOPIC_ACROSS, TOKENS),
                _measured(ANSWER_ACROSS, TOKENS),
            )
        },
        ANY_MODEL: _product(topic, foreign, "multilingual", _measured(TOPIC_ACROSS), _measured(ANSWER_ACROSS)),
    }
    print("For comparison, the answer without the sign of denial:")
    _fit(answer, "main", [name for name in ANSWER if name != "contradicts_negation"])
    OUT.write_text(json.dumps({"main": main, "multilingual": multilingual}, indent=2) + "\n", encoding="utf-8")


def _product(
    topic: Sequence[Case], answer: Sequence[Case], role: ModelRole, topic_names: Sequence[str], names: Sequence[str]
) -> Fits:
    """Fit both parts, and shift the second so that their product is right in the mean."""
    parts = {"topic": _fit(topic, role, topic_names), "answer": _fit(answer, role, names)}
    if "sentence_cosine" in names:
        parts["answer"] = _across(parts["answer"], topic)
    _balance(parts, [(case.evidence, case.label) for case in answer], role)
    return parts


def _measured(names: Sequence[str], without: frozenset[str] = MEASURED) -> list[str]:
    """Leave out the features that models measure."""
    return [name for name in names if name not in without]


def cases(multilingual: str) -> tuple[list[Case], list[Case]]:
    """Questions for the topic, and for the answer as a multilingual model judges it."""
    bootstrap = Bootstrap(Settings(across_model=multilingual))
    searchers = {name: searcher(name, bootstrap) for name in {*OWN, *OTHER}}
    topic = [
        Case(features_of(question.text, searchers[name]), is_own, name, f"{asked} of {name}")
        for name, is_own, asked, most in _pairs()
        for question in questions(asked, most)
    ]
    place = _as_foreign(searchers[HARD])
    return topic, [_hard(question, place) for question in _hard_questions()[::4]]


def answers() -> list[Case]:
    """Questions for the answer, as the main model judges it."""
    place = searcher(HARD, Bootstrap(Settings(across_model="none")))
    return [_hard(question, place) for question in _hard_questions()]


def _hard_questions() -> list[Asked]:
    shared = shared_paragraphs()
    return [question for question in questions(HARD) if question.paragraph not in shared]


def _pairs() -> list[tuple[str, bool, str, int]]:
    own = [(name, True, asked, most) for name, ofs in OWN.items() for asked, most in ofs.items()]
    return own + [(name, False, asked, _OTHERS) for name, ofs in OTHER.items() for asked in ofs]


def _hard(question: Asked, place: Searcher) -> Case:
    return Case(features_of(question.text, place), bool(question.golds), question.paragraph, HARD)


def _as_foreign(place: Searcher) -> Searcher:
    """Open a collection as if the main model had no say about any passage of it."""
    snapshot = place.snapshot
    dense = DenseRetriever(snapshot.dense.main, np.zeros(len(snapshot.passages), bool), snapshot.dense.multilingual)
    return Searcher(replace(snapshot, dense=dense), place.models)


def _fit(cases: Sequence[Case], judge: str, names: Sequence[str]) -> dict[str, Any]:
    """Weights of plain features, with the area under the curve and the calibration error over the folds."""
    cases = [case for case in cases if getattr(case.evidence, judge) is not None]
    rows = np.array([[getattr(case.evidence, judge)[name] for name in names] for case in cases])
    labels: NDArray[np.bool_] = np.array([case.label for case in cases])
    pairs, sizes = np.unique([case.pair for case in cases], return_counts=True)
    balance = "balanced" if len(pairs) > 1 else None
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000, class_weight=balance))
    groups = [case.group for case in cases]
    folds = GroupKFold(min(10, len(set(groups))))
    chances = cross_val_predict(model, rows, labels, groups=groups, cv=folds, method="predict_proba")[:, 1]
    model.fit(rows, labels)
    raw = model[1].coef_[0] / model[0].scale_
    fit: dict[str, Any] = {
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, raw, strict=True)},
        "intercept": round(float(model[1].intercept_[0] - raw @ model[0].mean_), 4),
        "fitted_on": dict(zip(pairs.tolist(), sizes.tolist(), strict=True)),
        "auc": round(float(roc_auc_score(labels, chances)), 4),
        "calibration_error": round(calibration_error(chances, labels), 4),
    }
    print({**fit, "fitted_on": len(cases)}, flush=True)
    return fit


def _across(answer: dict[str, Any], topic: Sequence[Case]) -> dict[str, Any]:
    """Let an answer in another language than its question be as likely, in the mean, as one in the same.

    Sentences are further from a question in another language, whether they answer it or not. All questions of XQuAD are
    answered, and are the same in all languages: what lies between the two means is the distance of the languages.
    """
    own = [
        case.evidence.multilingual
        for case in topic
        if case.label and case.group.startswith("xquad-") and case.evidence.multilingual is not None
    ]
    within, across = (
        np.mean([_logit(answer, features) for features in own if features["same_language"] == same]) for same in (1, 0)
    )
    gap = round(float(within - across), 4)
    print(f"multilingual: between languages the logit is {gap} lower")
    weights = {**answer["weights"], "same_language": -gap}
    return {**answer, "weights": weights, "intercept": round(answer["intercept"] + gap, 4)}


def _balance(parts: Fits, cases: Sequence[tuple[AnswerabilityFeatures, bool]], judge: str) -> None:
    """Shift the answer's intercept so that the product with the topic is right in the mean."""
    judged = [(getattr(evidence, judge), label) for evidence, label in cases if getattr(evidence, judge) is not None]
    labels = np.array([label for _, label in judged])
    topic, answer = (
        np.array([_logit(parts[part], features) for features, _ in judged]) for part in ("topic", "answer")
    )
    shift = brentq(lambda by: (expit(topic) * expit(answer + by)).mean() - labels.mean(), -5, 5)
    parts["answer"]["intercept"] = round(parts["answer"]["intercept"] + shift, 4)
    error = calibration_error(expit(topic) * expit(answer + shift), labels)
    print(f"{judge}: intercept shifted by {shift:.3f}, calibration error of the product {error:.4f}")


def _logit(fit: dict[str, Any], features: Mapping[str, float]) -> float:
    return float(fit["intercept"] + sum(weight * features[name] for name, weight in fit["weights"].items()))


if __name__ == "__main__":
    main()
