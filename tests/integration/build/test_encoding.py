from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.build.encoding import encode_passages
from index.dense.query_vectors import QueryVectors
from index.dense.retriever import DenseRetriever
from index.dense.vector_index import DenseIndex
from index.embedding.model_roles import Models
from tests.support.encoding_examples import INPUTS, NATIVE, PASSAGES, saved_files

pytestmark = pytest.mark.model


def test_the_real_models_give_the_same_with_a_cache_and_without(tmp_path: Path, models: Models) -> None:
    first = encode_passages(PASSAGES, INPUTS, models, tmp_path / "cache")
    second = encode_passages(PASSAGES, INPUTS, models, tmp_path / "cache")
    uncached = encode_passages(PASSAGES, INPUTS, models, None)

    assert (first.embedded, second.embedded) == (7, 0)
    assert (
        saved_files(first, tmp_path / "1")
        == saved_files(second, tmp_path / "2")
        == saved_files(uncached, tmp_path / "3")
    )
    assert models.gives_tokens


def test_the_real_models_find_what_is_meant_in_four_languages(models: Models) -> None:
    assert models.multilingual is not None
    encoded = encode_passages(PASSAGES, INPUTS, models, None)
    assert encoded.multilingual is not None
    centring = encoded.multilingual.centring
    assert centring is not None
    meaning = DenseRetriever(
        DenseIndex.from_vectors(encoded.main.vectors), NATIVE, DenseIndex.from_vectors(encoded.multilingual.vectors)
    )
    cosines = []
    for question in ("sailors who repair fishing nets", "fees of money transfers"):
        across = centring.centre_query(models.multilingual.embed_queries([question])[0], "en")
        query = QueryVectors(models.main.embed_queries([question])[0], across)
        closeness = meaning.score(query, True, np.arange(len(PASSAGES)))
        assert closeness.by_multilingual.tolist() == (~NATIVE).tolist()
        cosines.append(closeness.cosines)

    nets, money = cosines
    assert (nets[[0, 1, 4, 5, 6, 7]] > money[[0, 1, 4, 5, 6, 7]] + 0.1).all()
    assert nets[[0, 5, 7]].min() > nets[[2, 3]].max()
