"""The encoding of passages: every kind of vector that the models make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.model import Passage
from index.arrays import Vectors
from index.build.vector_cache import EmbeddingProgress, VectorCache
from index.dense.late_interaction import TokenVectors
from index.dense.sentence_vectors import SentenceVectors, sentences_of
from index.dense.vector_index import DenseIndex
from index.embedding.embedder import TokenEmbedder
from index.embedding.model_roles import Models, is_in_main_language


@dataclass(frozen=True, slots=True)
class EncodedPassages:
    """The vectors of all passages, by kind, in the order of the ordinals."""

    main: Vectors
    tokens: TokenVectors | None
    multilingual: Vectors | None
    sentences: SentenceVectors | None
    embedded: int
    """Passages that were not in the cache."""

    def save(self, home: Path) -> None:
        """Write one folder for each kind."""
        DenseIndex.from_vectors(self.main).save(home / "dense")
        if self.tokens is not None:
            self.tokens.save(home / "tokens")
        if self.multilingual is not None and self.sentences is not None:
            DenseIndex.from_vectors(self.multilingual).save(home / "across")
            self.sentences.save(home / "sentences")


def encode_passages(
    passages: Sequence[Passage],
    inputs: Sequence[str],
    models: Models,
    cache: Path | None,
    progress: EmbeddingProgress | None = None,
) -> EncodedPassages:
    """Embed passages, taking from the cache what it knows.

    A passage in another language gets no vector of the main model where a multilingual one judges it: its row is 0.
    """
    in_main_language = (
        np.array([is_in_main_language(passage.language) for passage in passages], bool)
        if models.multilingual
        else np.ones(len(passages), bool)
    )
    texts = [text for text, wanted in zip(inputs, in_main_language.tolist(), strict=True) if wanted]
    vectors = np.zeros((len(passages), models.main.dimension), np.float32)
    tokens = multilingual = sentences = None
    with VectorCache(cache) as known:
        if models.gives_tokens and isinstance(models.main, TokenEmbedder):
            vectors[in_main_language], tokens, embedded = known.embed_with_tokens(models.main, texts, progress)
            tokens = tokens.spread(in_main_language)
        else:
            vectors[in_main_language], embedded = known.embed(models.main, texts, progress)
        if models.multilingual:
            multilingual, anew = known.embed(models.multilingual, inputs)
            lines, counts = sentences_of(passages)
            sentences = SentenceVectors.from_vectors(known.embed(models.multilingual, lines)[0], counts)
            embedded = max(embedded, anew)
    return EncodedPassages(vectors, tokens, multilingual, sentences, embedded)
