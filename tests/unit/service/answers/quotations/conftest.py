from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Limit, Practice, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.embedding.embedder import Embedder
from index.retrieval.searcher import Searcher
from index.snapshot.snapshot import Snapshot


@pytest.fixture
def searcher(tmp_path: Path, small_practices: Sequence[Practice], hashing_embedder: Embedder) -> Searcher:
    """The small practices, the last one in French."""
    foreign = replace(small_practices[-1], language="fr", title="Le réseau des travailleuses")
    collection = Collection(practices=[*small_practices[:-1], foreign])
    build_snapshot(tmp_path, collection, hashing_embedder, Limit(default_counter(), 100))
    return Searcher(Snapshot.open(tmp_path), hashing_embedder)
