"""The fakes of the tests obey the laws of embedders; the packaged models do so in tests/integration."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.embedding.embedder import Embedder, TokenEmbedder
from index.embedding.joined_embedder import JoinedEmbedder
from tests.support.hashing_embedder import HashingEmbedder
from tests.support.prompted_encoder import prompted_embedder
from tests.support.suites.embedders import EmbedderLaws, TokenEmbedderLaws


class TestHashingEmbedder(EmbedderLaws):
    @pytest.fixture
    def subject(self, hashing_embedder: HashingEmbedder) -> Embedder:
        return hashing_embedder

    @pytest.fixture
    def again(self) -> Callable[[], Embedder]:
        return HashingEmbedder

    def test_it_gives_no_token_vectors(self, subject: Embedder) -> None:
        assert not isinstance(subject, TokenEmbedder)


class TestTransformerEmbedder(EmbedderLaws, TokenEmbedderLaws):
    """With a real tokenizer, prompts, and random word vectors."""

    @pytest.fixture
    def subject(self) -> Embedder:
        return prompted_embedder()[0]

    @pytest.fixture
    def again(self) -> Callable[[], Embedder]:
        return lambda: prompted_embedder()[0]


class TestJoinedEmbedder(EmbedderLaws, TokenEmbedderLaws):
    """Of the two above, so that tokens have fewer dimensions than texts."""

    @pytest.fixture
    def subject(self) -> Embedder:
        return self._joined()

    @pytest.fixture
    def again(self) -> Callable[[], Embedder]:
        return self._joined

    def _joined(self) -> JoinedEmbedder:
        return JoinedEmbedder(prompted_embedder()[0], HashingEmbedder(), 0.5)
