"""The comparison of a snapshot's texts with a query, closer than a search looks: sentences, and spans of passages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus.model import Passage
from index.arrays import Scores
from index.dense.query_vectors import QueryVectors
from index.dense.token_spans import PassageTokens
from index.embedding.embedder import TokenEmbedder
from index.embedding.model_roles import Models
from index.embedding.passage_text import passage_inputs
from index.query.reader import Query
from index.retrieval.threads import one_blas_thread
from index.snapshot.snapshot import Snapshot


class TextComparison:
    """A comparison of texts with queries by the models that a snapshot was made with."""

    def __init__(self, snapshot: Snapshot, models: Models) -> None:
        self.snapshot = snapshot
        self._models = models

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
        for mask, model, vector in (
            (judged_by_main, self._models.main, vectors.main),
            (~judged_by_main, self._models.multilingual, vectors.multilingual),
        ):
            chosen = [text for (text, _), wanted in zip(texts, mask.tolist(), strict=True) if wanted]
            if chosen and model is not None and vector is not None:
                cosines[mask] = model.embed_passages(chosen) @ vector
        return cosines

    def passage_tokens(self, passage: Passage, vectors: QueryVectors) -> PassageTokens | None:
        """Give a passage's tokens against a query's; ``None`` where the snapshot has none of one or the other."""
        tokens, main = self.snapshot.tokens, self._models.main
        if tokens is None or vectors.tokens is None or not isinstance(main, TokenEmbedder):
            return None
        (text,) = passage_inputs(self.snapshot.practices[passage.practice_id], [passage], main.limit)
        offset = len(text) - len(passage.text.strip()) - (len(passage.text) - len(passage.text.lstrip()))
        starts = [start - offset for start in main.token_starts(text)]
        return PassageTokens.of(tokens, self.snapshot.ordinals[passage.passage_id], starts, vectors)

    def query_token_starts(self, text: str) -> list[int]:
        """Say where the tokens of a query's text begin, in the order of its token vectors; none where it has none."""
        main = self._models.main
        return main.token_starts(text) if isinstance(main, TokenEmbedder) else []
