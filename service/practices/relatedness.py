"""Relatedness: how far the likeness of passages is above what those of unrelated texts reach.

Each model has a scale of its own, so a cosine is put between two fixed points that mean the same for all: 0 is the
model's bar, which most practices stay under with the best of hundreds of texts about something else, and 1 is
the same text. ``tests/bench/related.py`` measures the bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

import numpy as np

from corpus.model import Passage
from index.arrays import Mask, Ordinals, Scores
from index.embedding.model_roles import model_family
from index.embedding.packaged.e5_with_universal import E5_WITH_UNIVERSAL
from index.embedding.packaged.minilm import MINILM
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from index.snapshot.snapshot import Snapshot

BARS = MappingProxyType(
    {
        MINILM: 0.40,
        E5_WITH_UNIVERSAL: 0.43,
        UNIVERSAL_ENCODER: 0.42,
    }
)
"""The least likeness of a pair of passages that is shown, by the family of the model."""
_FULL_WEIGHT = 60
"""Tokens from which on a passage weighs in full."""


@dataclass(frozen=True, slots=True)
class RelatednessScale:
    """The bars of the models that judge pairs of a snapshot's passages; both 0 where one of them has none."""

    main: float
    multilingual: float
    has_bar: bool

    @classmethod
    def of(cls, snapshot: Snapshot) -> Self:
        """Look up the bars of a snapshot's models."""
        described = [snapshot.manifest["model"], snapshot.manifest["across"]]
        bars = [BARS.get(model_family(model["name"])) for model in described if model]
        known = [bar for bar in bars if bar is not None]
        # the scales of a model with a bar and one without cannot be brought together
        return cls(known[0], known[-1], True) if len(known) == len(bars) else cls(0.0, 0.0, False)

    def relate(self, likeness: Scores, by_main: Mask) -> Scores:
        """Put likeness on one scale: 0 at the bar of the model that judged a pair, 1 for the same text.

        :param by_main: which pairs the main model judged, of the same shape.
        """
        bars = np.where(by_main, np.float32(self.main), np.float32(self.multilingual))
        related: Scores = (likeness - bars) / (1 - bars)
        return related


def passage_weights(passages: Sequence[Passage]) -> Scores:
    """Weigh passages by their length, up to 1: those of a few words are close to others of their kind.

    :return: shape (passages,).
    """
    return np.array([min(1.0, passage.tokens / _FULL_WEIGHT) for passage in passages], np.float32)


def practice_scores(related: Scores, weights: Scores, starts: Ordinals) -> Scores:
    """Score practices by the mean, over a practice's own passages, of the closest of theirs (MaxSim of passages).

    An own passage that none of theirs is related to counts for nothing, not against them.

    :param related: of each own passage to each of theirs, shape (own, passages).
    :param weights: of the own passages, shape (own,).
    :param starts: where the passages of each practice begin, ascending, shape (practices,).
    :return: shape (practices,).
    """
    closest = np.maximum(np.maximum.reduceat(related, starts, axis=1), np.float32(0))
    scores: Scores = np.average(closest, axis=0, weights=weights)
    return scores


def closest_pairs(related: Scores, starts: Ordinals) -> Scores:
    """Score practices by the closest pair of passages.

    :param related: of each own passage to each of theirs, shape (own, passages).
    :param starts: where the passages of each practice begin, ascending, shape (practices,).
    :return: shape (practices,).
    """
    closest: Scores = np.maximum.reduceat(related.max(axis=0), starts)
    return closest
