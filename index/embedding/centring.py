"""Centring of a model whose vectors all point one way, so that their cosines tell texts apart.

Models trained with a low temperature, as E5 is, give unrelated texts cosines of 0.7 and more, and texts of one language
more than the same text in two. Subtracting the mean vector of a language mends both (as in Mu and Viswanath 2018,
"All-but-the-top"). The means are of questions and titles written for this project (``questions/*.toml``), embedded as
queries and as passages: no collection shapes them, so that a vector is the same in all collections.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Self

import numpy as np

from corpus.text.language_files import UN_LANGUAGES, load_language_files
from index.arrays import Vectors, unit_rows
from index.embedding.embedder import Embedder, TokenEmbedder

NARROW = 0.5
"""The least length of the mean of unrelated texts' unit vectors that makes a model narrow."""
_KINDS = ("passages", "passage_tokens", "queries", "query_tokens")


@dataclass(frozen=True, slots=True)
class Centring:
    """The mean vectors of each language of :data:`UN_LANGUAGES`, in their order, and below them that of all.

    Each of shape (languages + 1, dimension). Those of tokens are 0 where a model gives none, and where its tokens have
    fewer dimensions, 0 beyond them.
    """

    passages: Vectors
    passage_tokens: Vectors
    queries: Vectors
    query_tokens: Vectors

    @classmethod
    def of(cls, model: Embedder) -> Self:
        """Embed the questions by a model, as queries and as passages."""
        rows: dict[str, list[Vectors]] = {kind: [] for kind in _KINDS}
        for texts in _questions().values():
            rows["passages"].append(model.embed_passages(texts).mean(axis=0))
            rows["queries"].append(model.embed_queries(texts).mean(axis=0))
            if isinstance(model, TokenEmbedder):
                of_queries = [model.embed_query_tokens(text)[1] for text in texts]
                rows["passage_tokens"].append(_mean_of_units(model.embed_tokens(texts)[1], model.dimension))
                rows["query_tokens"].append(_mean_of_units(of_queries, model.dimension))
        nothing = [np.zeros(model.dimension, np.float32)] * len(UN_LANGUAGES)
        return cls(*(_with_mean_of_all(rows[kind] or nothing) for kind in _KINDS))

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what :meth:`to_bytes` wrote."""
        passages, passage_tokens, queries, query_tokens = np.load(BytesIO(data))
        return cls(passages, passage_tokens, queries, query_tokens)

    def to_bytes(self) -> bytes:
        """Write one NumPy array."""
        written = BytesIO()
        np.save(written, np.stack([getattr(self, kind) for kind in _KINDS]))
        return written.getvalue()

    def centre_passages(self, vectors: Vectors, languages: Sequence[str | None]) -> Vectors:
        """Centre unit rows of passages, shape (n, dimension), each by its language; a row of zeros stays so."""
        centred = unit_rows(vectors - self.passages[[_row(language) for language in languages]])
        centred[~vectors.any(axis=1)] = 0
        return centred

    def centre_query(self, vector: Vectors, language: str | None) -> Vectors:
        """Centre the unit vector of a query, shape (dimension,)."""
        centred: Vectors = unit_rows((vector - self.queries[_row(language)])[None])[0]
        return centred

    def centre_passage_tokens(self, tokens: Vectors, language: str | None) -> Vectors:
        """Centre the tokens of a passage, shape (tokens, dimension), as unit rows."""
        return unit_rows(unit_rows(tokens) - self.passage_tokens[_row(language), : tokens.shape[1]])

    def centre_query_tokens(self, tokens: Vectors, language: str | None) -> Vectors:
        """Centre the tokens of a query, shape (tokens, dimension), as unit rows."""
        return unit_rows(unit_rows(tokens) - self.query_tokens[_row(language), : tokens.shape[1]])


def questions_hash() -> bytes:
    """Hash the questions: the means are good as long as these are the same."""
    return hashlib.sha256(json.dumps(_questions()).encode()).digest()


def is_narrow(model: Embedder) -> bool:
    """Tell whether unrelated texts have cosines far above 0, by English questions on all kinds of things."""
    return float(np.linalg.norm(model.embed_queries(_questions()["en"]).mean(axis=0))) >= NARROW


def _row(language: str | None) -> int:
    return UN_LANGUAGES.index(language) if language in UN_LANGUAGES else -1


def _mean_of_units(tokens: Sequence[Vectors], dimension: int) -> Vectors:
    mean: Vectors = unit_rows(np.concatenate(tokens)).mean(axis=0)
    return np.pad(mean, (0, dimension - len(mean)))


def _with_mean_of_all(means: Sequence[Vectors]) -> Vectors:
    rows: Vectors = np.vstack([*means, np.mean(means, axis=0)])
    return rows


@cache
def _questions() -> dict[str, list[str]]:
    files = load_language_files(Path(__file__).with_name("questions"))
    return {language: files[language]["questions"] for language in UN_LANGUAGES}
