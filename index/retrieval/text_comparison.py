"""The comparison of a snapshot's texts with a query, closer than a search looks: sentences, and spans of passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from itertools import compress

import numpy as np

from corpus.model import Passage
from index.arrays import Scores, Vectors
from index.dense.late_interaction import TokenVectors
from index.dense.query_vectors import QueryVectors
from index.dense.token_spans import PassageTokens, span_vectors
from index.embedding.embedder import TokenEmbedder
from index.embedding.model_roles import ModelRole, Models, is_in_main_language, model_family
from index.embedding.passage_text import InputLimits, passage_inputs
from index.query.reader import Query
from index.retrieval.threads import one_blas_thread
from index.snapshot.snapshot import Snapshot

_MOST_KEPT = 4096
"""Passages whose places of tokens are kept: splitting one takes a millisecond, and what is quoted is read again."""


class TextComparison:
    """A comparison of texts with queries by the models that a snapshot was made with."""

    def __init__(self, snapshot: Snapshot, models: Models) -> None:
        self.snapshot = snapshot
        self._models = models
        roles: tuple[ModelRole, ...] = ("main", "multilingual")
        by_role = {role: models.by_role(role) for role in roles}
        self._with_tokens = {role: model for role, model in by_role.items() if isinstance(model, TokenEmbedder)}
        # of a function, not of a method: what is kept would keep the comparison, and with it the whole snapshot
        self._token_starts = lru_cache(_MOST_KEPT)(partial(_find_token_starts, snapshot, models, self._with_tokens))

    @one_blas_thread
    def similarities(self, query: Query, vectors: QueryVectors, texts: Sequence[tuple[str, Passage]]) -> Scores:
        """Compute the cosines of texts to a query, each by the model that judges the passage it is of.

        :param texts: each with its passage.
        :return: shape (texts,).
        """
        cosines = np.zeros(len(texts), np.float32)
        judged_by_main = self.snapshot.dense.judged_by_main(
            query.is_in_main_language, [passage.language for _, passage in texts]
        )
        for mask, model, vector, centring in (
            (judged_by_main, self._models.main, vectors.main, self.snapshot.centring),
            (~judged_by_main, self._models.multilingual, vectors.multilingual, self.snapshot.multilingual_centring),
        ):
            chosen = list(compress(texts, mask.tolist()))
            if chosen and model is not None and vector is not None:
                rows = model.embed_passages([text for text, _ in chosen])
                if centring:
                    rows = centring.centre_passages(rows, [passage.language for _, passage in chosen])
                cosines[mask] = rows @ vector
        return cosines

    @property
    def families(self) -> dict[ModelRole, str]:
        """The models by role, without the versions of their weights."""
        roles: tuple[ModelRole, ...] = ("main", "multilingual")
        return {role: model_family(model.name) for role in roles if (model := self._models.by_role(role))}

    def passage_tokens(self, passage: Passage, vectors: QueryVectors, role: ModelRole = "main") -> PassageTokens | None:
        """Give a passage's tokens against a query's; ``None`` where the snapshot has none of one or the other.

        :param role: of the model whose tokens they are.
        """
        tokens = self._tokens(role)
        if tokens is None:
            return None
        ordinal = self.snapshot.ordinals[passage.passage_id]
        return PassageTokens.of(tokens, ordinal, self._token_starts(passage, role), *vectors.by_role(role))

    def judging_role(self, first: Passage, second: Passage) -> ModelRole:
        """Name the role of the model that judges a pair of passages."""
        in_main_language = is_in_main_language(first.language)
        return "main" if self.snapshot.dense.judged_by_main(in_main_language, [second.language])[0] else "multilingual"

    @one_blas_thread
    def span_vectors(
        self, role: ModelRole, spans: Sequence[tuple[Passage, Sequence[tuple[int, int]]]]
    ) -> list[Vectors]:
        """Give the vectors of spans of passages in one space, by their tokens where the snapshot has those of all.

        :param spans: start and end within the passage's text, by passage.
        :return: unit rows, one array of shape (spans, n) a passage.
        """
        by_tokens = [self._span_vectors_by_tokens(role, passage, within) for passage, within in spans]
        vectors = [rows for rows in by_tokens if rows is not None]
        if len(vectors) == len(spans):
            return vectors
        model = self._models.by_role(role) or self._models.main
        centring = self.snapshot.centring if role == "main" else self.snapshot.multilingual_centring
        embedded = []
        for passage, within in spans:
            rows = model.embed_passages([passage.text[start:end] for start, end in within])
            embedded.append(centring.centre_passages(rows, [passage.language] * len(rows)) if centring else rows)
        return embedded

    def _span_vectors_by_tokens(
        self, role: ModelRole, passage: Passage, spans: Sequence[tuple[int, int]]
    ) -> Vectors | None:
        tokens = self._tokens(role)
        if tokens is None:
            return None
        rows, starts = tokens.tokens_of(self.snapshot.ordinals[passage.passage_id]), self._token_starts(passage, role)
        return span_vectors(rows, starts, spans) if len(rows) == len(starts) and starts else None

    def _tokens(self, role: ModelRole) -> TokenVectors | None:
        """Give the snapshot's tokens by a model that can say where they begin."""
        tokens = self.snapshot.tokens if role == "main" else self.snapshot.multilingual_tokens
        return tokens if role in self._with_tokens else None

    def query_token_starts(self, text: str, role: ModelRole = "main") -> list[int]:
        """Say where the tokens of a query's text begin, in the order of its token vectors; none where it has none."""
        model = self._with_tokens.get(role)
        return model.token_starts(text, "query") if model else []


def _find_token_starts(
    snapshot: Snapshot,
    models: Models,
    with_tokens: Mapping[ModelRole, TokenEmbedder],
    passage: Passage,
    role: ModelRole,
) -> list[int]:
    """Say where a passage's tokens begin in its text; below 0: in what is put before it."""
    model = with_tokens.get(role)
    if model is None:
        return []
    (text,) = passage_inputs(snapshot.practices[passage.practice_id], [passage], InputLimits.of(models))
    offset = len(text) - len(passage.text.strip()) - (len(passage.text) - len(passage.text.lstrip()))
    return [start - offset for start in model.token_starts(text)]
