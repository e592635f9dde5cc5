"""The store of feedback: what readers say of answers, in SQLite, beside what they were shown, never who they are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from service.errors import FeedbackFileError
from service.feedback.feedback_file import damaged_file, open_for_reading, open_for_writing, size_in_bytes

FeedbackReason = Literal["wrong", "off_topic", "incomplete", "outdated", "unclear", "other"]
"""Why an answer did not help."""
REASONS: tuple[FeedbackReason, ...] = get_args(FeedbackReason)
LONGEST_COMMENT = 1_000
MOST_SHOWN = 200
"""Statements that a reader's word is kept with."""
_MOST_OVERHEAD = 4 * 4096
"""Bytes that the file can grow by beside what is written: its first pages, and one that is split."""

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
    """A file of feedback; it is made when something is kept for the first time, and grows to its cap."""

    def __init__(self, path: Path, most_megabytes: int = 100) -> None:
        self._path = path
        self._most_megabytes = most_megabytes

    def add(self, feedback: Feedback) -> None:
        """Keep a reader's feedback: it is on the disk when this returns.

        :raises FeedbackFileError: the file cannot be used as it is, or has reached its cap.
        """
        row = (
            feedback.question,
            json.dumps({facet: list(values) for facet, values in feedback.filters.items()}, ensure_ascii=False),
            feedback.snapshot,
            json.dumps([list(astuple(statement)) for statement in feedback.statements], ensure_ascii=False),
            int(feedback.helpful),
            feedback.reason,
            feedback.comment,
        )
        size = sum(len(str(value).encode()) for value in row)
        with open_for_writing(self._path) as database:
            if size_in_bytes(database) + size + _MOST_OVERHEAD > self._most_megabytes * 1_000_000:
                raise FeedbackFileError(full_file(self._path, self._most_megabytes))
            marks = ", ".join("?" for _ in _COLUMNS)
            insert = f"INSERT INTO feedback ({', '.join(_COLUMNS)}) VALUES ({marks})"  # nosec B608 # names and marks
            database.execute(insert, row)

    def all(self) -> Iterator[Feedback]:
        """Yield all feedback in the order it came; nothing where there is no file.

        :raises FeedbackFileError: the file cannot be used as it is.
        """
        if not self._path.exists():
            return
        select = f"SELECT {', '.join(_COLUMNS)} FROM feedback ORDER BY id"  # nosec B608 # names of columns
        with open_for_reading(self._path) as database:
            for row in database.execute(select):
                yield self._read(row)

    def _read(self, row: tuple[Any, ...]) -> Feedback:
        question, filters, snapshot, statements, helpful, reason, comment = row
        try:
            shown = tuple(ShownStatement(*fields) for fields in json.loads(statements))
            return Feedback(question, json.loads(filters), snapshot, shown, bool(helpful), reason, comment)
        except (ValueError, TypeError) as error:
            raise damaged_file(self._path, f"a row cannot be read ({error})") from error


def full_file(path: Path, most_megabytes: int) -> str:
    """Say that a file has reached its cap, and what to do."""
    return (
        f"{path}: has reached its cap of {most_megabytes} MB, so that no more feedback is kept. Raise "
        "PRACTICES_FEEDBACK_MB, or keep its judgments with `practices feedback export` and move it away."
    )
