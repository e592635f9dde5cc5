"""The packaged models, and one of one's own with prompts, obey the laws of embedders."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from index.embedding.embedder import Embedder, TokenEmbedder
from index.embedding.packaged.e5 import MULTILINGUAL_E5
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from index.embedding.registry import DEFAULT_MODEL, load_embedder
from tests.support.paths import MODELS
from tests.support.suites.embedders import EmbedderLaws, TokenEmbedderLaws
from tests.support.tiny_bert import write_tiny_bert

pytestmark = pytest.mark.model

OWN = "a folder with prompts"
TOKEN_MODELS = (DEFAULT_MODEL, MULTILINGUAL_E5, OWN)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_bert(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def load(folder: Path) -> Callable[[str], Embedder]:
    return lambda name: load_embedder(str(folder) if name == OWN else name, MODELS)


@pytest.fixture(scope="module")
def loaded(load: Callable[[str], Embedder]) -> Callable[[str], Embedder]:
    return cache(load)


class TestModels(EmbedderLaws):
    @pytest.fixture(params=[*TOKEN_MODELS, UNIVERSAL_ENCODER])
    def name(self, request: pytest.FixtureRequest) -> str:
        model: str = request.param
        return model

    @pytest.fixture
    def subject(self, loaded: Callable[[str], Embedder], name: str) -> Embedder:
        return loaded(name)

    @pytest.fixture
    def again(self, load: Callable[[str], Embedder], name: str) -> Callable[[], Embedder]:
        return lambda: load(name)

    def test_all_but_the_universal_encoder_give_token_vectors(self, subject: Embedder, name: str) -> None:
        assert isinstance(subject, TokenEmbedder) == (name in TOKEN_MODELS)


class TestTokenModels(TokenEmbedderLaws):
    @pytest.fixture(params=TOKEN_MODELS)
    def subject(self, loaded: Callable[[str], Embedder], request: pytest.FixtureRequest) -> TokenEmbedder:
        model = loaded(request.param)
        assert isinstance(model, TokenEmbedder)
        return model
