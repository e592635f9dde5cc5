"""The protocols of embedders, single-vector and token-level.

The laws that all implementations keep are tests: ``tests/support/suites/embedders.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from corpus.text.tokens import Limit
from index.arrays import Vectors
from index.embedding.prompts import Prompts, TextKind


class Embedder(Protocol):
    """Anything that makes unit vectors of passages and queries in one space."""

    name: str
    """Identifies the model: two embedders of one name give the same vectors. A folder's weights are part of it."""
    dimension: int
    limit: Limit
    """What the model takes of a text in one piece, prompts aside, counted by its own tokenizer."""
    prompts: Prompts
    """What it sees before a query and before a passage."""

    @property
    def languages(self) -> frozenset[str] | None:
        """Those that it was trained on, ISO 639-1; ``None``: not known."""
        ...

    @property
    def is_narrow(self) -> bool:
        """Whether unrelated texts have cosines far above 0, so that its vectors are to be centred."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages as unit rows, shape (texts, dimension), in order."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed queries as unit rows, shape (texts, dimension), in order."""
        ...


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """An embedder that also gives the vectors of tokens."""

    @property
    def token_dimension(self) -> int:
        """That of the vectors of tokens: they lie in the first of the dimensions that texts have."""
        ...

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """Embed passages and, for each, its tokens as they are within it.

        :return: unit rows, shape (texts, dimension), and one array a passage, shape (tokens, token_dimension).
        """
        ...

    def embed_query_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """Embed one query, shape (dimension,), and its tokens, shape (tokens, token_dimension)."""
        ...

    def token_starts(self, text: str, kind: TextKind = "passage") -> list[int]:
        """Say where each token of a text begins, in characters, in the order of its token vectors."""
        ...
