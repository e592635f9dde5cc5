"""Fixtures shared by all tests."""

from __future__ import annotations

import os
from pathlib import Path

import hypothesis
import pytest

from corpus import Practice
from index.embedding.model_roles import Models
from index.embedding.packaged.e5_with_universal import load_e5_with_universal
from index.embedding.packaged.minilm import load_minilm
from index.embedding.transformer_embedder import TransformerEmbedder
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.support.hashing_embedder import HashingEmbedder
from tests.support.paths import MODELS, SHARED
from tests.support.small_practices import ten_small_practices

os.environ.setdefault("PRACTICES_MODELS", str(MODELS))  # or each process started elsewhere would convert them anew
pytest.register_assert_rewrite("tests.support.suites.embedders", "tests.support.suites.exporters")

# the quick one lets the unit tests answer soon; no deadlines, as machines are shared
hypothesis.settings.register_profile("quick", max_examples=50, deadline=None)
hypothesis.settings.register_profile("thorough", max_examples=400, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture
def hashing_embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def other_embedder() -> HashingEmbedder:
    return HashingEmbedder("other-model")


@pytest.fixture(scope="session")
def embedder() -> TransformerEmbedder:
    """Return the real, packaged main model."""
    return load_minilm(MODELS)


@pytest.fixture(scope="session")
def models(embedder: TransformerEmbedder) -> Models:
    """Return the default models, both real."""
    return Models(embedder, load_e5_with_universal(MODELS))


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real pages and test collections beside the project."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the real data in {SHARED}, which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def built_in(tmp_path_factory: pytest.TempPathFactory, models: Models) -> Bootstrap:
    """Return the built-in collection, built with the real models."""
    bootstrap = Bootstrap(Settings(index=tmp_path_factory.mktemp("built-in")), models)
    bootstrap.build([])
    return bootstrap


@pytest.fixture
def small_practices() -> list[Practice]:
    return ten_small_practices()
