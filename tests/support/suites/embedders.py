"""The laws of the Embedder and TokenEmbedder protocols; a test names an embedder and runs them all."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from corpus.text.strings import clean
from index.arrays import Vectors
from index.embedding.embedder import Embedder, TokenEmbedder
from index.embedding.prompts import TextKind

TEXTS = [
    "Migrants learn a trade.",
    "Une formation pour les travailleuses",
    "Обучение мигрантов",
    "移民工人 如何 汇款",
    "كيف نحمي العمال المهاجرين؟",
    "word " * 40,
]
ODD = ["", " ", "\n\n", "?", "\u200b", "🚢\0 odd", "e\u0301", "[SEP] [MASK] <|endoftext|>", "x" * 3_000]
UNBROKEN = ["移民工人如何汇款回家" * 120, "x" * 3_000]
"""Texts beyond a limit that no space divides."""
LIKE_PROMPTS = ["query: harbour", "passage: harbour", "find: harbour", "text: harbour"]
LONG = " ".join(f"Sentence {number} tells of harbours, orchards and violins." for number in range(60))


class EmbedderLaws:
    """Collected under a subclass whose fixtures give a ``subject``, and ``again``, which makes another one like it."""

    @pytest.fixture(params=["embed_passages", "embed_queries"])
    def embed(self, subject: Embedder, request: pytest.FixtureRequest) -> Callable[[list[str]], Vectors]:
        method: Callable[[list[str]], Vectors] = getattr(subject, request.param)
        return method

    def test_vectors_are_unit_rows_of_the_stated_dimension(
        self, subject: Embedder, embed: Callable[[list[str]], Vectors]
    ) -> None:
        vectors = embed(TEXTS)

        assert vectors.shape == (len(TEXTS), subject.dimension)
        assert vectors.dtype == np.float32
        assert vectors.flags.c_contiguous
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)

    def test_a_batch_gives_each_text_the_vector_it_has_alone_in_order(
        self, embed: Callable[[list[str]], Vectors]
    ) -> None:
        forward, backward = embed(TEXTS), embed(TEXTS[::-1])

        np.testing.assert_allclose(forward, backward[::-1], atol=1e-5)
        np.testing.assert_allclose(forward, np.concatenate([embed([text]) for text in TEXTS]), atol=1e-5)
        assert np.abs(forward[0] - forward[1]).max() > 0.01  # or the order could not be told

    def test_equal_texts_have_equal_vectors(self, embed: Callable[[list[str]], Vectors]) -> None:
        first, _, second = embed([TEXTS[0], TEXTS[1], TEXTS[0]])

        np.testing.assert_allclose(first, second, atol=1e-6)

    def test_no_texts_give_no_rows(self, subject: Embedder, embed: Callable[[list[str]], Vectors]) -> None:
        vectors = embed([])

        assert vectors.shape == (0, subject.dimension)
        assert vectors.dtype == np.float32

    @pytest.mark.parametrize("text", ODD, ids=ascii)
    def test_odd_texts_have_a_vector_of_length_one_or_none_at_all(
        self, embed: Callable[[list[str]], Vectors], text: str
    ) -> None:
        vectors = embed([text, TEXTS[0]])

        assert np.isfinite(vectors).all()
        assert float(np.linalg.norm(vectors[0])) == pytest.approx(1, abs=1e-5) or not vectors[0].any()
        np.testing.assert_allclose(vectors[1], embed([TEXTS[0]])[0], atol=1e-5)

    def test_lone_surrogates_do_not_raise(self, subject: Embedder, embed: Callable[[list[str]], Vectors]) -> None:
        vectors = embed(["🚢 \ud800 half a character"])

        assert vectors.shape == (1, subject.dimension)
        assert np.isfinite(vectors).all()

    def test_a_query_is_nearer_to_the_passage_of_its_text_than_to_any_other(self, subject: Embedder) -> None:
        queries, passages = subject.embed_queries(TEXTS), subject.embed_passages(TEXTS)

        own = np.einsum("ij,ij->i", queries, passages)
        others = (queries @ passages.T)[~np.eye(len(TEXTS), dtype=bool)]
        assert own.min() > others.max()

    def test_a_text_beyond_the_limit_is_read_to_its_end(self, embed: Callable[[list[str]], Vectors]) -> None:
        vectors = embed([LONG, LONG + " Penguins raise young on glaciers." * 60])

        assert float(vectors[0] @ vectors[1]) < 0.99

    def test_the_limit_counts_tokens(self, subject: Embedder) -> None:
        count = subject.limit.counter.count

        assert count([]) == []
        assert count(["", "harbour", "harbour " * 20])[0] == 0
        assert count(["harbour", "harbour orchard"])[0] < count(["harbour", "harbour orchard"])[1]
        assert count(["harbour " * 40])[0] >= 40
        assert count(TEXTS) == [count([text])[0] for text in TEXTS]
        assert subject.limit.tokens > 0
        assert subject.limit.allows(TEXTS[0])

    def test_the_name_is_the_same_for_another_instance_that_gives_the_same_vectors(
        self, subject: Embedder, again: Callable[[], Embedder]
    ) -> None:
        other = again()

        assert other.name == subject.name
        assert other.dimension == subject.dimension
        np.testing.assert_allclose(other.embed_queries(TEXTS), subject.embed_queries(TEXTS), atol=1e-5)


class TokenEmbedderLaws:
    """Collected under a subclass whose fixture gives a ``subject`` that has vectors of tokens."""

    def test_token_vectors_come_with_the_vectors_of_the_passages(self, subject: TokenEmbedder) -> None:
        texts = [*TEXTS, LONG, "word " * 254, "\ud800", ""]

        vectors, tokens = subject.embed_tokens(texts)

        np.testing.assert_allclose(vectors, subject.embed_passages(texts), atol=1e-6)
        assert len(tokens) == len(texts)
        assert [rows.shape[1] for rows in tokens] == [subject.token_dimension] * len(texts)
        assert 0 < subject.token_dimension <= subject.dimension
        assert {rows.dtype for rows in tokens} == {np.dtype(np.float32)}
        assert len(tokens[-1]) == 0
        assert subject.embed_tokens([])[0].shape == (0, subject.dimension)
        assert subject.embed_tokens([])[1] == []

    @pytest.mark.parametrize("text", [*TEXTS, *ODD, LONG, *UNBROKEN, *LIKE_PROMPTS], ids=lambda text: ascii(text[:12]))
    def test_each_token_vector_has_the_place_where_its_token_begins(self, subject: TokenEmbedder, text: str) -> None:
        text = clean(text)
        rows = {"passage": subject.embed_tokens([text])[1][0], "query": subject.embed_query_tokens(text)[1]}

        for kind in get_args(TextKind):
            starts = subject.token_starts(text, kind)
            assert len(starts) == len(rows[kind])
            assert all(first <= second for first, second in pairwise(starts))
            assert all(0 <= start < len(text) for start in starts)
        assert subject.token_starts(text) == subject.token_starts(text, "passage")

    @pytest.mark.parametrize("text", [*TEXTS, *LIKE_PROMPTS], ids=lambda text: ascii(text[:12]))
    @pytest.mark.parametrize("kind", get_args(TextKind))
    def test_a_prompt_is_none_of_the_texts_tokens_and_the_limit_counts_it_not(
        self, subject: TokenEmbedder, kind: TextKind, text: str
    ) -> None:
        starts = subject.token_starts(text, kind)
        (count,) = subject.limit.counter.count([text])

        assert starts[0] == 0
        assert count - 1 <= len(starts) <= count  # less the mark of a beginning, which some have as a token

    def test_the_tokens_of_a_text_are_the_same_in_any_batch(self, subject: TokenEmbedder) -> None:
        for rows, text in zip(subject.embed_tokens(TEXTS)[1], TEXTS, strict=True):
            np.testing.assert_allclose(rows, subject.embed_tokens([text])[1][0], atol=1e-4)

    def test_a_text_of_the_limit_is_read_to_its_last_word(self, subject: TokenEmbedder) -> None:
        words = ["harbour"] * subject.limit.tokens
        while not subject.limit.allows(" ".join(words)):
            words.pop()
        text, changed = " ".join(words), " ".join([*words[:-1], "penguin"])

        passages = [(rows[0], tokens[0]) for rows, tokens in (subject.embed_tokens([t]) for t in (text, changed))]
        queries = [subject.embed_query_tokens(t) for t in (text, changed)]

        for (vector, rows), (other, others) in (passages, queries):
            assert len(rows) == subject.limit.counter.count([text])[0]
            assert np.abs(vector - other).max() > 1e-4
            assert np.abs(rows[-1] - others[-1]).max() > 1e-2

    def test_the_vector_that_comes_with_a_querys_tokens_is_the_querys(self, subject: TokenEmbedder) -> None:
        for text in (*TEXTS, LONG):
            vector, tokens = subject.embed_query_tokens(text)

            assert vector.shape == (subject.dimension,)
            assert tokens.shape[1:] == (subject.token_dimension,)
            np.testing.assert_allclose(vector, subject.embed_queries([text])[0], atol=1e-5)
