"""Fit the probability that a collection answers a question; write ``service/answers/answerability/calibration.json``.

*Topic*: questions put to their own collection against questions of another, both kinds weighing the same; the area
under the curve is over collections left out one by one. *Answer*: questions of ``squad2-dev-half`` that its paragraphs
answer against those they do not, with a lesser weight answered ones whose paragraph is left out of the collection or
not, and answered ones with a word of another question in them (``tests/bench/unanswerable.py``); folds split by
paragraph; paragraphs that ``xquad-en`` has too are left out. The multilingual models answer the same questions as if
the main one had no say, and those of XQuAD with half of the paragraphs left out; *between languages* is fitted on these
alone, in pairs of languages. What is fitted as ``any``, for models that nothing was fitted for, leaves out all that a
model measures.

Run: ``.venv/bin/python -m tests.bench.calibrate``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import reduce
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.class_weight import compute_sample_weight

from index.dense.retriever import DenseRetriever
from index.embedding.model_roles import ModelRole
from index.embedding.packaged import e5_with_universal, universal_encoder
from index.embedding.registry import DEFAULT_MODEL
from index.retrieval.searcher import Searcher
from service.answers.answerability.decision import load_calibration
from service.answers.answerability.features import AnswerabilityFeatures
from service.answers.quotations.features import ANY_MODEL
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.bench.asked import Asked, paragraphs, parallel, questions, searcher, shared_paragraphs
from tests.bench.measure import calibration_error
from tests.bench.unanswerable import half_searcher, is_left_out, with_other_word
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
    "passage_score",
    "sentence_cosine",
    "margin",
    "unheld_words",
    "heaviest_unheld",
    "missing_names",
    "contradicts_negation",
    "largest_deficit",
    "least_in_passage",
)
TOPIC_ACROSS = ("dense", "passage_maxsim", "term_coverage", "same_language", "missing_places")
TOKENS = frozenset({"passage_maxsim", "largest_deficit", "least_in_passage"})
"""Features that need the tokens of passages."""
MEASURED = TOKENS | {"dense", "sentence_cosine", "passage_score", "margin"}
"""Features that a model measures, on a scale of its own."""
WITHIN = ("es", "ar", "ru", "zh")
BETWEEN = (
    ("es", "en"), ("ar", "en"), ("ru", "en"), ("zh", "en"), ("en", "es"), ("en", "ar"), ("en", "ru"), ("en", "zh"),
    ("es", "ru"), ("zh", "es"), ("ar", "zh"), ("ru", "ar"),
)  # fmt: skip
"""Languages of questions and of the XQuAD that they are put to, without half of its paragraphs."""
_EACH = 100
_MOST_SHIFT = 5
_FEWER = 4
"""Of questions put to a model without tokens, which embeds the sentences for each, one in so many."""
_MADE = 1000
_MADE_WEIGHT = 0.3
"""What a question that was made unanswerable counts beside one that was written so."""

KEEPS_TOPIC = "--answers"
_WEAKER = "without_tokens"
_KINDS: dict[str, frozenset[str]] = {"with_tokens": frozenset(), _WEAKER: TOKENS}

Fits = dict[str, dict[str, Any]]
"""The parts of a product, topic and answer."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question's evidence, whether it is of the kind that is looked for, and what it is grouped by."""

    evidence: AnswerabilityFeatures
    label: bool
    group: str
    pair: str
    weight: float = 1.0


def main() -> None:
    """Fit, print the figures and write the file; with ``--answers`` the topic's fits stay as they are."""
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        default = processes.submit(cases, e5_with_universal.E5_WITH_UNIVERSAL)
        weaker = processes.submit(cases, universal_encoder.UNIVERSAL_ENCODER, _FEWER)
        by_main = processes.submit(answers)
        topic, foreign, between = default.result()
        weaker_topic, weaker_foreign, weaker_between = weaker.result()
        answer = by_main.result()
    main: dict[str, Any] = {
        DEFAULT_MODEL: {
            kind: _product(topic, answer, "main", (DEFAULT_MODEL, kind), without) for kind, without in _KINDS.items()
        },
        ANY_MODEL: _product(topic, answer, "main", (ANY_MODEL,), MEASURED),
    }
    e5, weak = e5_with_universal.E5_WITH_UNIVERSAL, universal_encoder.UNIVERSAL_ENCODER
    multilingual: dict[str, Any] = {
        e5: {kind: _across(topic, foreign, between, (e5, kind), without) for kind, without in _KINDS.items()},
        weak: {_WEAKER: _across(weaker_topic, weaker_foreign, weaker_between, (weak, _WEAKER), TOKENS)},
        ANY_MODEL: _across(topic, foreign, between, (ANY_MODEL,), MEASURED),
    }
    fitted = {"main": main, "multilingual": multilingual, "readers": load_calibration().get("readers", {})}
    OUT.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


