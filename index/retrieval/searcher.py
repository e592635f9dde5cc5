"""Hybrid retrieval from a snapshot: dense and lexical, fused, re-ranked, as practices with their best passages."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from corpus.model import Practice
from corpus.text.strings import clean
from index.arrays import Mask, Ordinals, Scores, Vectors
from index.dense.query_vectors import QueryVectors
from index.embedding.centring import Centring
from index.embedding.embedder import Embedder, TokenEmbedder
from index.embedding.model_roles import Models
from index.errors import OtherModelError
from index.facets.masks import Filters
from index.lexical.phrases import has_other_words, holds, phrases_in
from index.query.reader import Query
from index.retrieval.fusion import DENSE_WEIGHT, Candidates, fuse, rerank, union
from index.retrieval.grouping import group_by_practice
from index.retrieval.hits import PassageHit, PracticeHit
from index.retrieval.threads import beside, one_blas_thread
from index.snapshot.files import build_command
from index.snapshot.snapshot import Snapshot

Channel = Literal["dense", "lexical", "fused"]
CHANNELS: tuple[Channel, ...] = ("dense", "lexical", "fused")

_DEPTH = 500
"""Passages taken from each channel, at the least."""


class Searcher:
    """A searcher of one snapshot, with the models that it was made with."""

    def __init__(
        self,
        snapshot: Snapshot,
        models: Models | Embedder,
        dense_weight: float = DENSE_WEIGHT,
    ) -> None:
        """Check that the models fit.

        :raises OtherModelError: the snapshot was made with another model.
        """
        self.models = models if isinstance(models, Models) else Models(models)
        _check_model(snapshot, "model", "PRACTICES_MODEL", self.models.main)
        _check_model(snapshot, "across", "PRACTICES_ACROSS_MODEL", self.models.multilingual)
        self.snapshot = snapshot
        self._dense_weight = dense_weight
        self._practices = list(snapshot.practices.values())
        spoken, self._spoken = np.unique(snapshot.languages, return_inverse=True)
        self._languages = {language: number for number, language in enumerate(spoken.tolist())}

    def read(self, query: str) -> Query:
        """Parse a query as this collection understands it.

        A quoted phrase in a language that little of the collection is in, mostly a name, cannot be asked of the rest
        word for word; where nothing holds it, it counts like the other words, unless a plus sign demands it.
        """
        read = self.snapshot.reader.read(query)
        absent = [phrase for phrase in read.loose_phrases if not self._is_held(phrase)]
        strays: list[str] = []
        if not read.is_at_home and has_other_words(read.written):
            demanded = phrases_in(clean(read.written), demanded=True)
            strays = [phrase for phrase in read.phrases if phrase not in demanded and not self._is_held(phrase)]
        return replace(
            read,
            phrases=tuple(phrase for phrase in read.phrases if phrase not in strays),
            loose_phrases=(*read.loose_phrases, *strays),
            absent_phrases=(*absent, *strays),
        )

    @one_blas_thread
    def embed(self, query: Query) -> QueryVectors:
        """Encode a query by each model that has a say about it."""
        snapshot, models, dense = self.snapshot, self.models, self.snapshot.dense
        main, tokens = np.zeros(models.main.dimension, np.float32), None
        multilingual = multilingual_tokens = None
        if dense.needs_main(query.is_in_main_language):
            main, tokens = self._embed_by(models.main, query, snapshot.centring, snapshot.tokens is not None)
        if models.multilingual is not None and dense.needs_multilingual(query.is_in_main_language):
            multilingual, multilingual_tokens = self._embed_by(
                models.multilingual, query, snapshot.multilingual_centring, snapshot.multilingual_tokens is not None
            )
        return QueryVectors(main, multilingual, tokens, multilingual_tokens)

    def _embed_by(
        self, model: Embedder, query: Query, centring: Centring | None, with_tokens: bool
    ) -> tuple[Vectors, Vectors | None]:
        """Encode a query by one model, and its tokens where they are to be compared."""
        tokens = None
        if with_tokens and self.models.rescore and isinstance(model, TokenEmbedder):
            vector, tokens = model.embed_query_tokens(query.text_to_embed)
        else:
            vector = model.embed_queries([query.text_to_embed])[0]
        if centring is None:
            return vector, tokens
        vector = centring.centre_query(vector, query.language)
        return vector, None if tokens is None else centring.centre_query_tokens(tokens, query.language)

    @one_blas_thread
    def search(
        self,
        query: str | Query,
        top: int = 10,
        *,
        filters: Filters | None = None,
        passages_each: int = 3,
        channel: Channel = "fused",
        vectors: QueryVectors | None = None,
        grouped: bool = False,
    ) -> list[PracticeHit]:
        """Retrieve the ``top`` practices for a query, best first, each with its best passages.

        :param filters: applied inside both channels, before ranking; so are the query's quoted phrases.
        :param grouped: of near-identical practices the best one stands for all of them, and names the others.
        :param vectors: the query's embeddings where they are known already.
        """
        if isinstance(query, str):
            query = self.read(query)
        if vectors is None:
            vectors = self.embed(query)
        filters = filters or {}
        allowed = self.allowed(query, filters)
        candidates = self._candidates(query, vectors, max(_DEPTH, 5 * top), channel, filters, allowed)
        scores = {"dense": candidates.dense.shares, "lexical": candidates.lexical}.get(channel)
        if scores is None:
            fused = fuse(candidates, vectors, self._dense_weight)
            scores = rerank(fused, candidates, vectors, self.snapshot.tokens, self.snapshot.multilingual_tokens)
        snapshot, labels = self.snapshot, self.snapshot.groups.labels if grouped else None
        ranked = group_by_practice(candidates.ordinals, scores, snapshot.owners, top, passages_each, labels)
        return [
            PracticeHit(
                self._practices[owner],
                float(scores[positions[0]]),
                tuple(self._hit(candidates, scores, position) for position in positions),
                snapshot.inferred.get(self._practices[owner].practice_id, ()),
                self._near_identical(owner, allowed) if grouped else (),
            )
            for owner, positions in ranked
        ]

    def allowed(self, query: Query, filters: Filters) -> Mask | None:
        """Mark the passages that filters and quoted phrases let through; ``None``: all of them."""
        allowed = self.snapshot.facets.mask(filters) if any(filters.values()) else None
        for phrase in query.phrases:
            has = self._holding(phrase)
            allowed = has if allowed is None else allowed & has
        return allowed

    def _holding(self, phrase: str) -> Mask:
        """Mark the passages that a phrase lets through."""
        has = np.zeros(len(self.snapshot.passages), bool)
        with_words = self.snapshot.lexical.with_all_words(phrase).tolist()
        has[[ordinal for ordinal in with_words if self._holds(ordinal, phrase)]] = True
        return has

    def _is_held(self, phrase: str) -> bool:
        """Tell whether any passage holds a phrase; stops at the first one."""
        return any(self._holds(ordinal, phrase) for ordinal in self.snapshot.lexical.with_all_words(phrase).tolist())

    def _holds(self, ordinal: int, phrase: str) -> bool:
        passage = self.snapshot.passages[ordinal]
        return holds(passage.text, phrase) or holds(self.snapshot.practices[passage.practice_id].title, phrase)

    def _near_identical(self, owner: int, allowed: Mask | None) -> tuple[Practice, ...]:
        others = self.snapshot.near_identical(self._practices[owner].practice_id)
        if allowed is None or not others:
            return tuple(others)
        let_through = {self._practices[number].practice_id for number in np.unique(self.snapshot.owners[allowed])}
        return tuple(other for other in others if other.practice_id in let_through)

    def _candidates(
        self,
        query: Query,
        vectors: QueryVectors,
        depth: int,
        channel: Channel,
        filters: Filters,
        allowed: Mask | None,
    ) -> Candidates:
        snapshot, in_main_language = self.snapshot, query.is_in_main_language
        dense: Ordinals = np.zeros(0, np.int64)
        words: tuple[Ordinals, Scores] = dense, np.zeros(0, np.float32)
        if channel != "dense":
            terms = None if query.phrases else snapshot.facets.values_of_any(filters)
            terms = terms if terms is None or snapshot.lexical.knows_values(terms) else None
            within = None if allowed is None or terms is not None else np.flatnonzero(allowed)
            listed = beside(
                snapshot.lexical.search,
                query.text,
                depth,
                terms or {},
                language=query.language,
                also=query.also,
                phrases=query.loose_phrases,
                places=query.places,
                within=within,
            )
        if channel != "lexical":
            dense = snapshot.dense.nearest(vectors, in_main_language, depth, allowed)
        if channel != "dense":
            words = listed.result()
        ordinals, lexical = union(dense, *words)
        scores = snapshot.dense.score(vectors, in_main_language, ordinals)
        return Candidates(ordinals, scores, lexical, self._foreign(query.language, ordinals))

    def _foreign(self, language: str, ordinals: Ordinals) -> Mask:
        """Mark the passages that are known to be in another language."""
        spoken = self._spoken[ordinals]
        foreign: Mask = (spoken != self._languages.get(language, -1)) & (spoken != self._languages.get("", -1))
        return foreign

    def _hit(self, candidates: Candidates, scores: Scores, position: int) -> PassageHit:
        return PassageHit(
            self.snapshot.passages[candidates.ordinals[position]],
            float(scores[position]),
            float(candidates.dense.cosines[position]),
            float(candidates.lexical[position]),
            bool(candidates.dense.by_multilingual[position]),
        )


def _check_model(snapshot: Snapshot, part: str, setting: str, model: Embedder | None) -> None:
    made_with, given = (snapshot.manifest[part] or {}).get("name"), model and model.name
    if made_with != given:
        mend = build_command(snapshot.folder, snapshot.manifest["sources"])
        raise OtherModelError(
            f"The index was made with the embedding model {made_with or 'none'}, but {given or 'none'} is set. "
            f"Set {setting} back, or rebuild with: {mend}"
        )
