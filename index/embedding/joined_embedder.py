"""Two models as one: their vectors side by side, so that a cosine is the mean of both models' cosines.

Two models that were trained apart err apart: what both find close is close (figures: DECISIONS).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.arrays import Vectors, unit_rows
from index.embedding.embedder import Embedder, TokenEmbedder
from index.embedding.model_roles import model_family
from index.embedding.prompts import TextKind


class JoinedEmbedder:
    """A token embedder joined by a second model, which has a say about texts as wholes.

    Limit, prompts and tokens are the first model's, so the second one has to take texts of any length; and the first
    model's dimensions come first, as those of tokens have to.
    """

    def __init__(self, first: TokenEmbedder, second: Embedder, share: float) -> None:
        """Put the models together.

        :param share: what the first one's cosine counts for, 0 to 1.
        """
        self.name = joined_name(first.name, second.name)
        self.dimension = first.dimension + second.dimension
        self.token_dimension = first.token_dimension
        self.limit, self.prompts = first.limit, first.prompts
        self._first, self._second = first, second
        self._scales = np.sqrt(np.array([share, 1 - share], np.float32))

    @property
    def languages(self) -> frozenset[str] | None:
        """Those of the first model, which are to be among the second one's."""
        return self._first.languages

    @property
    def is_narrow(self) -> bool:
        """Whether either model's vectors are to be centred."""
        return self._first.is_narrow or self._second.is_narrow

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages as unit rows, shape (texts, dimension), in order."""
        return self._side_by_side(self._first.embed_passages(texts), self._second.embed_passages(texts))

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed queries as unit rows, shape (texts, dimension), in order."""
        return self._side_by_side(self._first.embed_queries(texts), self._second.embed_queries(texts))

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """Embed passages and, for each, its tokens by the first model."""
        vectors, tokens = self._first.embed_tokens(texts)
        return self._side_by_side(vectors, self._second.embed_passages(texts)), tokens

    def embed_query_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """Embed one query, shape (dimension,), and its tokens by the first model."""
        vector, tokens = self._first.embed_query_tokens(text)
        return self._side_by_side(vector[None], self._second.embed_queries([text]))[0], tokens

    def token_starts(self, text: str, kind: TextKind = "passage") -> list[int]:
        """Say where each token of a text begins, in characters, in the order of its token vectors."""
        return self._first.token_starts(text, kind)

    def _side_by_side(self, first: Vectors, second: Vectors) -> Vectors:
        return unit_rows(np.concatenate([first * self._scales[0], second * self._scales[1]], axis=1))


def joined_name(first: str, second: str) -> str:
    """Name two models as one: their families and, where the first states it, the version of its weights."""
    version = first.removeprefix(model_family(first))
    return f"{model_family(first)}+{model_family(second)}{version}"
