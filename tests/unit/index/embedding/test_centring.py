from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.language import UN_LANGUAGES
from index.arrays import unit_rows
from index.embedding.centring import Centring, is_narrow
from index.embedding.joined_embedder import JoinedEmbedder
from tests.support.hashing_embedder import HashingEmbedder, NarrowEmbedder
from tests.support.prompted_encoder import prompted_embedder
from tests.support.snapshot_examples import WithTokens

LANGUAGES = st.lists(st.sampled_from([*UN_LANGUAGES, "de", None]), min_size=1, max_size=12)
KINDS = ("passages", "passage_tokens", "queries", "query_tokens")
SEEDS = st.integers(0, 2**32 - 1)


class OneWay(WithTokens):
    """Gives vectors of words, too, all of which share a direction."""

    def __init__(self) -> None:
        super().__init__(NarrowEmbedder())


@pytest.fixture(scope="module")
def centring() -> Centring:
    return Centring.of(OneWay())


def test_a_model_is_narrow_where_unrelated_texts_are_alike() -> None:
    assert is_narrow(OneWay())
    assert not is_narrow(HashingEmbedder())


@given(SEEDS, LANGUAGES)
def test_centred_passages_are_unit_rows_by_the_mean_of_their_language(
    centring: Centring, seed: int, languages: list[str | None]
) -> None:
    vectors = unit_rows(np.random.default_rng(seed).standard_normal((len(languages), 64), np.float32))

    centred = centring.centre_passages(vectors, languages)

    for vector, language, row in zip(vectors, languages, centred, strict=True):
        mean = centring.passages[UN_LANGUAGES.index(language) if language in UN_LANGUAGES else -1]
        np.testing.assert_allclose(row, unit_rows((vector - mean)[None])[0], atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(centred, axis=1), 1, atol=1e-5)


def test_a_row_of_zeros_stays_one(centring: Centring) -> None:
    assert not centring.centre_passages(np.zeros((1, 64), np.float32), ["en"]).any()


def test_what_a_language_has_in_common_is_gone(centring: Centring) -> None:
    model = OneWay()
    texts = [f"text {number} of many" for number in range(30)]

    centred = centring.centre_passages(model.embed_passages(texts), ["en"] * 30)

    assert np.linalg.norm(centred.mean(axis=0)) < np.linalg.norm(model.embed_passages(texts).mean(axis=0)) - 0.05


@pytest.mark.parametrize("language", ["de", None, "", "EN"])
def test_a_language_without_a_mean_takes_that_of_all(centring: Centring, language: str | None) -> None:
    vector, tokens = OneWay().embed_query_tokens("a text in whatever language")

    for kind in KINDS:
        means = getattr(centring, kind)
        assert means.shape == (len(UN_LANGUAGES) + 1, 64)
        np.testing.assert_allclose(means[-1], means[:-1].mean(axis=0), atol=1e-6)
    for centred, rows, means in (
        (centring.centre_query(vector, language)[None], vector[None], centring.queries),
        (centring.centre_query_tokens(tokens, language), tokens, centring.query_tokens),
        (centring.centre_passage_tokens(tokens, language), tokens, centring.passage_tokens),
        (centring.centre_passages(tokens, [language] * len(tokens)), tokens, centring.passages),
    ):
        np.testing.assert_allclose(centred, unit_rows(rows - means[-1]), atol=1e-6)


@given(SEEDS, st.integers(0, 9), st.sampled_from([*UN_LANGUAGES, None]))
def test_centred_tokens_are_unit_rows_whatever_their_lengths_were(
    centring: Centring, seed: int, count: int, language: str | None
) -> None:
    chance = np.random.default_rng(seed)
    tokens = chance.standard_normal((count, 64), np.float32)
    longer = tokens * chance.uniform(0.5, 9, (count, 1)).astype(np.float32)

    for centre in (centring.centre_passage_tokens, centring.centre_query_tokens):
        np.testing.assert_allclose(np.linalg.norm(centre(tokens, language), axis=1), 1, atol=1e-5)
        np.testing.assert_allclose(centre(longer, language), centre(tokens, language), atol=1e-5)


def test_a_model_without_tokens_has_no_means_of_them() -> None:
    alone, with_tokens = Centring.of(NarrowEmbedder()), Centring.of(OneWay())

    assert not alone.passage_tokens.any()
    assert not alone.query_tokens.any()
    assert with_tokens.passage_tokens.any(axis=1).all()
    assert with_tokens.query_tokens.any(axis=1).all()
    np.testing.assert_array_equal(alone.passages, with_tokens.passages)


def test_tokens_of_fewer_dimensions_than_texts_are_centred_in_theirs() -> None:
    joined = JoinedEmbedder(prompted_embedder()[0], NarrowEmbedder(), 0.5)
    centring = Centring.of(joined)

    vector, tokens = joined.embed_query_tokens("the harbour of a word")
    means = centring.query_tokens[-1]

    np.testing.assert_allclose(
        centring.centre_query_tokens(tokens, None),
        unit_rows(unit_rows(tokens) - means[: joined.token_dimension]),
        atol=1e-6,
    )
    assert not means[joined.token_dimension :].any()
    assert centring.centre_query(vector, None).shape == (joined.dimension,)


def test_no_passages_at_all(centring: Centring) -> None:
    assert centring.centre_passages(np.zeros((0, 64), np.float32), []).shape == (0, 64)


def test_bytes_give_it_back(centring: Centring) -> None:
    again = Centring.from_bytes(centring.to_bytes())

    for kind in KINDS:
        np.testing.assert_array_equal(getattr(again, kind), getattr(centring, kind))
    assert again.to_bytes() == centring.to_bytes()
