"""Readers for tests: one that says what it is told, and folders of models of a few random numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from index.arrays import Scores


class ScriptedReader:
    """A reader that knows which words answer."""

    name = "scripted"

    def __init__(self, answers: Mapping[str, float], otherwise: float = 0.05) -> None:
        """:param answers: the probability of a text that ends in these words: what is before a sentence is read too."""
        self._answers, self._otherwise = answers, otherwise
        self.read: list[str] = []
        """The texts that were read."""

    def probabilities(self, question: str, texts: Sequence[str]) -> Scores:  # noqa: ARG002
        """Look for the words."""
        self.read += texts
        said = [
            next((p for words, p in self._answers.items() if text.endswith(words)), self._otherwise) for text in texts
        ]
        return np.array(said, np.float32)


def write_tiny_reader(folder: Path, kind: str, labels: int = 2) -> Path:
    """Write a BERT with a head of some kind, ``SequenceClassification`` or ``QuestionAnswering``."""
    import torch
    import transformers

    from index.embedding.packaged.minilm import packaged_folder

    torch.manual_seed(3)
    tokenizer = transformers.AutoTokenizer.from_pretrained(packaged_folder())
    config = transformers.BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
        num_labels=labels,
    )
    getattr(transformers, f"BertFor{kind}")(config).eval().save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
