"""The integrity of snapshots: what is checked when one is opened."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from index.errors import DamagedSnapshotError
from index.facets.registry import FACETS
from index.snapshot.files import MANIFEST, SNAPSHOT_ID, build_command

FORMAT = 7
"""The format of snapshots that this version writes and reads."""
_LOCK_FILE = ".tantivy-"


def read_manifest(folder: Path, snapshot_id: str) -> dict[str, Any]:
    """Read the manifest of a snapshot, after checking it against the id.

    :raises DamagedSnapshotError: the snapshot is missing or its manifest has been changed.
    """
    path = folder / "snapshots" / snapshot_id / MANIFEST
    if not SNAPSHOT_ID.fullmatch(snapshot_id):
        raise _damaged(folder, folder / "current", f"holds {snapshot_id[:60]!r}, which names no snapshot", [])
    if not path.is_file():
        raise _damaged(folder, folder / "current", f"names the snapshot {snapshot_id!r}, which has no {MANIFEST}", [])
    data = path.read_bytes()
    if not snapshot_id.endswith(f"-{sha256_of(data)[:12]}"):
        raise _damaged(folder, path, "has been changed since it was written", [])
    manifest: dict[str, Any] = json.loads(data)
    if manifest.get("format") != FORMAT:
        what = f"has format {manifest.get('format')}, this version reads {FORMAT}"
        raise _damaged(folder, path, what, manifest.get("sources", []))
    return manifest


def check_files(folder: Path, snapshot_id: str, manifest: dict[str, Any]) -> Path:
    """Compare every file of a snapshot with its manifest and give the snapshot's folder.

    :raises DamagedSnapshotError: names the first file that is missing, changed or foreign.
    """
    home = folder / "snapshots" / snapshot_id
    present = {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}
    for name in manifest["files"]:  # before any is hashed: what is still on its way is told in a moment
        if name not in present:
            raise _damaged(folder, home / name, "is missing", manifest["sources"])
    for name, expected in manifest["files"].items():
        with (home / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise _damaged(folder, home / name, "has been changed since it was written", manifest["sources"])
    for name in sorted(present - manifest["files"].keys() - {MANIFEST}):
        if not name.rpartition("/")[2].startswith(_LOCK_FILE):
            raise _damaged(folder, home / name, "does not belong to the snapshot", manifest["sources"])
    return home


def check_facets(folder: Path, snapshot_id: str, manifest: dict[str, Any]) -> None:
    """Compare the facets that a snapshot was built with with those of this program.

    :raises DamagedSnapshotError: a facet is younger than the snapshot, which has no values of it.
    """
    if missing := [facet for facet in FACETS if facet not in manifest["facets"]]:
        path = folder / "snapshots" / snapshot_id / MANIFEST
        what = f"was built without the facet{'s' if missing[1:] else ''} {', '.join(missing)}"
        raise _damaged(folder, path, what, manifest["sources"])


def sha256_of(data: bytes) -> str:
    """Hash bytes, in hex digits."""
    return hashlib.sha256(data).hexdigest()


def _damaged(folder: Path, path: Path, what: str, sources: list[str]) -> DamagedSnapshotError:
    hint = "" if sources else " (with the paths it was built from; none for the built-in collection)"
    return DamagedSnapshotError(f"{path} {what}. Mend it with: {build_command(folder, sources)}{hint}")
