"""The index folder: immutable snapshots, checked file by file when opened, and a pointer to the one that serves.

    current                    the id of the serving snapshot, replaced atomically
    build.lock                 held while a build runs
    cache/vectors.sqlite       vectors by model and text
    cache/vectors.prepared.sqlite
                               practices prepared without a model, by their content
    cache/eval-<name>.sqlite   the same two of a test collection
    snapshots/<id>/
        manifest.json          format, what the snapshot was made with, counts, the hash of every other file
        practices.jsonl        practices, one a line; passages.jsonl: passages in the order of the ordinals
        withdrawn.jsonl        tombstones of practices that their site no longer has
        duplicates.json        groups of near-identical practices
        inferred.jsonl         likely objectives; acronyms.jsonl: acronyms with their long forms
        vocabulary.json        word statistics for spelling correction
        report.json            the report of the build
        dense.npy, dense       the main model's vectors, and their FAISS index
        tokens/                the main model's token vectors, quantised, where it gives them
        across.npy, across     the multilingual model's vectors, and their FAISS index, where there is one
        sentences/             the multilingual model's vectors of sentences, where there is one
        lexical/               the inverted index (tantivy)

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
    """Say where an index folder keeps its vectors between builds."""
    return folder / "cache" / f"{name}.sqlite"


def serving_id(folder: Path) -> str:
    """Read the id of the snapshot that serves.

    :raises NoSnapshotError: nothing has been built here yet.
    """
    pointer = folder / "current"
    try:
        return pointer.read_text(encoding="utf-8", errors="replace").removesuffix("\n")
    except FileNotFoundError:
        raise NoSnapshotError(f"There is no index in {folder}. Build one with: {build_command(folder)}") from None


def snapshot_ids(folder: Path) -> list[str]:
    """List the snapshots on disk, oldest first."""
    home = folder / "snapshots"
    return [path.name for path in sorted(_snapshots(home), key=_age)] if home.is_dir() else []


def read_manifest(folder: Path, snapshot_id: str) -> dict[str, Any]:
    """Read the manifest of a snapshot, after checking it against the id.

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
    """Read the build report of a snapshot, as plain values."""
    values: dict[str, Any] = json.loads((folder / "snapshots" / snapshot_id / "report.json").read_bytes())
    return values


def check_files(folder: Path, snapshot_id: str, manifest: dict[str, Any]) -> Path:
    """Compare every file of a snapshot with its manifest and give the snapshot's folder.

    :raises DamagedSnapshotError: names the first file that is missing, changed or foreign.
    """
    home = folder / "snapshots" / snapshot_id
    present = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    for name, expected in manifest["files"].items():
        if name not in present:
            raise _damaged(folder, home / name, "is missing", manifest["sources"])
        with (home / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise _damaged(folder, home / name, "has been changed since it was written", manifest["sources"])
    for name in sorted(present - manifest["files"].keys() - {_MANIFEST}):
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
    """List the snapshots in a folder; what somebody else put there is left alone."""
    return {path for path in folder.iterdir() if _ID.fullmatch(path.name) and path.is_dir()}


def _age(snapshot: Path) -> tuple[str, int]:
    """Give a sort key of snapshots by age, also for those of one second."""
    return snapshot.name.partition("-")[0], snapshot.stat().st_mtime_ns


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def build_command(folder: Path, sources: list[str] | None = None) -> str:
    """Compose the command that makes this index anew."""
    paths = " ".join(shlex.quote(source) for source in sources or [])
    index = "" if folder == Path("var/index") else f" --index {shlex.quote(str(folder))}"
    return f"practices build{' ' + paths if paths else ''}{index}"


def _damaged(folder: Path, path: Path, what: str, sources: list[str]) -> DamagedSnapshotError:
    hint = "" if sources else " (with the paths it was built from; none for the built-in collection)"
    return DamagedSnapshotError(f"{path} {what}. Mend it with: {build_command(folder, sources)}{hint}")
