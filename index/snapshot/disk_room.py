"""Full disks: each library that writes fails on one in its own way; a user is told the same."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import LibraryError, PracticeSearchError
from index.errors import FullDiskError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_LEAST = 1 << 16
"""Bytes; with less left, what failed in writing failed for want of room."""


@contextmanager
def reporting_full_disk(folder: Path) -> Iterator[None]:
    """Turn what fails in writing to a folder for want of room into an error that says so.

    :raises FullDiskError: there is no room left; what was there before is as it was.
    """
    try:
        yield
    except Exception as error:
        cause = error.__cause__ if isinstance(error, LibraryError) else error
        if isinstance(cause, PracticeSearchError) or not _is_full(folder, cause):
            raise
        raise FullDiskError(
            f"No room is left on the disk of {folder}; what serves stays as it is. Make room there, or give another "
            "folder with --index."
        ) from error


def _is_full(folder: Path, error: BaseException | None) -> bool:
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    try:
        return shutil.disk_usage(folder).free < _LEAST
    except OSError:
        return False
