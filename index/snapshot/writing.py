"""The writing of snapshots: beside the serving one, then one switch."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from index.snapshot.files import KEPT, age_of, snapshot_folders
from index.snapshot.integrity import FORMAT, MANIFEST, sha256_of

_UNFINISHED = ".building-"


def write_snapshot(folder: Path, manifest: dict[str, Any], write: Callable[[Path], None]) -> str:
    """Write a snapshot beside the serving one, then switch to it in one step.

    :param manifest: everything but ``format``, ``created`` and ``files``, which are filled in.
    :param write: writes the files into the folder that it is given.
    :return: the id of the new snapshot. Killed at any moment, the old one still serves.
    """
    snapshots = folder / "snapshots"
    snapshots.mkdir(parents=True, exist_ok=True)
    for leftover in snapshots.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover)
    unfinished = snapshots / f"{_UNFINISHED}{uuid4().hex}"
    unfinished.mkdir()
    write(unfinished)
    created = datetime.now(UTC).replace(microsecond=0)
    files = {}
    for path in sorted(path for path in unfinished.rglob("*") if path.is_file()):
        with path.open("rb+") as file:
            files[path.relative_to(unfinished).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file)
    data = json.dumps(
        {"format": FORMAT, "created": created.isoformat(), **manifest, "files": files}, ensure_ascii=False, indent=1
    ).encode()
    _write_through(unfinished / MANIFEST, data)
    snapshot_id = f"{created:%Y%m%dT%H%M%SZ}-{sha256_of(data)[:12]}"
    unfinished.rename(snapshots / snapshot_id)
    _write_through(folder / "current.new", f"{snapshot_id}\n".encode())
    (folder / "current.new").replace(folder / "current")
    for old in sorted(snapshot_folders(snapshots) - {snapshots / snapshot_id}, key=age_of)[: -(KEPT - 1)]:
        shutil.rmtree(old)
    return snapshot_id


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file)