def _product(
    topic: Sequence[Case], answer: Sequence[Case], role: ModelRole, place: Sequence[str], without: frozenset[str]
) -> Fits:
    """Fit both parts, and shift the second so that their product is right in the mean.

    :param place: where the parts stand in the file: the model's family, and with or without tokens.
    :param without: the features to be left out.
    """
    if KEEPS_TOPIC in sys.argv:
        kept = reduce(lambda part, name: part[name], place, load_calibration()[role])["topic"]
    else:
        kept = _fit(topic, role, _measured(TOPIC if role == "main" else TOPIC_ACROSS, without))
    parts = {"topic": kept, "answer": _fit(answer, role, _measured(ANSWER, without))}
    _balance(parts, "answer", answer, role)
    return parts


def _across(
    topic: Sequence[Case],
    answer: Sequence[Case],
    between: Sequence[Case],
    place: Sequence[str],
    without: frozenset[str],
) -> Fits:
    """Fit the parts of a multilingual model, that between languages apart."""
    role: ModelRole = "multilingual"
    parts = _product(topic, answer, role, place, without)
    parts["answer_between_languages"] = _fit(between, role, _measured(ANSWER, without))
    _balance(parts, "answer_between_languages", between, role)
    return parts


def _measured(names: Sequence[str], without: frozenset[str]) -> list[str]:
    """Leave out the features that models measure."""
    return [name for name in names if name not in without]


def cases(multilingual: str, step: int = 1) -> tuple[list[Case], list[Case], list[Case]]:
    """Questions for the topic; for the answer within a language and between two, as a multilingual model judges it.

    :param step: only so many-th questions are put for the answer.
    """
    bootstrap = Bootstrap(Settings(across_model=multilingual))
    topic = [] if KEEPS_TOPIC in sys.argv else _topic_cases(bootstrap)
    halves = {language: half_searcher(f"xquad-{language}", bootstrap) for language in ("en", *WITHIN)}
    place = _as_foreign(searcher(HARD, bootstrap))
    within = [_hard(question, place) for question in _hard_questions()[:: 4 * step]]
    within += [case for language in WITHIN for case in _left_out(language, language, halves[language], step)]
    between = [case for asked, of in BETWEEN for case in _left_out(asked, of, halves[of], step)]
    return topic, within, [case for case in between if (case.evidence.multilingual or {}).get("same_language") == 0]


def _topic_cases(bootstrap: Bootstrap) -> list[Case]:
    searchers = {name: searcher(name, bootstrap) for name in {*OWN, *OTHER}}
    return [
        Case(features_of(question.text, searchers[name]), is_own, name, f"{asked} of {name}")
        for name, is_own, asked, most in _pairs()
        for question in questions(asked, most)
    ]


