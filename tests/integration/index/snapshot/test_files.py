from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from corpus import Limit, Practice, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.embedding.embedder import Embedder
from index.snapshot.snapshot import Snapshot

OPEN = """
import pathlib, sys
from index.snapshot.snapshot import Snapshot
print(Snapshot.open(pathlib.Path(sys.argv[1])).snapshot_id)
"""


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_opening_changes_nothing_also_from_several_processes_at_once(
    tmp_path: Path, small_practices: list[Practice], hashing_embedder: Embedder
) -> None:
    collection, limit = Collection(practices=small_practices), Limit(default_counter(), 100)
    built = build_snapshot(tmp_path, collection, hashing_embedder, limit).snapshot
    before = files(tmp_path / "snapshots" / built)
    command = [sys.executable, "-c", OPEN, str(tmp_path)]

    first, second = Snapshot.open(tmp_path), Snapshot.open(tmp_path)
    others = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]

    assert [other.communicate(timeout=60)[0].strip() for other in others] == [built, built]
    assert first.snapshot_id == second.snapshot_id == Snapshot.open(tmp_path).snapshot_id == built
    after = files(tmp_path / "snapshots" / built)
    assert {path: data for path, data in after.items() if not path.name.startswith(".tantivy-")} == before
