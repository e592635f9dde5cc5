"""The protocol of readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.arrays import Scores


class AnswerReader(Protocol):
    """A model that reads a question and a text together, as embeddings, made apart, cannot."""

    @property
    def name(self) -> str:
        """The name by which what was fitted for it is found."""

    def probabilities(self, question: str, texts: Sequence[str]) -> Scores:
        """Estimate for each text the probability that it answers the question.

        A text's probability does not depend on the others. May be called from several threads.

        :return: shape (texts,), from 0 to 1.
        """
