from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.language import UN_LANGUAGES
from index.arrays import Vectors, unit_rows
from index.embedding.centring import Centring, is_narrow
from tests.support.hashing_embedder import HashingEmbedder

LANGUAGES = st.lists(st.sampled_from([*UN_LANGUAGES, "de", None]), min_size=1, max_size=12)
SEEDS = st.integers(0, 2**32 - 1)


class OneWay(HashingEmbedder):
    """Gives vectors that share a direction."""

    is_narrow = True

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        rows = super().embed_passages(texts)
        rows[:, 0] += 2
        return unit_rows(rows)

    embed_queries = embed_passages


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


def test_a_language_without_a_mean_takes_that_of_all(centring: Centring) -> None:
    np.testing.assert_allclose(centring.queries[-1], centring.queries[:-1].mean(axis=0), atol=1e-6)


def test_bytes_give_it_back(centring: Centring) -> None:
    again = Centring.from_bytes(centring.to_bytes())

    np.testing.assert_array_equal(again.passages, centring.passages)
    np.testing.assert_array_equal(again.queries, centring.queries)
    assert again.to_bytes() == centring.to_bytes()
