"""Readers of the transformers library: cross-encoders, and models of extractive question answering."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.arrays import Scores
from service.errors import naming_reader

_TOKENS = 512
"""The most tokens of a question and a text together, where a model does not state fewer."""
_MOST = 30.0
"""What a logit is at the most: the probability is 1 beyond it, as far as a number of 32 bits can tell."""


class TransformerReader:
    """A model that is given question and text as one, the longer of the two cut where they are too long for it."""

    def __init__(
        self,
        name: str,
        model: Any,  # noqa: ANN401
        tokenizer: Any,  # noqa: ANN401
        probability: Callable[[Any, Any], float],
    ) -> None:
        """:param probability: reads it off what the tokenizer and the model gave."""
        self.name = name
        self._model, self._tokenizer, self._probability = model, tokenizer, probability
        stated = (tokenizer.model_max_length, getattr(model.config, "max_position_embeddings", _TOKENS))
        self._tokens = min(_TOKENS, *stated)
        self._lock = threading.Lock()

    def probabilities(self, question: str, texts: Sequence[str]) -> Scores:
        """Read the question with each text."""
        return np.array([self._read(question, text) for text in texts], np.float32)

    def _read(self, question: str, text: str) -> float:
        import torch

        # a fast tokenizer may not be used from two threads at once
        with self._lock, torch.inference_mode(), naming_reader(self.name):
            encoded = self._tokenizer(question, text, truncation=True, max_length=self._tokens, return_tensors="pt")
            return self._probability(encoded, self._model(**encoded))


def cross_encoder_probability(_: Any, outputs: Any) -> float:  # noqa: ANN401
    """Take the logistic function of a cross-encoder's score (Nogueira and Cho 2019)."""
    return _logistic(float(outputs.logits[0, 0]))


def extractive_probability(encoded: Any, outputs: Any) -> float:  # noqa: ANN401
    """Take the logistic function of how far the best span of the text is above no answer, which is the first token.

    As the answers to SQuAD 2.0 are decided (Devlin et al. 2019, section 4.3).
    """
    starts, ends = outputs.start_logits[0].numpy(), outputs.end_logits[0].numpy()
    own = [token for token, part in enumerate(encoded.sequence_ids(0)) if part == 1]
    if not own:
        return 0.0
    spans: NDArray[np.float64] = np.add.outer(starts[own], ends[own], dtype=np.float64)
    spans[np.tril_indices(len(own), -1)] = -np.inf  # no span ends before it starts
    return _logistic(float(spans.max() - starts[0] - ends[0]))


def _logistic(logit: float) -> float:
    return 1 / (1 + math.exp(-min(max(logit, -_MOST), _MOST)))
