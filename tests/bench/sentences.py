"""Fit the sentence ranking, and write ``service/answers/quotations/sentence_weights.json``.

A conditional logit over the sentences of the passages found (McFadden 1974): the weights that make the sentences with a
gold answer likeliest among them. For the model of the collection, answerable questions of ``squad2-dev-half``; for the
one across languages, the parallel questions of XQuAD put to paragraphs in other languages and in the same one.
Paragraphs with an even number are fitted on, the others measured; those that ``xquad-en`` has too are left out of the
first.

Run: ``.venv/bin/python -m tests.bench.sentences``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import log_softmax, logsumexp, softmax

from index.embedding.packaged import e5_with_universal, universal_encoder
from index.embedding.registry import DEFAULT_MODEL
from index.retrieval.searcher import Searcher
from service.answers.quotations.features import ANY_MODEL
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.bench.asked import Asked, parallel, questions, searcher, shared_paragraphs
from tests.support.asking import sentences_for
from tests.support.paths import ROOT

OUT = ROOT / "service/answers/quotations/sentence_weights.json"
OWN = ("cosine", "maxsim", "weighted_maxsim", "passage_score", "term_coverage", "date", "amount", "length")
ACROSS = ("cosine", "passage_score", "term_coverage", "date", "amount", "length")
ANY = ("passage_score", "term_coverage", "date", "amount", "length")
PAIRS = {
    "xquad-en": ("es", "ar", "ru", "zh"),
    "xquad-es": ("es", "en", "zh"),
    "xquad-zh": ("zh", "ru"),
    "xquad-ru": ("ru",),
    "xquad-ar": ("ar", "es"),
}
"""Collections, and in which languages they are asked."""
_EACH = 150
_PENALTY = 0.01

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """The signs of the sentences of a question, shape (sentences, signs), and which of them hold a gold answer."""

    signs: Floats
    golds: NDArray[np.bool_]
    is_even: bool


def main() -> None:
    """Fit, print the figures and write the file."""
    bootstrap = Bootstrap(Settings())
    hard = searcher("squad2-dev-half", bootstrap)
    answerable = [
        question
        for question in questions("squad2-dev-half")
        if question.golds and question.paragraph not in shared_paragraphs()
    ]
    own = list(_cases(answerable, hard, OWN, multilingual=False))
    any_model = list(_cases(answerable, hard, ANY, multilingual=False))
    fitted = {
        DEFAULT_MODEL: _fit(DEFAULT_MODEL, own, OWN, {"squad2-dev-half": len(own)}),
        ANY_MODEL: _fit(ANY_MODEL, any_model, ANY, {"squad2-dev-half": len(own)}),
    }
    for name, names in ((e5_with_universal.E5_WITH_UNIVERSAL, OWN), (universal_encoder.UNIVERSAL_ENCODER, ACROSS)):
        fitted[name] = _fit(
            name, list(_across(name, names)), names, {of: _EACH * len(asked) for of, asked in PAIRS.items()}
        )
    OUT.write_text(json.dumps(fitted, indent=2) + "\n", encoding="utf-8")


def _across(model: str, names: Sequence[str]) -> Iterator[Case]:
    """Yield questions in several languages on passages in several, as a multilingual model judges them."""
    bootstrap = Bootstrap(Settings(across_model=model))
    for name, languages in PAIRS.items():
        place = searcher(name, bootstrap)
        for language in languages:
            yield from _cases(parallel(f"xquad-{language}", name, _EACH), place, names, multilingual=True)


def _cases(asked: Sequence[Asked], place: Searcher, names: Sequence[str], *, multilingual: bool) -> Iterator[Case]:
    for question in asked:
        ranked = [said for said in sentences_for(question.text, place) if said.hit.multilingual is multilingual]
        golds = [any(gold.casefold() in said.text.casefold() for gold in question.golds) for said in ranked]
        signs = [[float(getattr(said.features, name)) for name in names] for said in ranked]
        yield Case(np.array(signs).reshape(-1, len(names)), np.array(golds, bool), int(question.paragraph[1:]) % 2 == 0)


def _fit(judge: str, cases: Sequence[Case], names: Sequence[str], data: dict[str, int]) -> dict[str, Any]:
    train = [case for case in cases if case.is_even and case.golds.any()]
    rows = np.vstack([case.signs for case in train])
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    scaled = [((case.signs - mean) / spread, case.golds) for case in train]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = _PENALTY * len(scaled) * float(weights @ weights), 2 * _PENALTY * len(scaled) * weights
        for signs, golds in scaled:
            chances = log_softmax(signs @ weights)
            total -= float(logsumexp(chances[golds]))
            slope = slope + signs.T @ np.exp(chances) - signs[golds].T @ softmax(chances[golds])
        return total / len(scaled), slope / len(scaled)

    weights = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x / spread
    tested = [case for case in cases if not case.is_even]
    first, three = (np.mean([_among(case, weights, most) for case in tested]) for most in (1, 3))
    print(f"{judge}: {len(train)} fitted on, {len(tested)} measured: first {first:.3f}, one of three {three:.3f}")
    return {
        "weights": {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)},
        "fitted_on": data,
        "first": round(float(first), 4),
        "one_of_three": round(float(three), 4),
    }


def _among(case: Case, weights: Floats, most: int) -> bool:
    return bool(case.golds[np.argsort(-(case.signs @ weights), kind="stable")[:most]].any())


if __name__ == "__main__":
    main()
