"""The embedder of a transformer, whatever computes it: prompts, the limit, long texts, batches, tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from corpus.text.strings import clean
from corpus.text.tokens import Limit
from index.arrays import Vectors, unit_rows
from index.embedding.centring import is_narrow
from index.embedding.model_tokenizer import ModelTokenizer
from index.embedding.prompts import TextKind


@dataclass(frozen=True, slots=True)
class EncodedText:
    """A text as a vector, shape (dimension,), and as its own tokens within it, shape (tokens, dimension)."""

    vector: Vectors
    tokens: Vectors


class TextEncoder(Protocol):
    """What computes a transformer: texts that it takes whole, each behind the prompt of its kind."""

    dimension: int
    batch_tokens: int
    """The most tokens that it is given at once, padding included."""

    def encode(self, texts: Sequence[str], kind: TextKind) -> list[EncodedText]:
        """Encode texts as one batch, in order; the vectors need not be of length 1."""
        ...


class TextEmbedder:
    """An embedder without vectors of tokens.

    A text longer than the model takes is embedded in pieces, and the mean of these, by length, is kept: no word is
    ever cut off.
    """

    def __init__(
        self,
        name: str,
        encoder: TextEncoder,
        tokenizer: ModelTokenizer,
        languages: frozenset[str] | None = None,
        is_narrow: bool | None = None,
    ) -> None:
        """Put the parts together.

        :param languages: those that the model was trained on, ISO 639-1; ``None``: not known.
        :param is_narrow: see :attr:`Embedder.is_narrow`; ``None``: to be measured.
        """
        self.name = name
        self._is_narrow = is_narrow
        self.dimension = encoder.dimension
        self.languages = languages
        self.limit = Limit(tokenizer, tokenizer.longest)
        self.prompts = tokenizer.prompts
        self._encoder = encoder
        self._tokenizer = tokenizer

    @property
    def is_narrow(self) -> bool:
        """Whether unrelated texts have cosines far above 0, so that its vectors are to be centred."""
        if self._is_narrow is None:
            self._is_narrow = is_narrow(self)
        return self._is_narrow

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Embed passages as unit rows, shape (texts, dimension), in order."""
        return self._embed(texts, "passage")[0]

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed queries as unit rows, shape (texts, dimension), in order."""
        return self._embed(texts, "query")[0]

    def _embed(self, texts: Sequence[str], kind: TextKind) -> tuple[Vectors, list[Vectors]]:
        pieces, owners = self._pieces(texts)
        rows: list[Vectors] = [np.zeros((0, self.dimension), np.float32)] * len(pieces)
        vectors = np.zeros((len(pieces), self.dimension), np.float32)
        for batch in self._batches(pieces):
            encoded = self._encoder.encode([pieces[number] for number in batch], kind)
            for number, text in zip(batch, encoded, strict=True):
                vectors[number], rows[number] = text.vector, text.tokens
        tokens = [np.zeros((0, self.dimension), np.float32) for _ in texts]
        for owner, row in zip(owners, rows, strict=True):
            tokens[owner] = np.concatenate([tokens[owner], row]) if len(tokens[owner]) else row
        return _pool(vectors, pieces, owners, len(texts)), tokens

    def _pieces(self, texts: Sequence[str]) -> tuple[list[str], list[int]]:
        """Split texts into what the model takes in one piece, with the number of the text that each piece is of."""
        pieces: list[str] = []
        owners: list[int] = []
        for number, text in enumerate(texts):
            for piece in self._tokenizer.pieces(clean(text)):
                pieces.append(piece)
                owners.append(number)
        return pieces, owners

    def _batches(self, pieces: Sequence[str]) -> Iterator[list[int]]:
        """Yield numbers of pieces, longest first, so that a batch holds texts of one length and little padding."""
        counts = self._tokenizer.count(pieces)
        order = sorted(range(len(pieces)), key=lambda number: -counts[number])
        start = 0
        while start < len(order):
            size = max(1, self._encoder.batch_tokens // (counts[order[start]] + self._tokenizer.added))
            yield order[start : start + size]
            start += size


class TransformerEmbedder(TextEmbedder):
    """An embedder that gives the vectors of tokens too."""

    @property
    def token_dimension(self) -> int:
        """The texts' own: what is averaged into a text's vector are its tokens."""
        return self.dimension

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """Embed passages and, by the same computation, the tokens of each.

        :return: unit rows, shape (texts, dimension), and one array a passage, shape (tokens, dimension).
        """
        return self._embed(texts, "passage")

    def embed_query_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """Embed a query and its tokens.

        :return: shapes (dimension,) and (tokens, dimension).
        """
        vectors, (tokens,) = self._embed([text], "query")
        return vectors[0], tokens

    def token_starts(self, text: str, kind: TextKind = "passage") -> list[int]:
        """Say where each token of a text begins, in characters, in the order of its token vectors."""
        starts, at = [], 0
        for piece in self._tokenizer.pieces(text):
            starts += [at + start for start in self._tokenizer.tokenise(piece, kind).starts]
            at += len(piece)
        return starts


def _pool(vectors: Vectors, pieces: Sequence[str], owners: Sequence[int], count: int) -> Vectors:
    """Average the vectors of pieces, by length, into unit rows of their texts, shape (count, dimension)."""
    if len(pieces) == count:
        return unit_rows(vectors)
    sums = np.zeros((count, vectors.shape[1]), np.float32)
    lengths = np.array([len(piece) for piece in pieces], np.float32)[:, None]
    np.add.at(sums, owners, unit_rows(vectors) * lengths)
    return unit_rows(sums)
