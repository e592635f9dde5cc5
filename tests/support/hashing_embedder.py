"""An embedder without a model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np

from corpus import Limit, default_counter
from index.arrays import Vectors, unit_rows
from index.embedding.prompts import Prompts


class HashingEmbedder:
    """Words hashed into a vector (feature hashing): an Embedder for tests whose subject is not the model."""

    languages = None
    is_narrow = False
    prompts = Prompts()

    def __init__(self, name: str = "hashing", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.limit = Limit(default_counter(), 254)
        self.embedded = 0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                digest = hashlib.sha256(word.encode(errors="surrogatepass")).digest()
                row[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        return unit_rows(rows)

    embed_queries = embed_passages


class NarrowEmbedder(HashingEmbedder):
    """Gives vectors that share a direction."""

    is_narrow = True

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = super().embed_passages(texts)
        rows[:, 0] += 2
        return unit_rows(rows)

    embed_queries = embed_passages
