"""The writing of snapshots: beside the serving one, then one switch."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from index.errors import NoSnapshotError
from index.snapshot.disk_room import reporting_full_disk
from index.snapshot.files import KEPT, MANIFEST, SNAPSHOT_ID, age_of, serial_of, serving_id, snapshot_folders
from index.snapshot.integrity import FORMAT, sha256_of

_UNFINISHED = ".building-"


def write_snapshot(folder: Path, manifest: dict[str, Any], write: Callable[[Path], None]) -> str:
    """Write a snapshot beside the serving one, then switch to it in one step.

    :param manifest: everything but ``format``, ``created``, ``serial`` (the number of the build), ``replaces`` (what
        served until then) and ``files``, which are filled in.
    :param write: writes the files into the folder that it is given.
    :return: the id of the new snapshot. Killed at any moment, the old one still serves.
    """
    snapshots = folder / "snapshots"
    snapshots.mkdir(parents=True, exist_ok=True)
    for leftover in snapshots.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover)
    replaced = _served_until_now(folder)
    known = {path.name: path for path in snapshot_folders(snapshots)}
    serial = 1 + max(map(serial_of, known.values()), default=0)
    made = snapshots / f"{_UNFINISHED}{uuid4().hex}"
    pointer = folder / "current.new"
    try:
        with reporting_full_disk(folder):
            made.mkdir()
            write(made)
            snapshot_id = _sign(made, {"serial": serial, "replaces": replaced, **manifest})
            made = made.rename(snapshots / snapshot_id)
            _write_through(pointer, f"{snapshot_id}\n".encode())
    except BaseException:  # room is short perhaps, and what is half made is of no use
        pointer.unlink(missing_ok=True)
        shutil.rmtree(made, ignore_errors=True)
        raise
    pointer.replace(folder / "current")
    others = sorted(known.values(), key=lambda path: (path.name == replaced, age_of(path)))
    for old in others[: -(KEPT - 1)]:
        shutil.rmtree(old)
    return snapshot_id


def _served_until_now(folder: Path) -> str | None:
    try:
        snapshot_id = serving_id(folder)
    except NoSnapshotError:
        return None
    return snapshot_id if SNAPSHOT_ID.fullmatch(snapshot_id) else None


def _sign(unfinished: Path, manifest: dict[str, Any]) -> str:
    """Write the manifest, with the hash of every file, and give the id that follows from it.

    All files are made as readable as the manifest is, which is what the umask lets them be: a library may write its own
    for its user alone.
    """
    created = datetime.now(UTC).replace(microsecond=0)
    _write_through(unfinished / MANIFEST, b"")
    readable = stat.S_IMODE((unfinished / MANIFEST).stat().st_mode)
    files = {}
    for path in sorted(path for path in unfinished.rglob("*") if path.is_file() and path != unfinished / MANIFEST):
        with path.open("rb+") as file:
            files[path.relative_to(unfinished).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file)
        path.chmod(readable)
    data = json.dumps(
        {"format": FORMAT, "created": created.isoformat(), **manifest, "files": files}, ensure_ascii=False, indent=1
    ).encode()
    _write_through(unfinished / MANIFEST, data)
    return f"{created:%Y%m%dT%H%M%SZ}-{sha256_of(data)[:12]}"


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file)
