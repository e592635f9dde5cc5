"""Which snapshot serves: the newest that is whole, and what is refused is said, tried again, and served once it can."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import pytest
import tantivy
from fastapi.testclient import TestClient

from corpus import Limit, Practice, default_counter
from corpus.errors import PracticeSearchError
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.errors import NoSnapshotError
from index.lexical import bm25_index
from index.retrieval import searcher
from index.snapshot.files import serving_id
from index.snapshot.snapshot import Snapshot
from service import live as live_module
from service.bootstrap import Bootstrap
from service.cli.doctor import examine
from service.live import LiveIndex
from service.questions.gazetteer import Gazetteer
from service.settings import Settings
from service.web.app import create_app
from tests.support.live import live_over, wait_until
from tests.support.snapshot_examples import FILES, models_of_every_kind, practices_in_two_languages


def build(folder: Path, practices: list[Practice]) -> str:
    collection = Collection(practices=practices)
    return build_snapshot(folder, collection, models_of_every_kind(), Limit(default_counter(), 100)).snapshot


@pytest.fixture(scope="module")
def two_snapshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("two") / "index"
    first, *others = practices_in_two_languages()
    build(folder, [first, *others])
    build(folder, [replace(first, title="The new harbour"), *others])
    return folder


@pytest.fixture
def folder(tmp_path: Path, two_snapshots: Path) -> Path:
    """A copy of an index of two snapshots, of which the younger serves."""
    return shutil.copytree(two_snapshots, tmp_path / "index")


def younger(folder: Path) -> Path:
    return folder / "snapshots" / serving_id(folder)


def older(folder: Path) -> Path:
    (path,) = (path for path in (folder / "snapshots").iterdir() if path != younger(folder))
    return path


def switch_to(folder: Path, snapshot: Path) -> None:
    (folder / "current.new").write_text(f"{snapshot.name}\n", encoding="utf-8")
    (folder / "current.new").replace(folder / "current")


def serves(live: LiveIndex, snapshot: Path) -> Callable[[], bool]:
    def holds() -> bool:
        try:
            return live.engine().snapshot.snapshot_id == snapshot.name and live.refused is None
        except PracticeSearchError:
            return False

    return holds


def refuses(live: LiveIndex, *words: str) -> Callable[[], bool]:
    return lambda: (refused := live.refused) is not None and all(word in str(refused) for word in words)


def take_away(path: Path) -> None:
    path.unlink()


def truncate(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] if len(data) > 1 else b"\0")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes() or b"\0")
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def forbid(path: Path) -> None:
    path.chmod(0)


DAMAGE = [take_away, truncate, flip, *([forbid] if os.geteuid() else [])]
"""Root may read everything; what is forbidden to others is tried in ``test_read_only.py``."""


@pytest.mark.parametrize("name", FILES)
def test_a_snapshot_with_a_bad_file_is_refused_by_name_and_served_once_the_file_is_good(
    folder: Path, name: str
) -> None:
    (path,) = younger(folder).glob(name)
    whole, mode = path.read_bytes(), path.stat().st_mode
    live = live_over(folder)
    damaging, *others = DAMAGE
    damaging(path)

    with live.following():
        wait_until(refuses(live, younger(folder).name, path.name), f"refused for {name}: {live.refused}")
        with pytest.raises(PracticeSearchError, match=path.name.replace(".", r"\.")):
            live.engine()
        for damage in others:
            replaced = path.with_name("arriving")
            replaced.write_bytes(whole)
            damage(replaced)
            replaced.replace(path)
            wait_until(refuses(live, path.name), f"refused for {name}: {live.refused}")
        path.unlink()
        path.write_bytes(whole)
        path.chmod(mode)
        wait_until(serves(live, younger(folder)), f"served after {name}: {live.refused}")


class PanicException(BaseException):
    """As what a library in Rust raises."""


@contextmanager
def failing_once(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, error: BaseException) -> Iterator[list[int]]:
    """Let a call fail the first time; gives the number of calls."""
    original, calls = getattr(owner, name), [0]

    def call(*args: Any, **kwargs: Any) -> Any:
        calls[0] += 1
        if calls[0] == 1:
            raise error
        return original(*args, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, call)
        yield calls


class Tantivy:
    """The module as :mod:`index.lexical.bm25_index` sees it; its own types cannot be changed."""

    class Index:
        open = staticmethod(tantivy.Index.open)


ONCE = [
    (faiss, "read_index", RuntimeError("Error in faiss::read_index: Error: 'ret == (size)' failed"), "across"),
    (np, "load", ValueError("cannot reshape array"), "across"),
    (np, "load", MemoryError(), "not enough memory"),
    (Tantivy.Index, "open", ValueError("Failed to open file for read"), "lexical"),
    (Tantivy.Index, "open", PanicException("called `Option::unwrap()` on a `None` value"), "lexical"),
    (Gazetteer, "prepare", MemoryError(), "not enough memory"),
    (searcher, "beside", RuntimeError("can't start new thread"), "can't start new thread"),
    (live_module, "rehearse", OSError(24, "Too many open files"), "Too many open files"),
]


@pytest.mark.parametrize(("owner", "name", "error", "said"), ONCE, ids=lambda value: str(value)[:40])
def test_what_fails_once_at_opening_is_said_and_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, error: BaseException, said: str
) -> None:
    monkeypatch.setattr(bm25_index, "tantivy", _with(Tantivy))
    live = live_over(folder)
    with failing_once(monkeypatch, owner, name, error) as calls:
        live.look()

        assert calls[0] == 1
        assert said in str(live.refused)
        assert "\n" not in str(live.refused)
        with live.following():
            wait_until(serves(live, younger(folder)), f"served: {live.refused}")


def _with(parts: type) -> Any:
    class Module:
        def __getattr__(self, name: str) -> Any:
            return getattr(parts, name, None) or getattr(tantivy, name)

    return Module()


def test_without_a_thread_the_next_request_tries_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = live_over(folder)
    error = RuntimeError("can't start new thread")
    with failing_once(monkeypatch, threading.Thread, "start", error), live.following():
        wait_until(serves(live, younger(folder)), "served")


def test_a_snapshot_that_is_named_before_its_files_arrive_is_served_when_they_are_there(
    folder: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    target = tmp_path / "arriving"
    shutil.copytree(older(folder), target / "snapshots" / older(folder).name)
    switch_to(target, older(folder))
    live = live_over(target)
    with caplog.at_level(logging.INFO, "service.live"), live.following():
        wait_until(serves(live, older(folder)), "the older one served")
        (target / "snapshots" / younger(folder).name).mkdir()
        switch_to(target, younger(folder))
        wait_until(refuses(live, younger(folder).name), "refused")
        for path in sorted(path for path in younger(folder).rglob("*") if path.is_file()):
            assert live.engine().snapshot.snapshot_id == older(folder).name
            copy = target / path.relative_to(folder)
            copy.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, copy)
        wait_until(serves(live, younger(folder)), f"served: {live.refused}")

    refusals = [record for record in caplog.records if "not served" in record.message]
    assert [record.levelname for record in refusals] == ["WARNING"]
    assert all(record.exc_info is None for record in caplog.records)


def test_a_service_without_an_index_begins_to_serve_once_there_is_one_without_being_asked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    live = live_over(tmp_path / "index")
    with caplog.at_level(logging.INFO, "service.live"), live.following():
        wait_until(refuses(live, "There is no index"), "nothing there")
        with pytest.raises(NoSnapshotError, match="practices build"):
            live.engine()
        built = build(tmp_path / "index", practices_in_two_languages())
        wait_until(lambda: f"Now serving snapshot {built}." in caplog.text, "served")

    assert live.refused is None


def test_readyz_says_what_serves_and_what_is_refused(folder: Path) -> None:
    good, bad = older(folder), younger(folder)
    switch_to(folder, good)
    with TestClient(create_app(live := live_over(folder))) as client:
        alone = client.get("/readyz")
        (bad / "dense").unlink()
        switch_to(folder, bad)
        wait_until(refuses(live, bad.name), "refused")
        beside = client.get("/readyz")
        still = client.get("/api/v1/search", params={"q": "harbour"})

    assert (alone.status_code, alone.text) == (200, f"{good.name}\n")
    assert beside.status_code == 200
    serving, refused = beside.text.splitlines()
    assert serving == good.name
    assert all(word in refused for word in (bad.name, str(bad / "dense"), "is missing", "practices build"))
    assert still.status_code == 200


def test_readyz_gives_the_reason_where_nothing_can_be_served(folder: Path) -> None:
    (younger(folder) / "dense").unlink()
    with TestClient(create_app(live_over(folder))) as client:
        response = client.get("/readyz")
        others = [client.get(path) for path in ("/", "/api/v1/search?q=harbour")]

    assert response.status_code == 503
    assert str(younger(folder) / "dense") in response.json()["detail"]
    assert [other.status_code for other in others] == [503, 503]
    assert all("/readyz" in other.text and str(folder) not in other.text for other in others)


def test_doctor_says_which_snapshot_is_refused_and_why(folder: Path) -> None:
    good, bad, models = older(folder), younger(folder), models_of_every_kind()
    (bad / "dense").unlink()

    damaged = examine(Bootstrap(Settings(index=folder), models)).problem
    switch_to(folder, good)
    of_another_model = examine(Bootstrap(Settings(index=folder), replace(models, multilingual=None))).problem

    assert damaged.startswith(f"{bad.name} is not served: {bad / 'dense'} is missing")
    assert of_another_model.startswith(f"{good.name} is not served: The index was made with the embedding model")


def test_snapshots_that_cannot_be_opened_leave_nothing_in_memory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(live_module, "rehearse", fail)
    live = LiveIndex(Bootstrap(Settings(index=folder), models_of_every_kind()), look=0, longest_pause=0)
    gc.collect()
    gc.disable()
    try:
        for _ in range(4):
            live.look()
        opened = [thing for thing in gc.get_objects() if type(thing) is Snapshot and thing.folder == folder]
    finally:
        gc.enable()

    assert live.refused
    assert opened == []


def test_the_snapshot_that_served_before_is_gone_from_memory_after_the_switch(folder: Path) -> None:
    before, after = older(folder), younger(folder)
    switch_to(folder, before)
    live = live_over(folder)
    live.look()
    parts = [live.engine().snapshot.lexical, live.engine().context.texts, live.engine().snapshot.facets]
    references = list(map(weakref.ref, parts))
    del parts
    gc.collect()
    gc.disable()
    try:
        switch_to(folder, after)
        live.look()
        left = [reference() for reference in references]
    finally:
        gc.enable()

    assert live.engine().snapshot.snapshot_id == after.name
    assert left == [None, None, None]
