"""The laws of the Embedder and TokenEmbedder protocols, for every implementation and for the fake of the tests."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pytest

from corpus.text.strings import clean
from index.arrays import Vectors
from index.embedding.embedder import Embedder, TokenEmbedder
from index.embedding.model_roles import Models
from index.embedding.registry import load_embedder
from index.embedding.sentence_transformer import DEFAULT_MODEL
from index.embedding.universal_encoder import NAME as UNIVERSAL

TEXTS = [
    "Migrants learn a trade.",
    "Une formation pour les travailleuses",
    "Обучение мигрантов",
    "移民工人 如何 汇款",
    "كيف نحمي العمال المهاجرين؟",
    "word " * 40,
]
ODD = ["", " ", "\n\n", "?", "\u200b", "🚢\0 odd", "e\u0301", "[SEP] [MASK] <|endoftext|>", "x" * 3_000]
LONG = " ".join(f"Sentence {number} tells of harbours, orchards and violins." for number in range(60))


class Implementation(NamedTuple):
    """An embedder and how another one of the same model is made."""

    embedder: Embedder
    again: Callable[[], Embedder]


@pytest.fixture(
    params=[
        pytest.param("packaged", marks=pytest.mark.model, id=DEFAULT_MODEL),
        pytest.param("universal", marks=pytest.mark.model, id=UNIVERSAL),
        pytest.param("fake", id="hashing"),
    ]
)
def implementation(request: pytest.FixtureRequest) -> Implementation:
    if request.param == "fake":
        fake = request.getfixturevalue("hashing_embedder")
        return Implementation(fake, type(fake))
    models: Models = request.getfixturevalue("models")
    if request.param == "packaged":
        return Implementation(models.main, lambda: load_embedder(DEFAULT_MODEL))
    assert models.multilingual is not None
    return Implementation(models.multilingual, lambda: load_embedder(UNIVERSAL))


@pytest.fixture
def subject(implementation: Implementation) -> Embedder:
    return implementation.embedder


@pytest.fixture(params=[pytest.param("packaged", marks=pytest.mark.model, id=DEFAULT_MODEL)])
def token_subject(models: Models, request: pytest.FixtureRequest) -> TokenEmbedder:
    assert isinstance(models.main, TokenEmbedder)
    return models.main


@pytest.fixture(params=["embed_passages", "embed_queries"])
def embed(subject: Embedder, request: pytest.FixtureRequest) -> Callable[[list[str]], Vectors]:
    method: Callable[[list[str]], Vectors] = getattr(subject, request.param)
    return method


def test_vectors_are_unit_rows_of_the_stated_dimension(
    subject: Embedder, embed: Callable[[list[str]], Vectors]
) -> None:
    vectors = embed(TEXTS)

    assert vectors.shape == (len(TEXTS), subject.dimension)
    assert vectors.dtype == np.float32
    assert vectors.flags.c_contiguous
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_a_batch_gives_each_text_the_vector_it_has_alone_in_order(embed: Callable[[list[str]], Vectors]) -> None:
    forward, backward = embed(TEXTS), embed(TEXTS[::-1])

    np.testing.assert_allclose(forward, backward[::-1], atol=1e-5)
    np.testing.assert_allclose(forward, np.concatenate([embed([text]) for text in TEXTS]), atol=1e-5)
    assert np.abs(forward[0] - forward[1]).max() > 0.01  # or the order could not be told


def test_equal_texts_have_equal_vectors(embed: Callable[[list[str]], Vectors]) -> None:
    first, _, second = embed([TEXTS[0], TEXTS[1], TEXTS[0]])

    np.testing.assert_allclose(first, second, atol=1e-6)


def test_no_texts_give_no_rows(subject: Embedder, embed: Callable[[list[str]], Vectors]) -> None:
    vectors = embed([])

    assert vectors.shape == (0, subject.dimension)
    assert vectors.dtype == np.float32


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_texts_have_a_vector_of_length_one_or_none_at_all(embed: Callable[[list[str]], Vectors], text: str) -> None:
    vectors = embed([text, TEXTS[0]])

    assert np.isfinite(vectors).all()
    assert float(np.linalg.norm(vectors[0])) == pytest.approx(1, abs=1e-5) or not vectors[0].any()
    np.testing.assert_allclose(vectors[1], embed([TEXTS[0]])[0], atol=1e-5)


def test_lone_surrogates_do_not_raise(
    subject: Embedder, embed: Callable[[list[str]], Vectors], request: pytest.FixtureRequest
) -> None:
    vectors = embed(["🚢 \ud800 half a character"])

    assert vectors.shape == (1, subject.dimension)
    assert np.isfinite(vectors).all()


def test_a_query_and_a_passage_of_one_text_are_one_point(subject: Embedder) -> None:
    queries, passages = subject.embed_queries(TEXTS), subject.embed_passages(TEXTS)

    assert np.einsum("ij,ij->i", queries, passages).min() > 0.9  # the packaged queries are computed in int8


def test_a_text_beyond_the_limit_is_read_to_its_end(embed: Callable[[list[str]], Vectors]) -> None:
    vectors = embed([LONG, LONG + " Penguins raise young on glaciers." * 60])

    assert float(vectors[0] @ vectors[1]) < 0.99


def test_the_limit_counts_tokens(subject: Embedder) -> None:
    count = subject.limit.counter.count

    assert count([]) == []
    assert count(["", "harbour", "harbour " * 20])[0] == 0
    assert count(["harbour", "harbour orchard"])[0] < count(["harbour", "harbour orchard"])[1]
    assert count(["harbour " * 40])[0] >= 40
    assert count(TEXTS) == [count([text])[0] for text in TEXTS]
    assert subject.limit.tokens > 0
    assert subject.limit.allows(TEXTS[0])


def test_the_name_is_the_same_for_another_instance_that_gives_the_same_vectors(implementation: Implementation) -> None:
    other = implementation.again()

    assert other.name == implementation.embedder.name
    assert other.dimension == implementation.embedder.dimension
    np.testing.assert_allclose(other.embed_queries(TEXTS), implementation.embedder.embed_queries(TEXTS), atol=1e-5)


def test_only_the_packaged_main_model_gives_token_vectors(subject: Embedder, models: Models) -> None:
    assert isinstance(subject, TokenEmbedder) == (subject is models.main)  # another one joins the laws that follow


def test_token_vectors_come_with_the_vectors_of_the_passages(token_subject: TokenEmbedder) -> None:
    texts = [*TEXTS, LONG, "word " * 254, "\ud800", ""]

    vectors, tokens = token_subject.embed_tokens(texts)

    np.testing.assert_allclose(vectors, token_subject.embed_passages(texts), atol=1e-6)
    assert len(tokens) == len(texts)
    assert [rows.shape[1] for rows in tokens] == [token_subject.dimension] * len(texts)
    assert {rows.dtype for rows in tokens} == {np.dtype(np.float32)}
    assert len(tokens[-1]) == 0
    assert token_subject.embed_tokens([])[0].shape == (0, token_subject.dimension)
    assert token_subject.embed_tokens([])[1] == []


@pytest.mark.parametrize("text", [*TEXTS, "", LONG], ids=lambda text: ascii(text[:12]))
def test_each_token_vector_has_the_place_where_its_token_begins(token_subject: TokenEmbedder, text: str) -> None:
    starts = token_subject.token_starts(clean(text))

    assert len(starts) == len(token_subject.embed_tokens([text])[1][0])
    assert all(first <= second for first, second in pairwise(starts))
    assert all(0 <= start < len(text) for start in starts)


def test_the_vector_that_comes_with_a_querys_tokens_is_the_querys(token_subject: TokenEmbedder) -> None:
    for text in (*TEXTS, LONG):
        vector, tokens = token_subject.embed_query_tokens(text)

        assert vector.shape == (token_subject.dimension,)
        assert tokens.shape[1:] == (token_subject.dimension,)
        np.testing.assert_allclose(vector, token_subject.embed_queries([text])[0], atol=1e-5)
