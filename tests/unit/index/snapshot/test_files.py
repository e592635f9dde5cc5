from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from corpus import Limit, Practice, default_counter
from corpus.errors import LibraryError
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.build.report import BuildReport
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.errors import BuildRunningError
from index.retrieval.searcher import Searcher
from index.snapshot.files import KEPT, serving_id
from index.snapshot.snapshot import Snapshot

HOLD = "import sys, filelock; lock = filelock.FileLock(sys.argv[1]); lock.acquire(); print('held', flush=True); input()"


def made(folder: Path, practices: list[Practice], models: Models | Embedder) -> BuildReport:
    return build_snapshot(folder, Collection(practices=practices), models, Limit(default_counter(), 100))


def test_old_snapshots_are_removed_but_for_the_latest(
    tmp_path: Path, small_practices: list[Practice], hashing_embedder: Embedder
) -> None:
    ids = [made(tmp_path, small_practices[number:], hashing_embedder).snapshot for number in range(KEPT + 4)]

    assert serving_id(tmp_path) == ids[-1]
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == set(ids[-KEPT:])


def test_what_others_put_beside_the_snapshots_is_left_alone(
    tmp_path: Path, small_practices: list[Practice], hashing_embedder: Embedder
) -> None:
    (tmp_path / "snapshots" / "2020-kept-by-hand").mkdir(parents=True)
    (tmp_path / "snapshots" / ".DS_Store").write_text("x", encoding="utf-8")

    for number in range(KEPT + 2):
        made(tmp_path, small_practices[number:], hashing_embedder)

    assert len(list((tmp_path / "snapshots").iterdir())) == KEPT + 2
    assert (tmp_path / "snapshots" / ".DS_Store").exists()


def test_leftovers_of_a_killed_build_are_removed(
    tmp_path: Path, small_practices: list[Practice], hashing_embedder: Embedder
) -> None:
    before = made(tmp_path, small_practices, hashing_embedder).snapshot
    leftover = tmp_path / "snapshots" / ".building-0123"
    (leftover / "lexical").mkdir(parents=True)
    (leftover / "lexical" / "half.term").write_text("x", encoding="utf-8")
    (tmp_path / "current.new").write_text("half", encoding="utf-8")

    after = made(tmp_path, small_practices[1:], hashing_embedder).snapshot

    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == {before, after}
    assert not (tmp_path / "current.new").exists()


@pytest.mark.parametrize("query", ["The harbour project", "¿Qué proyectos de los puertos de Mali hay?"])
def test_a_reader_of_an_old_snapshot_finishes_on_it(
    tmp_path: Path, small_practices: list[Practice], hashing_embedder: Embedder, other_embedder: Embedder, query: str
) -> None:
    models = Models(hashing_embedder, other_embedder)
    made(tmp_path, small_practices, models)
    expected = Searcher(Snapshot.open(tmp_path), models).search(query)
    reader = Searcher(Snapshot.open(tmp_path), models)  # has read nothing of its files that are mapped yet

    for number in range(1, KEPT + 3):
        made(tmp_path, small_practices[number:], models)

    assert reader.snapshot.snapshot_id not in {path.name for path in (tmp_path / "snapshots").iterdir()}
    assert reader.search(query) == expected
    assert len(expected) == 10


def test_a_second_build_beside_a_running_one_of_another_process_is_refused(
    tmp_path: Path, small_practices: list[Practice], hashing_embedder: Embedder
) -> None:
    before = made(tmp_path, small_practices, hashing_embedder).snapshot
    command = [sys.executable, "-c", HOLD, str(tmp_path / "build.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(BuildRunningError, match="Another build is running in"):
            made(tmp_path, small_practices[1:], hashing_embedder)
        assert serving_id(tmp_path) == before
        holder.kill()

    assert made(tmp_path, small_practices[1:], hashing_embedder).practices == 9


def test_a_second_build_in_another_thread_is_refused(
    tmp_path: Path, small_practices: list[Practice], hashing_embedder: Embedder
) -> None:
    refused: list[Exception] = []

    def second() -> None:
        try:
            made(tmp_path, small_practices, hashing_embedder)
        except BuildRunningError as error:
            refused.append(error)

    with FileLock(tmp_path / "build.lock"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()

    assert len(refused) == 1
    assert not (tmp_path / "current").exists()


def test_a_build_that_raises_leaves_the_old_snapshot_and_lets_go_of_the_lock(
    tmp_path: Path, small_practices: list[Practice], hashing_embedder: Embedder
) -> None:
    before = made(tmp_path, small_practices, hashing_embedder).snapshot
    twins = [small_practices[0], replace(small_practices[0], practice_id="broken\ud800")]

    with pytest.raises(LibraryError, match="surrogates not allowed"):
        made(tmp_path, twins, hashing_embedder)

    assert Snapshot.open(tmp_path).snapshot_id == before
    assert not made(tmp_path, small_practices[1:], hashing_embedder).unchanged


def test_an_empty_collection_builds_a_snapshot_that_finds_nothing(tmp_path: Path, hashing_embedder: Embedder) -> None:
    report = made(tmp_path, [], hashing_embedder)

    searcher = Searcher(Snapshot.open(tmp_path), hashing_embedder)

    assert (report.practices, report.passages) == (0, 0)
    assert searcher.search("harbour", filters={"country": ("NE",)}) == searcher.search("harbour") == []
