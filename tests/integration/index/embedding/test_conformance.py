"""The packaged models, and some of one's own, obey the laws of embedders."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from index.embedding.embedder import Embedder, TokenEmbedder
from index.embedding.packaged.e5 import MULTILINGUAL_E5
from index.embedding.packaged.e5_with_universal import E5_WITH_UNIVERSAL
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from index.embedding.registry import DEFAULT_MODEL, load_embedder
from tests.support.paths import MODELS
from tests.support.suites.embedders import EmbedderLaws, TokenEmbedderLaws
from tests.support.tiny_bert import write_dense_bert, write_static_model, write_tiny_bert

pytestmark = pytest.mark.model

OWN, DENSE, STATIC = "a folder with prompts", "a dense layer", "a static model"
WRITERS = {OWN: write_tiny_bert, DENSE: write_dense_bert, STATIC: write_static_model}
TOKEN_MODELS = (DEFAULT_MODEL, MULTILINGUAL_E5, E5_WITH_UNIVERSAL, OWN)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: write(tmp_path_factory.mktemp("own")) for name, write in WRITERS.items()}


@pytest.fixture(scope="module")
def load(folders: dict[str, Path]) -> Callable[[str], Embedder]:
    return lambda name: load_embedder(str(folders.get(name, name)), MODELS)


@pytest.fixture(scope="module")
def loaded(load: Callable[[str], Embedder]) -> Callable[[str], Embedder]:
    return cache(load)


class TestModels(EmbedderLaws):
    @pytest.fixture(params=[*TOKEN_MODELS, UNIVERSAL_ENCODER, DENSE, STATIC])
    def name(self, request: pytest.FixtureRequest) -> str:
        model: str = request.param
        return model

    @pytest.fixture
    def subject(self, loaded: Callable[[str], Embedder], name: str) -> Embedder:
        return loaded(name)

    @pytest.fixture
    def again(self, load: Callable[[str], Embedder], name: str) -> Callable[[], Embedder]:
        return lambda: load(name)

    def test_only_models_with_tokens_of_the_texts_dimension_give_them(self, subject: Embedder, name: str) -> None:
        assert isinstance(subject, TokenEmbedder) == (name in TOKEN_MODELS)


class TestTokenModels(TokenEmbedderLaws):
    @pytest.fixture(params=TOKEN_MODELS)
    def subject(self, loaded: Callable[[str], Embedder], request: pytest.FixtureRequest) -> TokenEmbedder:
        model = loaded(request.param)
        assert isinstance(model, TokenEmbedder)
        return model
