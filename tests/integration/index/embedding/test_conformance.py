"""The packaged models obey the laws of embedders."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.embedding.embedder import Embedder, TokenEmbedder
from index.embedding.model_roles import Models
from index.embedding.registry import DEFAULT_MODEL, load_embedder
from index.embedding.universal_encoder import NAME as UNIVERSAL
from tests.support.suites.embedders import EmbedderLaws, TokenEmbedderLaws

pytestmark = pytest.mark.model


@pytest.fixture(params=[DEFAULT_MODEL, UNIVERSAL])
def name(request: pytest.FixtureRequest) -> str:
    model: str = request.param
    return model


@pytest.fixture
def packaged(name: str, models: Models) -> Embedder:
    if name == DEFAULT_MODEL:
        return models.main
    assert models.multilingual is not None
    return models.multilingual


class TestPackagedModels(EmbedderLaws):
    @pytest.fixture
    def subject(self, packaged: Embedder) -> Embedder:
        return packaged

    @pytest.fixture
    def again(self, name: str) -> Callable[[], Embedder]:
        return lambda: load_embedder(name)

    def test_only_the_main_one_gives_token_vectors(self, subject: Embedder, models: Models) -> None:
        assert isinstance(subject, TokenEmbedder) == (subject is models.main)  # another one joins the laws of tokens


class TestPackagedMainModel(TokenEmbedderLaws):
    @pytest.fixture
    def subject(self, models: Models) -> TokenEmbedder:
        assert isinstance(models.main, TokenEmbedder)
        return models.main
