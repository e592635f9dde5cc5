"""The encoding of passages: every kind of vector that the models make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

import numpy as np

from corpus.errors import naming
from corpus.model import Passage
from index.arrays import Mask, Vectors
from index.build.vector_cache import EmbeddingProgress, VectorCache
from index.dense.late_interaction import TokenVectors
from index.dense.vector_index import DenseIndex
from index.embedding.centring import Centring
from index.embedding.embedder import Embedder, TokenEmbedder
from index.embedding.model_roles import Models, is_in_main_language


@dataclass(frozen=True, slots=True)
class EncodedByModel:
    """What one model makes of all passages, in the order of the ordinals."""

    vectors: Vectors
    tokens: TokenVectors | None
    centring: Centring | None
    """What was subtracted, where the model is narrow."""
    embedded: int
    """Passages that were not in the cache."""

    def save(self, home: Path, name: str) -> None:
        """Write files and folders that begin with a name."""
        with naming(home / name, "Build again; there may be no room on that disk."):
            DenseIndex.from_vectors(self.vectors).save(home / name)
            if self.tokens is not None:
                self.tokens.save(home / f"{name}-tokens")
            if self.centring is not None:
                (home / f"{name}-centring.npy").write_bytes(self.centring.to_bytes())


@dataclass(frozen=True, slots=True)
class EncodedPassages:
    """The vectors of all passages, by the role of the model."""

    main: EncodedByModel
    multilingual: EncodedByModel | None

    @property
    def embedded(self) -> int:
        """Passages that a model had to embed."""
        return max(self.main.embedded, self.multilingual.embedded if self.multilingual else 0)

    def save(self, home: Path) -> None:
        """Write the files of each model."""
        self.main.save(home, "dense")
        if self.multilingual:
            self.multilingual.save(home, "across")


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
    languages = [passage.language for passage in passages]
    everywhere = np.ones(len(passages), bool)
    in_main_language = np.array([is_in_main_language(language) for language in languages], bool)
    with VectorCache(cache) as known:
        encode = _Encoding(inputs, languages, known, models.rescore, progress)
        if models.multilingual is None:
            return EncodedPassages(encode.by(models.main, everywhere), None)
        main = encode.by(models.main, in_main_language)
        return EncodedPassages(main, encode.by(models.multilingual, everywhere))


@dataclass(frozen=True, slots=True)
class _Encoding:
    """Passages to be encoded, and what is known of them."""

    inputs: Sequence[str]
    languages: Sequence[str | None]
    known: VectorCache
    with_tokens: bool
    progress: EmbeddingProgress | None

    def by(self, model: Embedder, wanted: Mask) -> EncodedByModel:
        """Encode the passages of a mask by a model; the others have rows of zeros and no tokens."""
        texts = list(compress(self.inputs, wanted.tolist()))
        languages = list(compress(self.languages, wanted.tolist()))
        centring = self.known.centring(model) if texts and model.is_narrow else None
        vectors = np.zeros((len(wanted), model.dimension), np.float32)
        tokens: TokenVectors | None = None
        if not self.with_tokens or not isinstance(model, TokenEmbedder):
            vectors[wanted], embedded = self.known.embed(model, texts, self.progress)
            if centring:
                vectors[wanted] = centring.centre_passages(vectors[wanted], languages)
        elif centring:
            vectors[wanted], tokens, embedded = self.known.embed_with_centred_tokens(
                model, texts, languages, centring, self.progress
            )
        else:
            vectors[wanted], tokens, embedded = self.known.embed_with_tokens(model, texts, self.progress)
        return EncodedByModel(vectors, tokens.spread(wanted) if tokens else None, centring, embedded)
