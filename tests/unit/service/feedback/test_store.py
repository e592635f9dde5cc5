from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

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
