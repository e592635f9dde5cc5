"""An index folder that an earlier program has written: ``format_7.zip`` holds one of ten small practices."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from index.errors import DamagedSnapshotError
from index.retrieval.searcher import Searcher
from index.snapshot.files import read_report, serving_id
from index.snapshot.integrity import FORMAT
from index.snapshot.snapshot import Snapshot
from tests.support.snapshot_examples import models_of_every_kind

KEYS = "format created model across tokens chunk open_until near_identical facets counts sources content files".split()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder as it was written."""
    with zipfile.ZipFile(Path(__file__).with_name(f"format_{FORMAT}.zip")) as archive:
        archive.extractall(tmp_path / "index")
    return tmp_path / "index"


def test_an_index_built_before_opens_and_is_searched(folder: Path) -> None:
    snapshot = Snapshot.open(folder)
    searcher = Searcher(snapshot, models_of_every_kind())

    hits = searcher.search("the violin NRM")

    assert list(snapshot.manifest) == KEYS
    assert (len(snapshot.practices), len(snapshot.passages)) == (10, 30)
    assert snapshot.tokens is not None
    assert snapshot.dense.multilingual is not None
    assert snapshot.multilingual_tokens is not None
    assert snapshot.multilingual_centring is not None
    assert hits[0].practice.practice_id == "practice-violin"
    assert searcher.search("les travailleurs migrants de la ville")[0].practice.practice_id == "practice-anchor"
    assert searcher.read("the NRM").expansions[0].other == "National Referral Mechanism"
    assert read_report(folder, snapshot.snapshot_id)["practices"] == 10


def test_an_index_of_another_format_says_how_to_build_it_anew(folder: Path) -> None:
    old = folder / "snapshots" / serving_id(folder)
    manifest = json.loads((old / "manifest.json").read_bytes()) | {"format": FORMAT - 1}
    data = json.dumps(manifest).encode()
    other = f"{old.name.partition('-')[0]}-{hashlib.sha256(data).hexdigest()[:12]}"
    shutil.move(old, old.with_name(other))
    (old.with_name(other) / "manifest.json").write_bytes(data)
    (folder / "current").write_text(f"{other}\n", encoding="utf-8")

    with pytest.raises(DamagedSnapshotError) as error:
        Snapshot.open(folder)

    assert f"has format {FORMAT - 1}, this version reads {FORMAT}" in str(error.value)
    assert f"practices build '/pages/a b' --index {folder}" in str(error.value)
