"""The encoded query."""

from __future__ import annotations

from dataclasses import dataclass

from index.arrays import Vectors
from index.embedding.model_roles import ModelRole


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """A query as unit vectors of shape (dimension,), by the role of the model, centred where passages are."""

    main: Vectors
    multilingual: Vectors | None = None
    tokens: Vectors | None = None
    """The main model's vectors of its tokens, shape (tokens, token dimension), for late interaction."""
    multilingual_tokens: Vectors | None = None
    """The multilingual model's."""

    def by_role(self, role: ModelRole) -> tuple[Vectors | None, Vectors | None]:
        """Give the vector of the query and those of its tokens by the model of a role."""
        return (self.main, self.tokens) if role == "main" else (self.multilingual, self.multilingual_tokens)
