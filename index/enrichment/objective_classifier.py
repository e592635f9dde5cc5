"""Zero-shot classification of practices by the objectives of the Global Compact, where the page states none.

Two kinds of evidence are added per objective. Closeness in meaning: the mean cosine of a passage to the objective's
descriptions, in standard deviations above what a description of another objective has to them; that scale comes from
the model itself, so that any model can be used. Words: the keywords of the objective that occur. The softmax over the
23 sums and a fixed bar for "none of them" gives the scores. Figures: ``tests/bench/objectives.py``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from corpus.text.strings import fold
from corpus.vocabularies.frameworks import OBJECTIVES
from corpus.vocabularies.objective_descriptions import DESCRIPTIONS, KEYWORDS
from index.arrays import Scores, Vectors
from index.embedding.centring import Centring
from index.embedding.embedder import Embedder

THRESHOLD = 0.2
"""The least score of an objective that is named. Of 76 labelled practices a language, 0.83 (English), 0.61 (French) and
0.49 (Spanish) then get a guess, and the first one is right for about three in four; scores understate that."""
MOST_OBJECTIVES = 3
"""The most objectives that are named of one practice."""
WORD_WEIGHT = 2.0
"""What ``log(1 + keywords)`` counts for beside a standard deviation of closeness."""
NOTHING = 2.0
"""The evidence for "none of them": what an objective has to reach to be as likely as that."""
_CLOSEST = 3
"""Passages that judge an objective's closeness, as a long page has many that speak of something else."""

_WORD_START = re.compile(r"\b(?=(\w.{3}))")
_BY_START: dict[str, list[tuple[int, str]]] = defaultdict(list)
for _number, _keywords in KEYWORDS.items():
    for _keyword in _keywords:
        _BY_START[_keyword[:4]].append((_number, _keyword))

_LANGUAGE = "en"
"""Of the descriptions."""

ObjectiveScores = NDArray[np.float64]
"""Shape (23,), objectives in order; higher is better."""


@dataclass(frozen=True, slots=True)
class InferredObjective:
    """An objective that a text seems to illustrate.

    ``score`` is from 0 to 1: the objective's share among the 23 and "none of them", which add up to 1.
    """

    objective: int
    score: float


@dataclass(frozen=True, slots=True)
class _Scale:
    """Means of each objective's descriptions, shape (23, dimension), and the cosines of unlike objectives."""

    centroids: Vectors
    usual: float
    spread: float


class ObjectiveClassifier:
    """A classifier of passages that are embedded already; the descriptions are embedded once, when needed."""

    def __init__(self, embedder: Embedder, centring: Centring | None = None) -> None:
        """Take the model that makes the vectors given to :meth:`guess`.

        :param centring: what these were centred by.
        """
        self._embedder = embedder
        self._centring = centring

    def guess(
        self, vectors: Vectors, texts: Sequence[str], threshold: float = THRESHOLD, words: ObjectiveScores | None = None
    ) -> list[InferredObjective]:
        """Guess the objectives of a practice, best first, at most three; none where nothing is convincing.

        :param vectors: its passages, shape (n, dimension).
        :param texts: the texts embedded, in the same order, with their headers.
        :param threshold: the least score named.
        :param words: the texts' :func:`keyword_evidence` where they are known already.
        :raises ValueError: there are not as many texts as vectors.
        """
        ranked = self.scores(vectors, texts, words)
        return [objective for objective in ranked[:MOST_OBJECTIVES] if objective.score >= threshold]

    def scores(
        self, vectors: Vectors, texts: Sequence[str], words: ObjectiveScores | None = None
    ) -> list[InferredObjective]:
        """Score all 23 objectives, best first; none where there is no text. Otherwise as :meth:`guess`."""
        if len(vectors) != len(texts):
            raise ValueError(f"{len(vectors)} vectors for {len(texts)} texts: each passage needs both.")
        if not any(text.strip() for text in texts):
            return []
        evidence = self.closeness(vectors) + WORD_WEIGHT * np.log1p(keyword_evidence(texts) if words is None else words)
        powers = np.exp(np.append(evidence, NOTHING) - max(evidence.max(), NOTHING))
        shares = powers[:-1] / powers.sum()
        best = np.argsort(-evidence, kind="stable")
        return [InferredObjective(int(number) + 1, round(float(shares[number]), 3)) for number in best]

    def closeness(self, vectors: Vectors) -> ObjectiveScores:
        """Measure how far above the usual the closest passages are to each objective, in standard deviations."""
        cosines = np.sort(vectors @ self._scale.centroids.T, axis=0)[-_CLOSEST:].mean(axis=0, dtype=np.float64)
        closeness: ObjectiveScores = (cosines - self._scale.usual) / self._scale.spread
        return closeness

    @cached_property
    def _scale(self) -> _Scale:
        per_objective = [[OBJECTIVES[number], *DESCRIPTIONS[number]] for number in OBJECTIVES]
        rows = self._embedder.embed_passages([text for texts in per_objective for text in texts])
        if self._centring:
            rows = self._centring.centre_passages(rows, [_LANGUAGE] * len(rows))
        owners = np.repeat(np.arange(len(per_objective)), [len(texts) for texts in per_objective])
        centroids = np.stack([rows[owners == number].mean(axis=0) for number in range(len(per_objective))])
        unlike: Scores = (rows @ centroids.T)[owners[:, None] != np.arange(len(per_objective))]
        return _Scale(centroids, float(unlike.mean()), max(float(unlike.std()), 1e-6))


def keyword_evidence(texts: Sequence[str]) -> ObjectiveScores:
    """Count the keywords of each objective that occur, one in a few passages only counting in part.

    Each counts the square root of the share of passages that have it, so that long pages gain nothing by their length.
    """
    passages_with = Counter(chain.from_iterable(map(keywords_in, texts)))
    evidence = np.zeros(len(OBJECTIVES))
    for (number, _), count in passages_with.items():
        evidence[number - 1] += np.sqrt(count / len(texts))
    return evidence


def keywords_in(text: str) -> set[tuple[int, str]]:
    """Find the keywords that a text has, each with its objective."""
    folded = f"{fold(text)} "
    return {
        (number, keyword)
        for start in _WORD_START.finditer(folded)
        for number, keyword in _BY_START.get(start[1], ())
        if folded.startswith(keyword, start.start())
    }
