"""Bad states of the file that feedback is kept in."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from service.feedback.store import FeedbackStore
from tests.support.feedback_examples import GOOD


def damage(path: Path) -> None:
    """Change bytes within the pages of a file that stays one of SQLite."""
    store = FeedbackStore(path)
    for _ in range(50):
        store.add(GOOD)
    data = bytearray(path.read_bytes())
    data[120:4000] = random.Random(1).randbytes(3880)
    path.write_bytes(data)


def make_other_schema(path: Path) -> None:
    path.write_bytes(b"")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE feedback (id)")


def grow(path: Path) -> None:
    store = FeedbackStore(path, 2)
    for _ in range(10):
        store.add(replace(GOOD, comment="x" * 100_000))


def make_foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE accounts (id)")


TROUBLES: dict[str, tuple[Callable[[Path], object], str, bool]] = {
    "no SQLite": (lambda path: path.write_bytes(b"What readers said: nothing yet.\n" * 300), "Move it away", True),
    "damaged": (damage, "Move it away", True),
    "another schema": (make_other_schema, "PRACTICES_FEEDBACK", True),
    "another program's": (make_foreign, "PRACTICES_FEEDBACK", True),
    "a folder": (lambda path: path.mkdir(), "PRACTICES_FEEDBACK", True),
    "in a file": (lambda path: (shutil.rmtree(path.parent), path.parent.write_text("x")), "PRACTICES_FEEDBACK", False),
    "at its cap": (grow, "PRACTICES_FEEDBACK_MB", False),
}
"""By name: what makes the state in a path whose folder is there, what the cure names, whether reading fails as well."""
