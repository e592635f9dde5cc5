"""Fixtures shared by all tests."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus import Limit, Practice, Section, SectionKind, default_counter
from index.arrays import Vectors, unit_rows
from index.embedding.models import Models
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.embedding.universal_encoder import UniversalEmbedder
from service.bootstrap import Bootstrap
from service.settings import Settings

SHARED = Path(__file__).parents[2] / "shared"


class HashingEmbedder:
    """Words hashed into a vector: an Embedder for tests whose subject is not the model."""

    def __init__(self, name: str = "hashing", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.limit = Limit(default_counter(), 254)
        self.embedded = 0

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded += len(texts)
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                digest = hashlib.sha256(word.encode()).digest()
                row[digest[0] % self.dimension] += 1 if digest[1] % 2 else -1
        return unit_rows(rows)

    embed_queries = embed_passages


@pytest.fixture
def hashing_embedder() -> HashingEmbedder:
    return HashingEmbedder()


@pytest.fixture
def other_embedder() -> HashingEmbedder:
    return HashingEmbedder("other-model")


@pytest.fixture(scope="session")
def embedder() -> SentenceTransformerEmbedder:
    """The real, packaged model."""
    return SentenceTransformerEmbedder.from_name()


@pytest.fixture(scope="session")
def models(embedder: SentenceTransformerEmbedder) -> Models:
    """The default models, both real."""
    return Models(embedder, UniversalEmbedder())


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages and test collections beside the project."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the real data in {SHARED}, which is not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def built_in(tmp_path_factory: pytest.TempPathFactory, models: Models) -> Bootstrap:
    """The built-in collection, built with the real models."""
    wiring = Bootstrap(Settings(index=tmp_path_factory.mktemp("built-in")), models)
    wiring.build([])
    return wiring


@pytest.fixture
def small_practices() -> list[Practice]:
    """Ten small practices on different subjects, three passages each."""
    subjects = "harbour orchard telescope violin glacier bakery lantern compass meadow anchor".split()
    return [
        Practice(
            practice_id=f"practice-{subject}",
            title=f"The {subject} project",
            url=f"https://example.org/practice/{subject}",
            language="en",
            countries=("NE", "ML") if number % 2 else ("BD",),
            primary_objectives=(number % 3 + 1,),
            type="Project/Programme" if number % 2 else None,
            sections=(
                Section(
                    SectionKind.SUMMARY,
                    "Summary",
                    f"The {subject} was described in {2010 + number}. It is a {subject}.",
                ),
                Section(SectionKind.KEY_LESSONS, "Key Lessons", f"People near the {subject} learned to share it."),
                Section(SectionKind.INNOVATION, None, f"A new kind of {subject} was tried, with {number} helpers."),
            ),
        )
        for number, subject in enumerate(subjects)
    ]
