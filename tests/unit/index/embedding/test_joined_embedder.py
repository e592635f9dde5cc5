from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.arrays import unit_rows
from index.embedding.embedder import TokenEmbedder
from index.embedding.joined_embedder import JoinedEmbedder, joined_name
from index.embedding.model_roles import model_family
from tests.support.hashing_embedder import HashingEmbedder, NarrowEmbedder
from tests.support.prompted_encoder import prompted_embedder

TEXTS = ["the harbour", "a word of the harbour", "harbours", "violins and orchards"]


@given(st.floats(0, 1))
def test_a_cosine_is_the_mean_of_both_models_by_their_shares(share: float) -> None:
    first, second = prompted_embedder()[0], HashingEmbedder()
    joined = JoinedEmbedder(first, second, share)

    cosines = joined.embed_queries(TEXTS) @ joined.embed_passages(TEXTS).T

    own = [model.embed_queries(TEXTS) @ model.embed_passages(TEXTS).T for model in (first, second)]
    np.testing.assert_allclose(cosines, share * own[0] + (1 - share) * own[1], atol=1e-5)


def test_tokens_lie_in_the_first_dimensions_of_texts() -> None:
    first = prompted_embedder()[0]
    joined = JoinedEmbedder(first, HashingEmbedder(), 0.5)

    whole = joined.embed_passages(TEXTS)[:, : joined.token_dimension]

    np.testing.assert_allclose(unit_rows(whole), first.embed_passages(TEXTS), atol=1e-6)


def test_prompts_limit_and_tokens_are_the_first_ones() -> None:
    first = prompted_embedder()[0]
    joined = JoinedEmbedder(first, HashingEmbedder(), 0.5)

    assert isinstance(joined, TokenEmbedder)
    assert (joined.prompts, joined.limit, joined.token_dimension) == (first.prompts, first.limit, first.dimension)
    for rows, others in zip(joined.embed_tokens(TEXTS)[1], first.embed_tokens(TEXTS)[1], strict=True):
        np.testing.assert_array_equal(rows, others)
    assert joined.token_starts(TEXTS[1], "query") == first.token_starts(TEXTS[1], "query")


@pytest.mark.parametrize(("second", "is_narrow"), [(HashingEmbedder(), False), (NarrowEmbedder(), True)])
def test_it_is_narrow_where_either_is(second: HashingEmbedder, is_narrow: bool) -> None:
    assert JoinedEmbedder(prompted_embedder()[0], second, 0.5).is_narrow == is_narrow


@pytest.mark.parametrize(
    ("first", "second", "name", "family"),
    [("one@0a1b.1", "two", "one+two@0a1b.1", "one+two"), ("one", "two", "one+two", "one+two")],
)
def test_the_name_keeps_the_version_behind_the_family(first: str, second: str, name: str, family: str) -> None:
    assert joined_name(first, second) == name
    assert model_family(name) == family
