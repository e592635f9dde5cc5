"""A query as the models see it."""

from __future__ import annotations

from dataclasses import dataclass

from index.arrays import Vectors


@dataclass(frozen=True, slots=True)
class QueryVectors:
    """A query as unit vectors of shape (dimension,), one of each model that has a say."""

    main: Vectors
    multilingual: Vectors | None = None
    tokens: Vectors | None = None
    """The first model's vectors of its tokens, shape (tokens, dimension), to compare the best candidates with."""
