from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.loading.sandbox import Sandbox, SandboxLimits
from corpus.parsing.results import Item, Problem, Read
from corpus.readers.text import read_text

READERS_OF_TROUBLE = """
import os, signal, time
from corpus.errors import PageError
from corpus.readers.text import read_text
from corpus.parsing.results import Problem

def hang(data, source):
    yield from read_text(data, source)
    time.sleep(60)

def grind(data, source):
    yield from read_text(data, source)
    while True:
        pass

def many(data, source):
    for number in range(1000):
        yield Problem(source, f"{number} " + "x" * 1000)

def spin(data, source):
    while True:
        yield Problem(source, "again")

def crash(data, source):
    os.kill(os.getpid(), signal.SIGSEGV)
    yield

def eat(data, source):
    blocks = []
    while True:
        blocks.append(bytearray(2**24))
    yield

def swell(data, source):
    for number in range(100):
        yield Problem(source, "x" * 2**20)

def fail(data, source):
    yield Problem(source, "first")
    raise KeyError("left")

def talk(data, source):
    print("not a result")
    os.write(1, b"not a result either")
    yield from read_text(data, source)

def lie(data, source):
    yield Path("/")

from pathlib import Path
"""
PATIENT = SandboxLimits(pause=60, seconds=60, memory=512 * 2**20, results=2**22)
QUICK = SandboxLimits(pause=0.5, seconds=1.5, memory=512 * 2**20, results=2**22, idle=0.5)
TOO_LONG = "reading it takes too long; the file is damaged or hostile, or very long: split it."
Reader = Callable[[bytes, str], Iterator[Item]]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text("The Tide Clock\nSummary\nIt ticks.\n", encoding="utf-8")
    return path


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Reader]]:
    """Readers that misbehave, in a module that a worker can import."""
    (tmp_path / "readers_of_trouble.py").write_text(READERS_OF_TROUBLE, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    import readers_of_trouble  # type: ignore[import-not-found]

    yield lambda name: getattr(readers_of_trouble, name)
    del sys.modules["readers_of_trouble"]


def titles_and_reasons(guard: Sandbox, reader: Reader, page: Path) -> list[str]:
    items = guard.read(reader, page, "page.txt")
    return [item.reason if isinstance(item, Problem) else item.practice.title for item in items]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("hang", ["The Tide Clock", TOO_LONG]),
        ("grind", ["The Tide Clock", TOO_LONG]),
        ("eat", ["reading it takes more than 512 MiB of memory; the file is damaged or hostile."]),
        ("fail", ["first", "its reader failed (KeyError: 'left'); please report this with the file."]),
        ("talk", ["The Tide Clock"]),
        ("lie", ["its reader sent back what is no practice: the file is damaged or hostile."]),
    ],
)
def test_what_a_reader_does_wrong_is_a_problem_of_its_file_and_the_next_file_is_read(
    name: str, expected: list[str], reader: Callable[[str], Reader], page: Path
) -> None:
    with Sandbox(lambda _: QUICK if name in ("hang", "grind") else PATIENT) as guard:
        assert titles_and_reasons(guard, reader(name), page) == expected

        assert titles_and_reasons(guard, read_text, page) == ["The Tide Clock"]


def test_a_crash_is_a_problem_that_names_the_signal(reader: Callable[[str], Reader], page: Path) -> None:
    with Sandbox(lambda _: PATIENT) as guard:
        (reason,) = titles_and_reasons(guard, reader("crash"), page)

        assert reason.startswith(
            "its reader crashed (SIGSEGV): the file is damaged or hostile, or takes more than 512 MiB"
        )
        assert titles_and_reasons(guard, read_text, page) == ["The Tide Clock"]


def test_results_without_end_are_stopped_by_size_and_by_time(reader: Callable[[str], Reader], page: Path) -> None:
    with Sandbox(lambda _: QUICK) as guard:
        swollen = titles_and_reasons(guard, reader("swell"), page)
        *again, last = titles_and_reasons(guard, reader("spin"), page)

    assert swollen[-1] == "it holds more than 4 MiB of text; split it."
    assert len(swollen) == 4
    assert set(again) == {"again"}
    assert "too long" in last or "more than 4 MiB" in last


def test_a_build_that_is_slow_to_take_results_gets_all_of_them(reader: Callable[[str], Reader], page: Path) -> None:
    with Sandbox(lambda _: QUICK) as guard:
        items = guard.read(reader("many"), page, "page.txt")
        next(items)
        time.sleep(3 * QUICK.seconds)

        assert len(list(items)) == 999


def test_a_worker_that_is_stopped_and_goes_on_is_no_hostile_file(reader: Callable[[str], Reader], page: Path) -> None:
    patient = SandboxLimits(pause=0.5, seconds=1.5, memory=512 * 2**20, results=2**22, idle=30)
    with Sandbox(lambda _: patient) as guard:
        items = guard.read(reader("many"), page, "page.txt")
        next(items)
        assert guard._worker is not None
        guard._worker.send_signal(signal.SIGSTOP)
        threading.Timer(2 * patient.seconds, guard._worker.send_signal, [signal.SIGCONT]).start()

        assert len(list(items)) == 999


def test_one_worker_reads_all_files_and_ends_with_the_build(page: Path) -> None:
    with Sandbox() as guard:
        list(guard.read(read_text, page, "page.txt"))
        first = guard._worker
        list(guard.read(read_text, page, "page.txt"))

        assert guard._worker is first
    assert first is not None
    assert first.poll() == -signal.SIGKILL


def test_a_worker_that_was_ended_between_two_files_is_replaced(page: Path) -> None:
    with Sandbox() as guard:
        list(guard.read(read_text, page, "page.txt"))
        assert guard._worker is not None
        guard._worker.kill()
        guard._worker.wait()

        assert titles_and_reasons(guard, read_text, page) == ["The Tide Clock"]


def test_files_are_read_from_any_folder(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(page.parent)

    with Sandbox() as guard:
        assert titles_and_reasons(guard, read_text, Path("page.txt")) == ["The Tide Clock"]


def test_what_a_practice_holds_comes_back_equal(page: Path) -> None:
    with Sandbox() as guard:
        (item,) = guard.read(read_text, page, "page.txt")

    assert [item] == list(read_text(page.read_bytes(), "page.txt"))
    assert isinstance(item, Read)


def test_no_worker_is_left_when_reading_is_given_up_halfway(reader: Callable[[str], Reader], page: Path) -> None:
    guard = Sandbox()
    items = guard.read(reader("hang"), page, "page.txt")
    next(items)
    worker = guard._worker

    items.close()

    assert worker is not None
    assert worker.poll() is not None
