from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus import Limit, Passage, default_counter
from corpus.loading.collect import Collection
from index.arrays import Vectors
from index.build.builder import build_snapshot
from index.embedding.model_roles import ModelRole, Models
from index.embedding.passage_text import InputLimits, passage_inputs
from index.retrieval.searcher import Searcher
from index.retrieval.text_comparison import TextComparison
from index.snapshot.snapshot import Snapshot
from tests.support.hashing_embedder import HashingEmbedder, NarrowEmbedder
from tests.support.small_practices import ten_small_practices
from tests.support.snapshot_examples import WithTokens, practices_in_two_languages

ENGLISH = "the harbour and the violin are old and full of people"
FRENCH = "les travailleurs migrants de la ville sont accueillis"


class Asked(WithTokens):
    """Remembers the queries that it was asked for."""

    def __init__(self, embedder: HashingEmbedder) -> None:
        super().__init__(embedder)
        self.queries: list[str] = []
        plain = embedder.embed_queries

        def embed_queries(texts: Sequence[str]) -> Vectors:
            self.queries += texts
            return plain(texts)

        self.embed_queries = embed_queries


class Made:
    """A snapshot of small practices by two models, one of them narrow."""

    def __init__(self, folder: Path, mixed: bool = True, rescore: bool = True) -> None:
        self.main, self.multilingual = Asked(HashingEmbedder()), Asked(NarrowEmbedder("narrow"))
        self.models = Models(self.main, self.multilingual, rescore)
        practices = practices_in_two_languages() if mixed else ten_small_practices()
        build_snapshot(folder, Collection(practices=practices), self.models, Limit(default_counter(), 100))
        self.main.queries.clear()
        self.multilingual.queries.clear()
        self.snapshot = Snapshot.open(folder)
        self.searcher = Searcher(self.snapshot, self.models)

    def input_of(self, passage: Passage) -> str:
        practice = self.snapshot.practices[passage.practice_id]
        return passage_inputs(practice, [passage], InputLimits.of(self.models))[0]


@pytest.mark.parametrize(
    ("mixed", "question", "by_main", "by_multilingual"),
    [(True, ENGLISH, True, True), (True, FRENCH, False, True), (False, ENGLISH, True, False)],
)
def test_a_query_is_encoded_by_each_model_that_has_a_say_and_by_no_other(
    tmp_path: Path, mixed: bool, question: str, by_main: bool, by_multilingual: bool
) -> None:
    made = Made(tmp_path, mixed)

    vectors = made.searcher.embed(made.searcher.read(question))

    assert (made.main.queries, made.multilingual.queries) == ([question] * by_main, [question] * by_multilingual)
    assert vectors.main.any() == by_main == (vectors.tokens is not None)
    assert (vectors.multilingual is not None) == by_multilingual == (vectors.multilingual_tokens is not None)


@pytest.mark.parametrize(("question", "language"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_a_query_and_its_tokens_are_centred_by_its_language_as_passages_are(
    tmp_path: Path, question: str, language: str
) -> None:
    made = Made(tmp_path)
    centring = made.snapshot.multilingual_centring
    assert centring is not None

    vectors = made.searcher.embed(made.searcher.read(question))

    raw, tokens = made.multilingual.embed_query_tokens(question)
    assert vectors.multilingual is not None
    assert vectors.multilingual_tokens is not None
    np.testing.assert_allclose(vectors.multilingual, centring.centre_query(raw, language), atol=1e-6)
    np.testing.assert_allclose(vectors.multilingual_tokens, centring.centre_query_tokens(tokens, language), atol=1e-6)


def test_tokens_are_left_aside_where_they_are_not_wanted(tmp_path: Path) -> None:
    made = Made(tmp_path, rescore=False)

    vectors = made.searcher.embed(made.searcher.read(ENGLISH))

    assert (vectors.tokens, vectors.multilingual_tokens) == (None, None)
    assert made.snapshot.tokens is made.snapshot.multilingual_tokens is None


@pytest.mark.parametrize("question", [ENGLISH, FRENCH])
def test_the_input_of_a_passage_is_as_close_to_a_query_as_the_passage_is(tmp_path: Path, question: str) -> None:
    made = Made(tmp_path)
    snapshot, query = made.snapshot, made.searcher.read(question)
    vectors = made.searcher.embed(query)
    texts = [(made.input_of(passage), passage) for passage in snapshot.passages]

    cosines = TextComparison(snapshot, made.models).similarities(query, vectors, texts)

    known = snapshot.dense.score(vectors, query.is_in_main_language, np.arange(len(texts)))
    np.testing.assert_allclose(cosines, known.cosines, atol=1e-5)
    assert cosines.any()


@pytest.mark.parametrize(
    ("role", "question", "held"),
    [("main", ENGLISH, 29), ("main", FRENCH, 0), ("multilingual", ENGLISH, 30), ("multilingual", FRENCH, 30)],
)
def test_a_passages_tokens_are_those_of_the_role_where_passage_and_query_have_some(
    tmp_path: Path, role: ModelRole, question: str, held: int
) -> None:
    made = Made(tmp_path)
    comparison, vectors = TextComparison(made.snapshot, made.models), made.searcher.embed(made.searcher.read(question))
    tokens = made.snapshot.tokens if role == "main" else made.snapshot.multilingual_tokens
    assert tokens is not None

    compared = [comparison.passage_tokens(passage, vectors, role) for passage in made.snapshot.passages]

    assert sum(passage is not None for passage in compared) == held
    for ordinal, passage in enumerate(compared):
        if passage is not None:
            _, query_tokens = vectors.by_role(role)
            assert query_tokens is not None
            interaction = float(tokens.interact(query_tokens, np.array([ordinal]))[0])
            assert passage.whole.tokens.mean() == pytest.approx(interaction, abs=1e-5)
            span = passage.span(0, len(made.snapshot.passages[ordinal].text))
            assert span is not None
            assert (span.tokens <= passage.whole.tokens + 1e-6).all()  # the header is no part of the text
