"""The file of feedback: made private, opened only where it is ours, and its troubles told with the cure."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from service.errors import FeedbackFileError

_SCHEMA = """
CREATE TABLE feedback (
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
_COLUMNS = "id day question filters snapshot statements helpful reason comment".split()
_PATIENCE = 2.0
"""Seconds that a lock is waited for; a reader waits with it."""
_OTHERS = 0o077
"""The rights of everybody but the owner."""


@contextmanager
def open_for_writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file within a transaction, which is committed at the end; it is made where there is none.

    Its owner alone may read it, which is made so also where it was there before with other rights.

    :raises FeedbackFileError: it cannot be used as it is.
    """
    with reporting_trouble(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # SQLite would make it with the rights that the process gives to all its files
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as database:
            is_new = not _check_schema(database, path)
            _make_private(path)
            with suppress(sqlite3.OperationalError):  # another process does it just now
                database.execute("PRAGMA journal_mode = WAL")
            database.execute("BEGIN IMMEDIATE")
            if is_new and not _check_schema(database, path):
                database.execute(_SCHEMA)
            yield database
            database.execute("COMMIT")


@contextmanager
def open_for_reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file, which is there, without changing it.

    :raises FeedbackFileError: it cannot be used as it is.
    """
    with (
        reporting_trouble(path),
        closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", timeout=_PATIENCE, uri=True)) as database,
    ):
        _check_schema(database, path)
        yield database


def examine_file(path: Path) -> int:
    """Check that the file, which is there, is whole and that feedback could be written to it; give its size in bytes.

    :raises FeedbackFileError: it cannot be used as it is.
    """
    with open_for_reading(path) as database:
        if database.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise damaged_file(path, "its pages are not what they were")
        size = size_in_bytes(database)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK | os.X_OK):
        raise _unusable(path, "whoever runs this may not write it")
    with (
        reporting_trouble(path),
        closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as database,
    ):
        database.execute("BEGIN IMMEDIATE")
        database.execute("ROLLBACK")
    return size


@contextmanager
def reporting_trouble(path: Path) -> Iterator[None]:
    """Turn what the system and SQLite say of the file into an error with the cure.

    :raises FeedbackFileError: for the keeper; it names the file.
    """
    try:
        yield
    except OSError as error:
        raise _trouble_of_system(path, error.errno, (error.strerror or str(error)).lower()) from error
    except sqlite3.Error as error:
        raise _trouble_of_sqlite(path, error) from error


def size_in_bytes(database: sqlite3.Connection) -> int:
    """Give the size of the file with what is under way."""
    ((pages,), (size,)) = (database.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    return int(pages) * int(size)


def is_open_to_others(path: Path) -> bool:
    """Tell whether anybody but its owner has rights to the file or to those that SQLite keeps beside it."""
    return os.name == "posix" and any(file.stat().st_mode & _OTHERS for file in _files(path))


def _make_private(path: Path) -> None:
    for file in _files(path):
        # whoever writes it without owning it cannot change its rights; doctor tells
        with suppress(PermissionError, FileNotFoundError):
            if file.stat().st_mode & _OTHERS:
                file.chmod(0o600)


def _files(path: Path) -> Iterator[Path]:
    yield from (file for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")) if file.exists())


def _check_schema(database: sqlite3.Connection, path: Path) -> bool:
    """Tell whether the file has its table; ``False`` where it is empty.

    :raises FeedbackFileError: it is another program's.
    """
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    columns = [row[1] for row in database.execute("PRAGMA table_info(feedback)")]
    if tables and columns != _COLUMNS:
        raise FeedbackFileError(
            f"{path}: is a database of something else than feedback, or of another version. Set PRACTICES_FEEDBACK to "
            "another file, or move this one away."
        )
    return bool(tables)


def _trouble_of_system(path: Path, code: int | None, reason: str) -> FeedbackFileError:
    if code in (errno.ENOSPC, errno.EDQUOT):
        return _full_disk(path)
    return _unusable(path, reason)


def _trouble_of_sqlite(path: Path, error: sqlite3.Error) -> FeedbackFileError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of its bits tell details
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return FeedbackFileError(f"{path}: is locked by another program; end that program (fuser {path} names it).")
    if code == sqlite3.SQLITE_FULL:
        return _full_disk(path)
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return damaged_file(path, str(error))
    return _unusable(path, str(error))


def _unusable(path: Path, reason: str) -> FeedbackFileError:
    if path.is_dir():
        return FeedbackFileError(f"{path}: is a folder. Set PRACTICES_FEEDBACK to a file, which may be one in it.")
    return FeedbackFileError(
        f"{path}: cannot be read or written: {reason}. Give whoever runs the service the right to read and write the "
        "file and its folder, or set PRACTICES_FEEDBACK to another file."
    )


def _full_disk(path: Path) -> FeedbackFileError:
    return FeedbackFileError(f"{path}: no room is left on its disk. Make room, or set PRACTICES_FEEDBACK elsewhere.")


def damaged_file(path: Path, what: str) -> FeedbackFileError:
    """Make the error of a file that is no database, or not a whole one."""
    return FeedbackFileError(
        f"{path}: is damaged or no file of feedback: {what}. Move it away, and a new one is made; "
        f"`sqlite3 {path} .recover` shows what of it can still be read."
    )
