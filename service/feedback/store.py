"""The store of feedback: what readers say of answers, in SQLite, beside what they were shown, never who they are."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Literal, get_args

FeedbackReason = Literal["wrong", "off_topic", "incomplete", "outdated", "unclear", "other"]
"""Why an answer did not help."""
REASONS: tuple[FeedbackReason, ...] = get_args(FeedbackReason)
LONGEST_COMMENT = 1_000
MOST_SHOWN = 200
"""Statements that a reader's word is kept with."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL DEFAULT (date('now')),
    question TEXT NOT NULL,
    filters TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    statements TEXT NOT NULL,
    helpful INTEGER NOT NULL,
    reason TEXT NOT NULL,
    comment TEXT NOT NULL
)
"""
_COLUMNS = "question filters snapshot statements helpful reason comment".split()


@dataclass(frozen=True, slots=True)
class ShownStatement:
    """A statement that was shown: where it stands, and its words where the snapshot still has them."""

    practice_id: str
    passage_id: str
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A reader's judgment of an answer: the question, what was shown, and whether it helped."""

    question: str
    filters: Mapping[str, Sequence[str]]
    snapshot: str
    statements: tuple[ShownStatement, ...]
    helpful: bool
    reason: str = ""
    comment: str = ""


class FeedbackStore:
    """A file of feedback; it is made when something is kept for the first time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, feedback: Feedback) -> None:
        """Keep a reader's feedback: it is on the disk when this returns."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        row = (
            feedback.question,
            json.dumps({facet: list(values) for facet, values in feedback.filters.items()}, ensure_ascii=False),
            feedback.snapshot,
            json.dumps([list(astuple(statement)) for statement in feedback.statements]),
            int(feedback.helpful),
            feedback.reason,
            feedback.comment,
        )
        with closing(self._open()) as database, database:
            marks = ", ".join("?" for _ in _COLUMNS)
            insert = f"INSERT INTO feedback ({', '.join(_COLUMNS)}) VALUES ({marks})"  # nosec B608 # names and marks
            database.execute(insert, row)

    def all(self) -> Iterator[Feedback]:
        """Yield all feedback in the order it came; nothing where there is no file."""
        if not self._path.exists():
            return
        with closing(self._open()) as database:
            select = f"SELECT {', '.join(_COLUMNS)} FROM feedback ORDER BY id"  # nosec B608 # names of columns
            for row in database.execute(select):
                question, filters, snapshot, statements, helpful, reason, comment = row
                shown = tuple(ShownStatement(*fields) for fields in json.loads(statements))
                yield Feedback(question, json.loads(filters), snapshot, shown, bool(helpful), reason, comment)

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=10)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(_SCHEMA)
        return database
