"""The protocols of an embedder: anything that makes unit vectors of passages and queries in one space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from corpus.text.tokens import Limit
from index.arrays import Vectors


class Embedder(Protocol):
    """Anything that makes unit vectors of passages and queries in one space."""

    name: str
    """Identifies the model: two embedders of one name give the same vectors. A folder's weights are part of it."""
    dimension: int
    limit: Limit
    """What the model takes in one piece, counted by its own tokenizer."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, dimension), in order."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, shape (texts, dimension), in order."""
        ...


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """An embedder that also gives the vectors of tokens."""

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """The passages' vectors, and of each passage its tokens' vectors, shape (tokens, dimension)."""
        ...

    def embed_query_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """A query's vector, shape (dimension,), and its tokens' vectors, shape (tokens, dimension)."""
        ...

    def token_starts(self, text: str) -> list[int]:
        """Where each token of a text begins, in characters."""
        ...
