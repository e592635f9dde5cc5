"""Paths for libraries that take none but in UTF-8."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import naming
from index.errors import IndexFolderError


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Make a folder that is gone afterwards.

    :raises IndexFolderError: no file can be made anywhere.
    """
    with naming("The temporary folder", "Set TMPDIR to a folder that can be written to.", IndexFolderError):
        temporary = tempfile.TemporaryDirectory(prefix="practices-", ignore_cleanup_errors=True)
    with temporary as folder:
        yield Path(folder)


@contextmanager
def plain_path(path: Path) -> Iterator[Path]:
    """Give the same path, or one through a link where its bytes are no UTF-8, or Python was told not to read them so.

    In a locale that knows only ASCII, Python keeps the bytes of other letters as half characters, which no library
    outside takes for a name.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:
        with temporary_folder() as folder:
            (folder / "link").symlink_to(path.parent.resolve(), target_is_directory=True)
            yield folder / "link" / path.name if path.name.isascii() else _linked(folder, path)
    else:
        yield path


def _linked(folder: Path, path: Path) -> Path:
    (folder / "file").symlink_to(path.resolve())
    return folder / "file"