def answers() -> list[Case]:
    """Questions for the answer, as the main model judges it."""
    bootstrap = Bootstrap(Settings(across_model="none"))
    place, half = searcher(HARD, bootstrap), half_searcher(HARD, bootstrap)
    asked = _hard_questions()
    answered = [question for question in asked if question.golds]
    cases = [_hard(question, place) for question in asked]
    for question in answered[:: len(answered) // _MADE or 1]:
        is_answered = not is_left_out(question.paragraph)
        evidence = features_of(question.text, half)
        cases.append(Case(evidence, is_answered, question.paragraph, f"half of {HARD}", _MADE_WEIGHT))
    for question in list(with_other_word(answered, paragraphs(HARD), "en"))[:: len(answered) // _MADE or 1]:
        evidence = features_of(question.text, place)
        cases.append(Case(evidence, False, question.paragraph, f"{HARD} with another word", _MADE_WEIGHT))
    return cases


def _left_out(asked: str, of: str, half: Searcher, step: int) -> list[Case]:
    """Put questions to a translation of their paragraphs without half of them; and answered ones with another word."""
    pair, texts = f"xquad-{asked} of half of xquad-{of}", paragraphs(f"xquad-{asked}")
    put = parallel(f"xquad-{asked}", f"xquad-{of}", _EACH // step)
    answered = [question for question in put if not is_left_out(question.paragraph)]
    made = [(question, False) for question in with_other_word(answered, texts, asked)]
    written = [(question, not is_left_out(question.paragraph)) for question in put]
    return [
        Case(features_of(question.text, half), is_answered, question.paragraph, pair)
        for question, is_answered in (*written, *made)
    ]


def _hard_questions() -> list[Asked]:
    """Those of paragraphs with an even number; ``tests/bench/answers.py`` measures by the others."""
    shared = shared_paragraphs()
    asked = [question for question in questions(HARD) if question.paragraph not in shared]
    return [question for question in asked if int(question.paragraph[1:]) % 2 == 0]


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
    weights = np.array([case.weight for case in cases])
    kinds = np.array([case.pair for case in cases])
    pairs, sizes = np.unique(kinds, return_counts=True)
    if all(case.weight == 1.0 for case in cases) and len(pairs) > 1:
        weights = compute_sample_weight("balanced", labels)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    groups = np.array([case.group for case in cases])
    chances = np.zeros(len(cases))
    for train, test in GroupKFold(min(10, len(set(groups)))).split(rows, labels, groups):
        model.fit(rows[train], labels[train], logisticregression__sample_weight=weights[train])
        chances[test] = model.predict_proba(rows[test])[:, 1]
    model.fit(rows, labels, logisticregression__sample_weight=weights)
    raw = model[1].coef_[0] / model[0].scale_
    by_pair = {pair: _area(labels[kinds == pair], chances[kinds == pair]) for pair in pairs}
    fit: dict[str, Any] = {
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, raw, strict=True)},
        "intercept": round(float(model[1].intercept_[0] - raw @ model[0].mean_), 4),
        "fitted_on": dict(zip(pairs.tolist(), sizes.tolist(), strict=True)),
        "auc": round(float(roc_auc_score(labels, chances)), 4),
        "calibration_error": round(calibration_error(chances, labels, weights), 4),
    }
    print({**fit, "fitted_on": len(cases)}, {pair: area for pair, area in by_pair.items() if area}, flush=True)
    return fit


def _area(labels: NDArray[np.bool_], chances: NDArray[np.float64]) -> float | None:
    return round(float(roc_auc_score(labels, chances)), 3) if len(set(labels.tolist())) > 1 else None


def _balance(parts: Fits, name: str, cases: Sequence[Case], judge: str) -> None:
    """Shift an answer's intercept so that the product with the topic is right in the mean."""
    judged = [(known, case) for case in cases if (known := getattr(case.evidence, judge)) is not None]
    labels = np.array([case.label for _, case in judged])
    weights = np.array([case.weight for _, case in judged])
    topic, answer = (np.array([_logit(parts[part], known) for known, _ in judged]) for part in ("topic", name))

    def excess(by: float) -> float:
        return float(np.average(expit(topic) * expit(answer + by) - labels, weights=weights))

    # where the topic alone is less likely than an answer, no shift of the other part makes up for it
    shift = brentq(excess, -_MOST_SHIFT, _MOST_SHIFT) if excess(_MOST_SHIFT) > 0 else 0.0
    parts[name]["intercept"] = round(parts[name]["intercept"] + shift, 4)
    error = calibration_error(expit(topic) * expit(answer + shift), labels, weights)
    print(f"{judge}, {name}: intercept shifted by {shift:.3f}, calibration error of the product {error:.4f}")


def _logit(fit: dict[str, Any], features: Mapping[str, float]) -> float:
    return float(fit["intercept"] + sum(weight * features[name] for name, weight in fit["weights"].items()))


if __name__ == "__main__":
    main()
