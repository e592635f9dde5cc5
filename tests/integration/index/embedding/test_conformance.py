"""The packaged models, and one of one's own with prompts, obey the laws of embedders."""

from __future__ import annotations

from collections.abc import Callable
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


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_bert(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def load(folder: Path) -> Callable[[str], Embedder]:
    return lambda name: load_embedder(str(folder) if name == OWN else name, MODELS)


@pytest.fixture(scope="module", params=[DEFAULT_MODEL, MULTILINGUAL_E5, UNIVERSAL_ENCODER, OWN])
def name(request: pytest.FixtureRequest) -> str:
    model: str = request.param
    return model


@pytest.fixture(scope="module")
def loaded(load: Callable[[str], Embedder], name: str) -> Embedder:
    return load(name)


class TestModels(EmbedderLaws):
    @pytest.fixture
    def subject(self, loaded: Embedder) -> Embedder:
        return loaded

    @pytest.fixture
    def again(self, load: Callable[[str], Embedder], name: str) -> Callable[[], Embedder]:
        return lambda: load(name)

    def test_all_but_the_universal_encoder_give_token_vectors(self, subject: Embedder, name: str) -> None:
        assert isinstance(subject, TokenEmbedder) == (name != UNIVERSAL_ENCODER)


class TestTokenModels(TokenEmbedderLaws):
    @pytest.fixture
    def subject(self, loaded: Embedder) -> TokenEmbedder:
        if not isinstance(loaded, TokenEmbedder):
            pytest.skip("the Universal Sentence Encoder has no vectors of tokens")
        return loaded
