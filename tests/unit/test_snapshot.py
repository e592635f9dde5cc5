from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Limit, Practice, default_counter
from corpus.collect import Collection
from index.build import BuildReport, build
from index.embed import Embedder
from index.errors import (
    IndexFolderError,
    NoSnapshotError,
    OtherModelError,
)
from index.search import Searcher, Snapshot
from index.snapshot import build_command, cache_file, serving_id

BUDGET = Limit(default_counter(), 100)
FILES = ["manifest.json", "practices.jsonl", "passages.jsonl", "report.json", "dense.faiss"]
LEXICAL = ["meta.json", ".managed.json", "fast", "fieldnorm", "idx", "pos", "store", "term"]
Make = Callable[..., BuildReport]


@pytest.fixture
def make(tmp_path: Path, small_practices: list[Practice], hashing_embedder: Embedder) -> Make:
    """Builds the small practices, or others, into ``tmp_path / "index"``."""

    def call(practices: list[Practice] | None = None, embedder: Embedder = hashing_embedder) -> BuildReport:
        collection = Collection(practices=small_practices if practices is None else practices)
        folder = tmp_path / "index"
        return build(folder, collection, embedder, BUDGET, sources=["/pages/a b"], cache=cache_file(folder))

    return call


@pytest.fixture
def folder(tmp_path: Path, make: Make) -> Path:
    make()
    return tmp_path / "index"


def home(folder: Path) -> Path:
    return folder / "snapshots" / serving_id(folder)


def file_of(folder: Path, name: str) -> Path:
    if name in FILES:
        return home(folder) / name
    (path,) = (path for path in (home(folder) / "lexical").iterdir() if path.name == name or path.suffix == f".{name}")
    return path


def flip(path: Path, share: float, bit: int = 0) -> None:
    data = bytearray(path.read_bytes())
    data[round(share * (len(data) - 1))] ^= 1 << bit
    path.write_bytes(data)


def refusal(folder: Path) -> str:
    with pytest.raises(IndexFolderError) as error:
        Snapshot.open(folder)
    assert "practices build" in str(error.value)
    return str(error.value)


def titles(folder: Path) -> set[str]:
    return {practice.title for practice in Snapshot.open(folder).practices.values()}


def test_the_files_flipped_below_are_all_the_files_of_a_snapshot(folder: Path) -> None:
    named = {file_of(folder, name) for name in FILES + LEXICAL}

    assert {path for path in home(folder).rglob("*") if path.is_file()} == named


@pytest.mark.parametrize("name", FILES + LEXICAL)
def test_one_flipped_bit_anywhere_is_found_and_named(folder: Path, name: str) -> None:
    path = file_of(folder, name)
    whole = path.read_bytes()

    for share, bit in [(0.0, 0), (0.0, 7), (0.31, 5), (0.5, 3), (0.77, 6), (1.0, 0), (1.0, 7)]:
        flip(path, share, bit)
        assert str(path) in refusal(folder)
        path.write_bytes(whole)

    assert len(Snapshot.open(folder).practices) == 10


@pytest.mark.parametrize("name", FILES + LEXICAL)
def test_building_again_mends_a_snapshot(folder: Path, make: Make, name: str) -> None:
    before = serving_id(folder)
    flip(file_of(folder, name), 0.5)

    report = make()

    assert not report.unchanged
    assert serving_id(folder) == report.snapshot != before
    assert len(Snapshot.open(folder).practices) == 10


def test_a_flipped_bit_in_current_is_found_and_mended(folder: Path, make: Make) -> None:
    pointer = folder / "current"
    whole = pointer.read_bytes()

    for position in range(len(whole)):
        for bit in (0, 2, 6, 7):
            flip(pointer, position / (len(whole) - 1), bit)
            assert str(pointer) in refusal(folder)
            pointer.write_bytes(whole)
    flip(pointer, 0.5)
    make()

    assert len(Snapshot.open(folder).practices) == 10


