"""A snapshot records the facets it was built with."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus import Limit, Practice, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.build.report import BuildReport
from index.embedding.embedder import Embedder
from index.errors import DamagedSnapshotError
from index.facets.registry import FACETS
from index.snapshot.files import cache_file, serving_id
from index.snapshot.integrity import read_manifest
from index.snapshot.snapshot import Snapshot

Make = Callable[[], BuildReport]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "an index"


@pytest.fixture
def make(folder: Path, small_practices: list[Practice], hashing_embedder: Embedder) -> Make:
    limit = Limit(default_counter(), 100)

    def build() -> BuildReport:
        collection = Collection(practices=small_practices)
        return build_snapshot(folder, collection, hashing_embedder, limit, cache=cache_file(folder), sources=["pages"])

    return build


def rewrite(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Let the serving snapshot be one with another manifest, as a program of another age writes it."""
    old = serving_id(folder)
    manifest = read_manifest(folder, old)
    change(manifest)
    data = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    new = f"{old.partition('-')[0]}-{hashlib.sha256(data).hexdigest()[:12]}"
    home = (folder / "snapshots" / old).rename(folder / "snapshots" / new)
    (home / "manifest.json").write_bytes(data)
    (folder / "current").write_text(f"{new}\n")


def test_the_manifest_names_the_facets_in_their_order(folder: Path, make: Make) -> None:
    make()

    assert read_manifest(folder, serving_id(folder))["facets"] == list(FACETS)


def test_a_snapshot_without_a_facet_of_the_program_says_how_to_build_it_anew(folder: Path, make: Make) -> None:
    make()
    rewrite(folder, lambda manifest: manifest.update(facets=[name for name in FACETS if name not in ("sdg", "basis")]))

    with pytest.raises(DamagedSnapshotError) as error:
        Snapshot.open(folder)

    assert "manifest.json was built without the facets sdg, basis" in str(error.value)
    assert str(error.value).endswith(f"Mend it with: practices build pages --index '{folder}'")


def test_a_snapshot_with_a_facet_that_the_program_has_no_more_opens(folder: Path, make: Make) -> None:
    make()
    rewrite(folder, lambda manifest: manifest["facets"].append("funder"))

    assert Snapshot.open(folder).facets.values("country") == ["BD", "ML", "NE"]
