"""A build killed at any moment. Run as a script, this file is the process that gets killed."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from corpus import Limit, Practice, Section, SectionKind, default_counter
from corpus.loading.collect import Collection
from index.arrays import Vectors, unit_rows
from index.build.builder import build_snapshot
from index.build.report import BuildReport
from index.embedding.prompts import Prompts
from index.retrieval.searcher import Searcher
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot

PRACTICES = 300
PASSAGES = 2 * PRACTICES


class SlowEmbedder:
    """Embeds texts at a pace that leaves time to be killed."""

    name = "slow"
    dimension = 32
    languages = None
    is_narrow = False
    prompts = Prompts()

    def __init__(self) -> None:
        self.limit = Limit(default_counter(), 254)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        time.sleep(len(texts) / 5_000)
        return self.embed_queries(texts)

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        digests = b"".join(hashlib.sha256(text.encode()).digest() for text in texts)
        return unit_rows(np.frombuffer(digests, np.uint8).reshape(-1, 32).astype(np.float32) - 127.5)


def practices(generation: int) -> list[Practice]:
    return [
        Practice(
            practice_id=f"practice-{number}",
            title=f"Practice {number} of generation {generation}",
            language="en",
            sections=(
                Section(SectionKind.SUMMARY, "Summary", f"In generation {generation}, harbour {number} was built."),
                Section(SectionKind.KEY_LESSONS, "Key Lessons", f"Lesson {number} is the same in all of them."),
            ),
        )
        for number in range(PRACTICES)
    ]


def build_generation(folder: Path, generation: int) -> BuildReport:
    collection = Collection(practices=practices(generation))
    return build_snapshot(folder, collection, SlowEmbedder(), Limit(default_counter(), 100), cache=cache_file(folder))


@contextmanager
def building(folder: Path, generation: int) -> Iterator[subprocess.Popen[str]]:
    """A process that has just begun to build."""
    command = [sys.executable, __file__, str(folder), str(generation)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        yield process
        process.kill()


def served(folder: Path) -> int:
    """The generation that is served, after a look at all of it."""
    searcher = Searcher(Snapshot.open(folder), SlowEmbedder())
    titles = {practice.title for practice in searcher.snapshot.practices.values()}
    generation = int(min(titles).rpartition(" ")[2])
    assert titles == {practice.title for practice in practices(generation)}
    assert len(searcher.snapshot.passages) == PASSAGES
    assert searcher.search("harbour 17", channel="lexical")[0].practice.practice_id == "practice-17"
    return generation


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kill") / "index"
    build_generation(folder, 0)
    return folder


@pytest.fixture(scope="module")
def seconds(folder: Path) -> float:
    """How long an undisturbed build takes."""
    with building(folder, 1) as process:
        started = time.perf_counter()
        assert process.wait(60) == 0
    return time.perf_counter() - started


def check_killed_at(moment: Callable[[], object], folder: Path) -> None:
    """Kill a build at a moment, look at what serves, build again."""
    before = served(folder)
    with building(folder, before + 1) as process:
        moment()
        process.kill()
        process.wait(60)
    after = served(folder)
    report = build_generation(folder, before + 2)

    assert after in (before, before + 1)
    assert not report.unchanged
    assert served(folder) == before + 2
    assert not list((folder / "snapshots").glob(".building-*"))


@pytest.mark.e2e
@pytest.mark.parametrize("share", [random.Random(seed).random() for seed in range(8)])
def test_a_build_killed_at_a_random_moment_leaves_a_whole_index(folder: Path, seconds: float, share: float) -> None:
    check_killed_at(lambda: time.sleep(share * seconds), folder)


@pytest.mark.e2e
@pytest.mark.parametrize(
    "pattern", [".building-*", ".building-*/dense.npy", ".building-*/lexical/meta.json", ".building-*/report.json"]
)
def test_a_build_killed_while_it_writes_leaves_a_whole_index(folder: Path, pattern: str) -> None:
    deadline = time.monotonic() + 30

    def appears() -> None:
        while not list((folder / "snapshots").glob(pattern)):
            assert time.monotonic() < deadline

    check_killed_at(appears, folder)


@pytest.mark.e2e
def test_vectors_embedded_before_the_kill_are_not_embedded_again(folder: Path) -> None:
    generation = served(folder) + 10
    with building(folder, generation) as process:
        while not list((folder / "snapshots").glob(".building-*")):
            assert process.poll() is None
        process.kill()

    report = build_generation(folder, generation)

    assert (report.embedded, report.reused) == (0, PASSAGES)


if __name__ == "__main__":
    print("begun", flush=True)  # noqa: T201
    build_generation(Path(sys.argv[1]), int(sys.argv[2]))
