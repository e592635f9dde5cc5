"""Fit the probability that a collection answers a question; write ``service/answers/answerability/calibration.json``.

*Topic*: questions put to their own collection against questions of another, both kinds weighing the same; the area
under the curve is over collections left out one by one. *Answer*: questions of ``squad2-dev-half`` that its paragraphs
answer against those they do not, folds split by paragraph; paragraphs that ``xquad-en`` has too are left out. For the
multilingual model the same questions are asked as if they were in a foreign language.

Run: ``.venv/bin/python -m tests.bench.calibrate``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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

from index.retrieval.searcher import Searcher
from service.answers.answerability.features import AnswerabilityFeatures
from service.answers.context import AnswerContext
from service.answers.passage_answer import judge_question
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
TOPIC_ACROSS = ("dense", "term_coverage", "same_language", "missing_places")
ANSWER_ACROSS = ("dense", "sentence_cosine", "lacks_answer_type")
_NEED_TOKENS = {"passage_maxsim", "min_token_similarity"}

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
    topic, answer, foreign = cases()
    fitted: dict[str, Fits] = {
        "main": {"topic": _fit(topic, "main", TOPIC), "answer": _fit(answer, "main", ANSWER)},
        "main_without_tokens": {
            "topic": _fit(topic, "main", [name for name in TOPIC if name not in _NEED_TOKENS]),
            "answer": _fit(answer, "main", [name for name in ANSWER if name not in _NEED_TOKENS]),
        },
        "multilingual": {
            "topic": _fit(topic, "multilingual", TOPIC_ACROSS),
            "answer": _fit(foreign, "multilingual", ANSWER_ACROSS),
        },
    }
    for judge, judged in (("main", answer), ("main_without_tokens", answer), ("multilingual", foreign)):
        _balance(
            fitted[judge],
            [(case.evidence, case.label) for case in judged],
            "multilingual" if judge == "multilingual" else "main",
        )
    print("For comparison, the answer without the sign of denial:")
    _fit(answer, "main", [name for name in ANSWER if name != "contradicts_negation"])
    OUT.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


def cases() -> tuple[list[Case], list[Case], list[Case]]:
    """Questions for the topic, for the answer, and for the answer as judged across languages."""
    bootstrap = Bootstrap(Settings())
    searchers = {name: searcher(name, bootstrap) for name in {*OWN, *OTHER}}
    topic = [
        Case(features_of(question.text, searchers[name]), is_own, name, f"{asked} of {name}")
        for name, is_own, asked, most in _pairs()
        for question in questions(asked, most)
    ]
    hard = [question for question in questions(HARD) if question.paragraph not in shared_paragraphs()]
    answer = [_hard(question, searchers[HARD]) for question in hard]
    foreign = [_hard(question, searchers[HARD], "de") for question in hard[::4]]
    return topic, answer, foreign


def _pairs() -> list[tuple[str, bool, str, int]]:
    own = [(name, True, asked, most) for name, ofs in OWN.items() for asked, most in ofs.items()]
    return own + [(name, False, asked, _OTHERS) for name, ofs in OTHER.items() for asked in ofs]


def _hard(question: Asked, place: Searcher, language: str | None = None) -> Case:
    if language is None:
        return Case(features_of(question.text, place), bool(question.golds), question.paragraph, HARD)
    query = replace(place.read(question.text), language=language)
    features = judge_question(query, AnswerContext.of(place, "")).features
    return Case(features, bool(question.golds), question.paragraph, HARD)


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
