"""The encoded query."""

from __future__ import annotations

from dataclasses import dataclass

from index.arrays import Vectors


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """A query as unit vectors of shape (dimension,), by the role of the model."""

    main: Vectors
    multilingual: Vectors | None = None
    tokens: Vectors | None = None
    """The main model's vectors of its tokens, shape (tokens, dimension), for late interaction."""
