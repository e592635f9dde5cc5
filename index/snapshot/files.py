"""Index folders: immutable snapshots, checked file by file when opened, and one pointer to the one that serves.

    current                    the name of the serving snapshot, replaced atomically
    snapshots/<id>/            manifest.json, practices.jsonl, passages.jsonl, withdrawn.jsonl, duplicates.json,
                               inferred.jsonl, acronyms.jsonl, vocabulary.json, report.json, dense, dense.npy, across,
                               across.npy, tokens/, sentences/, lexical/
    cache/vectors.sqlite       vectors by model and text
    cache/vectors.prepared.sqlite
                               what is made of practices without a model, by their content

The id ends in the hash of the manifest, and the manifest holds the hash of every other file: a changed byte anywhere
is found, and an id quoted in a citation stands for exactly one content.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shlex
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from index.errors import DamagedSnapshotError, NoSnapshotError
from index.facets.registry import FACETS, UNRECORDED_FACETS

FORMAT = 3
KEPT = 3
"""Snapshots that stay on disk after a switch, the serving one among them."""

_MANIFEST = "manifest.json"
_UNFINISHED = ".building-"
_LOCK_FILE = ".tantivy-"
_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{12}")


def cache_file(folder: Path, name: str = "vectors") -> Path:
    """Where an index folder keeps its vectors between builds."""
    return folder / "cache" / f"{name}.sqlite"


def serving_id(folder: Path) -> str:
    """The id of the snapshot that serves.

    :raises NoSnapshotError: nothing has been built here yet.
    """
    pointer = folder / "current"
    try:
        return pointer.read_text(encoding="utf-8", errors="replace").removesuffix("\n")
    except FileNotFoundError:
        raise NoSnapshotError(f"There is no index in {folder}. Build one with: {build_command(folder)}") from None


def snapshot_ids(folder: Path) -> list[str]:
    """The snapshots on disk, oldest first."""
    home = folder / "snapshots"
    return [path.name for path in sorted(_snapshots(home), key=_age)] if home.is_dir() else []


def read_manifest(folder: Path, snapshot_id: str) -> dict[str, Any]:
    """The manifest of a snapshot, after checking it against the id.

    :raises DamagedSnapshotError: the snapshot is missing or its manifest has been changed.
    """
    path = folder / "snapshots" / snapshot_id / _MANIFEST
    if not _ID.fullmatch(snapshot_id):
        raise _damaged(folder, folder / "current", f"holds {snapshot_id[:60]!r}, which names no snapshot", [])
    if not path.is_file():
        raise _damaged(folder, folder / "current", f"names the snapshot {snapshot_id!r}, which has no {_MANIFEST}", [])
    data = path.read_bytes()
    if not snapshot_id.endswith(f"-{_digest(data)[:12]}"):
        raise _damaged(folder, path, "has been changed since it was written", [])
    manifest: dict[str, Any] = json.loads(data)
    if manifest.get("format") != FORMAT:
        what = f"has format {manifest.get('format')}, this version reads {FORMAT}"
        raise _damaged(folder, path, what, manifest.get("sources", []))
    return manifest


def read_report(folder: Path, snapshot_id: str) -> dict[str, Any]:
    """The build report of a snapshot, as plain values."""
    values: dict[str, Any] = json.loads((folder / "snapshots" / snapshot_id / "report.json").read_bytes())
    return values


def check_files(folder: Path, snapshot_id: str, manifest: dict[str, Any]) -> Path:
    """Compare every file of a snapshot with its manifest and give the snapshot's folder.

    :raises DamagedSnapshotError: names the first file that is missing, changed or foreign.
    """
    home = folder / "snapshots" / snapshot_id
    found = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    for name, expected in manifest["files"].items():
        if name not in found:
            raise _damaged(folder, home / name, "is missing", manifest["sources"])
        with (home / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise _damaged(folder, home / name, "has been changed since it was written", manifest["sources"])
    for name in sorted(found - manifest["files"].keys() - {_MANIFEST}):
        if not name.rpartition("/")[2].startswith(_LOCK_FILE):
            raise _damaged(folder, home / name, "does not belong to the snapshot", manifest["sources"])
    return home


def check_facets(folder: Path, snapshot_id: str, manifest: dict[str, Any]) -> None:
    """Compare the facets that a snapshot was built with with those of this program.

    :raises DamagedSnapshotError: a facet is younger than the snapshot, which has no values of it.
    """
    built_with = manifest.get("facets", UNRECORDED_FACETS)
    if missing := [facet for facet in FACETS if facet not in built_with]:
        path = folder / "snapshots" / snapshot_id / _MANIFEST
        what = f"was built without the facet{'s' if missing[1:] else ''} {', '.join(missing)}"
        raise _damaged(folder, path, what, manifest["sources"])


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
    _write_through(unfinished / _MANIFEST, data)
    snapshot_id = f"{created:%Y%m%dT%H%M%SZ}-{_digest(data)[:12]}"
    unfinished.rename(snapshots / snapshot_id)
    _write_through(folder / "current.new", f"{snapshot_id}\n".encode())
    (folder / "current.new").replace(folder / "current")
    for old in sorted(_snapshots(snapshots) - {snapshots / snapshot_id}, key=_age)[: -(KEPT - 1)]:
        shutil.rmtree(old)
    return snapshot_id


def _snapshots(folder: Path) -> set[Path]:
    """The snapshots in a folder; what somebody else put there is left alone."""
    return {path for path in folder.iterdir() if _ID.fullmatch(path.name) and path.is_dir()}


def _age(snapshot: Path) -> tuple[str, int]:
    """Sorts snapshots by age, also those of one second."""
    return snapshot.name.partition("-")[0], snapshot.stat().st_mtime_ns


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def build_command(folder: Path, sources: list[str] | None = None) -> str:
    """The command that makes this index anew."""
    paths = " ".join(shlex.quote(source) for source in sources or [])
    index = "" if folder == Path("var/index") else f" --index {shlex.quote(str(folder))}"
    return f"practices build{' ' + paths if paths else ''}{index}"


def _damaged(folder: Path, path: Path, what: str, sources: list[str]) -> DamagedSnapshotError:
    hint = "" if sources else " (with the paths it was built from; none for the built-in collection)"
    return DamagedSnapshotError(f"{path} {what}. Mend it with: {build_command(folder, sources)}{hint}")
