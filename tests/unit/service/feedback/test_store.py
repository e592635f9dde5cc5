from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from service.errors import FeedbackFileError
from service.feedback.store import FeedbackStore
from tests.support.feedback_examples import BAD, GOOD


def test_what_is_kept_reads_back_equal_and_in_order(tmp_path: Path) -> None:
    store = FeedbackStore(tmp_path / "var/feedback.sqlite")

    assert list(store.all()) == []
    store.add(GOOD)
    store.add(BAD)

    kept = list(FeedbackStore(tmp_path / "var/feedback.sqlite").all())
    assert [replace(feedback, filters={"country": ("NE",)}) for feedback in kept] == [GOOD, BAD]
    assert kept[0].filters == {"country": ["NE"]}


def test_nothing_that_tells_who_wrote_is_kept(tmp_path: Path) -> None:
    FeedbackStore(tmp_path / "f.sqlite").add(GOOD)

    with sqlite3.connect(tmp_path / "f.sqlite") as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(feedback)")]
        (day,) = database.execute("SELECT day FROM feedback").fetchone()
    database.close()

    assert columns == "id day question filters snapshot statements helpful reason comment".split()
    assert len(day) == len("2026-11-25")


def test_only_its_owner_may_read_the_file_and_what_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    old = os.umask(0)
    try:
        with closing(sqlite3.connect(path)):
            FeedbackStore(path).add(GOOD)
            reader = sqlite3.connect(path)
            reader.execute("BEGIN").execute("SELECT * FROM feedback").fetchall()
            FeedbackStore(path).add(BAD)
    finally:
        os.umask(old)

    rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}
    assert rights == {"f.sqlite": 0o600, "f.sqlite-wal": 0o600, "f.sqlite-shm": 0o600}
    reader.close()


def test_a_file_that_others_could_read_is_made_private_when_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    FeedbackStore(path).add(GOOD)
    path.chmod(0o644)

    FeedbackStore(path).add(BAD)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(list(FeedbackStore(path).all())) == 2


def test_the_file_does_not_grow_beyond_its_cap(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    store = FeedbackStore(path, 1)
    large = replace(GOOD, comment="x" * 100_000)

    for _ in range(9):
        store.add(large)
    with pytest.raises(FeedbackFileError, match=r"cap of 1 MB.*PRACTICES_FEEDBACK_MB.*export"):
        store.add(large)

    assert 800_000 < path.stat().st_size <= 1_000_000
    assert len(list(store.all())) == 9


def test_reading_changes_nothing_and_makes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    FeedbackStore(path).add(GOOD)
    before = path.read_bytes()

    assert len(list(FeedbackStore(path).all())) == 1
    assert path.read_bytes() == before


def test_a_row_that_somebody_else_wrote_is_told_with_the_file(tmp_path: Path) -> None:
    path = tmp_path / "f.sqlite"
    FeedbackStore(path).add(GOOD)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE feedback SET statements = '[[1]]'")

    with pytest.raises(FeedbackFileError, match=f"{path}: is damaged"):
        list(FeedbackStore(path).all())