@pytest.mark.parametrize("content", ["", "\n", "..", "/", "x" * 5_000, "\0", "../../elsewhere"])
def test_a_current_that_names_no_snapshot_is_found_and_mended(folder: Path, make: Make, content: str) -> None:
    (folder / "current").write_text(content, encoding="utf-8")

    assert len(refusal(folder)) < 500
    make()

    assert len(Snapshot.open(folder).practices) == 10


@pytest.mark.parametrize("name", FILES + LEXICAL)
def test_a_missing_file_is_found_and_named(folder: Path, name: str) -> None:
    path = file_of(folder, name)
    path.unlink()

    assert path.name in refusal(folder)


@pytest.mark.parametrize("name", ["notes.txt", "lexical/foreign.term", "more/deep.json", ".hidden"])
def test_a_foreign_file_is_found_and_named(folder: Path, name: str) -> None:
    path = home(folder) / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("x", encoding="utf-8")

    assert f"{path} does not belong to the snapshot" in refusal(folder)


def test_the_message_gives_the_command_with_the_paths_it_was_built_from(folder: Path) -> None:
    file_of(folder, "dense.faiss").unlink()

    assert refusal(folder).endswith(f"Mend it with: practices build '/pages/a b' --index {folder}")
    assert build_command(Path("var/index")) == "practices build"


@pytest.mark.parametrize("manifest", [{"format": 0, "sources": []}, {"format": 2}, {}])
def test_another_format_is_found_named_and_replaced(folder: Path, make: Make, manifest: dict[str, object]) -> None:
    data = json.dumps(manifest).encode()
    other = f"20200101T000000Z-{hashlib.sha256(data).hexdigest()[:12]}"
    (folder / "snapshots" / other).mkdir()
    (folder / "snapshots" / other / "manifest.json").write_bytes(data)
    (folder / "current").write_text(f"{other}\n", encoding="utf-8")

    assert f"{other}/manifest.json has format {manifest.get('format')}, this version reads 1" in refusal(folder)
    assert not make().unchanged


def test_no_index_is_an_error_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshotError, match=re.escape(f"practices build --index {tmp_path}")):
        Snapshot.open(tmp_path)


def test_another_model_is_an_error_that_names_both(folder: Path, other_embedder: Embedder) -> None:
    with pytest.raises(OtherModelError, match=r"model hashing, but other-model is set.*practices build '/pages/a b'"):
        Searcher(Snapshot.open(folder), other_embedder)


def test_building_with_another_model_makes_another_snapshot(folder: Path, make: Make, other_embedder: Embedder) -> None:
    before = serving_id(folder)

    report = make(embedder=other_embedder)

    assert (report.unchanged, report.embedded) == (False, 30)
    assert report.snapshot != before
    assert Snapshot.open(folder).manifest["model"]["name"] == "other-model"


def test_without_a_cache_everything_is_embedded_anew_even_where_nothing_changed(
    folder: Path, small_practices: list[Practice], hashing_embedder: Embedder
) -> None:
    before = serving_id(folder)

    report = build(folder, Collection(practices=small_practices), hashing_embedder, BUDGET)

    assert (report.unchanged, report.embedded) == (False, report.passages)
    assert serving_id(folder) != before


def test_an_unchanged_rebuild_keeps_the_snapshot(folder: Path, make: Make) -> None:
    before = serving_id(folder)
    files = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    report = make()

    assert (report.snapshot, report.unchanged, report.embedded, report.reused) == (before, True, 0, 30)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == files


def test_every_change_of_a_practice_makes_a_new_snapshot(
    folder: Path, make: Make, small_practices: list[Practice]
) -> None:
    first = small_practices[0]
    changes = [
        replace(first, title="Another title"),
        replace(first, countries=None),
        replace(first, countries=()),
        replace(first, extra={"note": "new"}),
        replace(first, sections=first.sections[::-1]),
    ]

    ids = [serving_id(folder), *(make([change, *small_practices[1:]]).snapshot for change in changes)]

    assert len(set(ids)) == len(ids)
