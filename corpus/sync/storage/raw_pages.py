"""Pages as they were fetched, each in a file named after its hash: written once, whole, and never changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from corpus.errors import PageError

_UNFINISHED = ".unfinished-"


class RawPages:
    """The raw pages of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Name the file of a page."""
        return self.folder / sha256[:2] / f"{sha256}.html"

    def read(self, sha256: str) -> bytes:
        """Read the bytes of a page.

        :raises PageError: they are not there, or are not what was written.
        """
        path = self.path(sha256)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise PageError(f"{path}: cannot be opened: {error.strerror or error}.") from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise PageError(f"{path}: damaged: the content is not the one that was fetched.")
        return data

    def keep(self, data: bytes) -> str:
        """Write a page so that it is on the disk, whole, when this returns.

        :return: its SHA-256, under which it is read again.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        try:
            self.read(sha256)
        except PageError:
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f"{_UNFINISHED}{sha256}")
            with unfinished.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
            for folder in (path.parent, self.folder):
                _sync_folder(folder)
        return sha256

    def sweep(self) -> None:
        """Remove what a killed sync left half written."""
        for path in self.folder.glob(f"*/{_UNFINISHED}*"):
            path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
