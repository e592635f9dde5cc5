"""Sentence features, and the log-odds that a sentence is the one that answers (conditional logit; McFadden 1974)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from index.arrays import Scores


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """Features of a sentence that may answer.

    :param cosine: of the sentence to the question, as wholes; with its title for the multilingual model.
    :param maxsim: the mean of the cosines of the question's tokens to the sentence's closest ones.
    :param weighted_maxsim: the same mean, each token by the weight of its word.
    :param passage_maxsim: as ``maxsim``, of the whole passage; ``None`` where the snapshot has no maxsim: then the
        cosine stands for all of them.
    :param passage_score: the score of the passage.
    :param term_coverage: the share of the question's weight in the sentence, the one before it, or the title.
    :param date: whether a date was asked for and the sentence has one; ``amount`` likewise.
    :param length: the logarithm of the number of characters.
    :param counted: how close what a number of it counts is to what the question asks the number of; ``None`` where it
        asks for none, or the main model has not judged. It has no weight: it is a condition.
    :param words: the cosine of each of the question's words that carry meaning to the sentence's closest token, shape
        (words,); ``None`` where the snapshot has no tokens. It has no weight here: it tells what is not answered.
    :param passage_words: the same of the whole passage.
    """

    cosine: float = 0.0
    maxsim: float = 0.0
    weighted_maxsim: float = 0.0
    passage_maxsim: float | None = None
    passage_score: float = 0.0
    term_coverage: float = 0.0
    date: float = 0.0
    amount: float = 0.0
    length: float = 0.0
    counted: float | None = None
    words: Scores | None = field(default=None, compare=False)
    passage_words: Scores | None = field(default=None, compare=False)


ANY_MODEL = "any"
"""The name of what was fitted without the measures of a model."""
NO_FEATURES = SentenceFeatures()


@cache
def load_sentence_weights() -> dict[str, Any]:
    """Load the weights of each model by the names of features, and what they were fitted on."""
    path = Path(__file__).with_name("sentence_weights.json")
    weights: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def log_odds(features: SentenceFeatures, model: str) -> float:
    """Compute the log-odds, up to a constant, that a sentence is the one that answers; each model has its weights.

    :param model: the family of the model that scored the passage; one that has no weights of its own is judged by
        what no model measures: words, numbers, and the score of the passage.
    """
    fitted = load_sentence_weights()
    weights: dict[str, float] = fitted.get(model, fitted[ANY_MODEL])["weights"]
    return sum(weight * float(getattr(features, name)) for name, weight in weights.items())
