from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from corpus.vocabularies.frameworks import OBJECTIVES
from corpus.vocabularies.objective_descriptions import DESCRIPTIONS, KEYWORDS
from index.arrays import Vectors
from index.enrichment.objective_classifier import (
    ObjectiveClassifier,
    keyword_evidence,
    keywords_in,
)


class CountingEmbedder:
    """Each objective's descriptions are one axis; counts how often it is asked."""

    name = "axes"
    dimension = len(OBJECTIVES)

    def __init__(self) -> None:
        self.calls = 0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.calls += 1
        owner = {text: n for n in OBJECTIVES for text in (OBJECTIVES[n], *DESCRIPTIONS[n])}
        return np.eye(self.dimension, dtype=np.float32)[[owner[text] - 1 for text in texts]]


def test_the_vectors_decide_where_no_keyword_does_and_descriptions_are_embedded_once() -> None:
    embedder = CountingEmbedder()
    guesser = ObjectiveClassifier(embedder)  # type: ignore[arg-type]
    assert embedder.calls == 0

    guesses = [guesser.guess(np.eye(23, dtype=np.float32)[[n]], ["onions"])[0].objective for n in range(23)]

    assert guesses == list(OBJECTIVES)
    assert embedder.calls == 1


def test_there_is_no_guess_without_text() -> None:
    guesser = ObjectiveClassifier(CountingEmbedder())  # type: ignore[arg-type]

    assert guesser.guess(np.zeros((0, 23), np.float32), []) == []
    assert guesser.guess(np.zeros((2, 23), np.float32), ["", " \n"]) == []


def test_vectors_and_texts_that_do_not_pair_are_an_error() -> None:
    guesser = ObjectiveClassifier(CountingEmbedder())  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="2 vectors for 1 texts"):
        guesser.guess(np.zeros((2, 23), np.float32), ["one"])


def test_keywords_are_beginnings_of_words_in_three_languages() -> None:
    text = "Remittances, ENVOIS DE FONDS et remesas; premittances. La trata, el tratado. Visa, visages."

    assert keywords_in(text) == {
        (20, "remittanc"),
        (20, "envois de fonds"),
        (20, "remesa"),
        (10, "trata "),
        (5, "visa "),
    }


def test_a_keyword_in_a_quarter_of_the_passages_counts_half() -> None:
    assert keyword_evidence(["remittances", "onions", "onions", "onions"])[19] == 0.5
    assert keyword_evidence(["remittances and remittances"])[19] == 1
    assert keyword_evidence(["", "onions"]).sum() == 0


def test_every_objective_is_described_and_no_keyword_has_two() -> None:
    keywords = [keyword for words in KEYWORDS.values() for keyword in words]

    assert list(DESCRIPTIONS) == list(KEYWORDS) == list(OBJECTIVES)
    assert len(keywords) == len(set(keywords))
    assert min(map(len, keywords)) >= 4
