"""The index folder: rights, room, the snapshot that serves, and the others on disk."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import PracticeSearchError
from corpus.text.strings import first_few
from index.snapshot.files import build_command, serving_id, snapshot_ids
from index.snapshot.integrity import check_facets, check_files, read_manifest
from index.snapshot.snapshot import Snapshot
from service.cli.checks.check import Check, all_well, fail, nearest_existing, warn

_FOLDER, _SERVING, _OTHER = "index folder", "serving snapshot", "other snapshot"


def check_index_folder(folder: Path) -> Iterator[Check]:
    """Check that the folder can be read, and how much room is left for the next build."""
    if not folder.is_dir():
        return
    unreadable = [str(path) for path in [folder, *folder.rglob("*")] if not _is_readable(path)]
    if unreadable:
        named = ", ".join(first_few(unreadable, 3))
        yield fail(
            _FOLDER,
            folder,
            f"{folder}: cannot be read in full by whoever runs this: {named}. Give that user the right to read them.",
        )
    free, needed = shutil.disk_usage(folder).free, _largest_snapshot(folder)
    if free < needed:
        yield warn(
            _FOLDER,
            folder,
            f"{folder}: {in_megabytes(free)} are left on its disk, and a build needs some {in_megabytes(needed)}. Make "
            "room before the next build.",
        )
    rights = "can be built into" if os.access(folder, os.W_OK) else "can be read and not built into"
    if not unreadable:
        yield all_well(_FOLDER, folder, f"{rights}, {in_megabytes(free)} left")


def open_serving(folder: Path) -> tuple[Snapshot | None, list[Check]]:
    """Open the snapshot that serves, with every file of it compared."""
    try:
        snapshot = Snapshot.open(folder)
    except PracticeSearchError as error:
        return None, [refused(folder, str(error))]
    except Exception as error:
        # whatever a library says of a file, the other checks go on
        return None, [refused(folder, f"it cannot be opened: {error}. Mend it with: {build_command(folder)}")]
    return snapshot, [all_well(_SERVING, folder / "snapshots" / snapshot.snapshot_id, "whole")]


def refused(folder: Path, why: str) -> Check:
    """Say why what the folder names is not served, and which snapshot that is where it can be told."""
    try:
        snapshot_id = serving_id(folder)
    except (PracticeSearchError, OSError):
        return fail(_SERVING, folder, why)
    return fail(_SERVING, folder / "snapshots" / snapshot_id, f"{snapshot_id} is not served: {why}")


def check_other_snapshots(folder: Path) -> Iterator[Check]:
    """Check the snapshots that do not serve: one that would be refused cannot be compared or gone back to."""
    try:
        serving = serving_id(folder)
    except (PracticeSearchError, OSError):
        return
    for snapshot_id in snapshot_ids(folder):
        if snapshot_id == serving:
            continue
        home = folder / "snapshots" / snapshot_id
        try:
            manifest = read_manifest(folder, snapshot_id)
            check_files(folder, snapshot_id, manifest)
            check_facets(folder, snapshot_id, manifest)
        except (PracticeSearchError, OSError, ValueError, LookupError) as error:
            what = str(error).partition(" Mend it with:")[0].rstrip(".")
            yield warn(_OTHER, home, f"{home}: would be refused: {what}. The next builds remove it; so may you.")
        else:
            yield all_well(_OTHER, home, "whole")


def check_room(places: dict[str, Path]) -> Iterator[Check]:
    """Check that there is room on each disk that is written to."""
    disks: dict[int, tuple[str, Path]] = {}
    for what, place in places.items():
        folder = nearest_existing(place)
        disks.setdefault(folder.stat().st_dev, (what, folder))
    for what, folder in disks.values():
        free = shutil.disk_usage(folder).free
        if free < _LEAST_ROOM:
            yield fail(what, folder, f"{folder}: {in_megabytes(free)} are left on its disk. Make room there.")


_LEAST_ROOM = 10_000_000
"""Bytes; a page, a vector cache or feedback needs more before long."""


def in_megabytes(size: int) -> str:
    """Say a size for people."""
    return f"{size / 1_000_000:,.0f} MB"


def _largest_snapshot(folder: Path) -> int:
    homes = [folder / "snapshots" / snapshot_id for snapshot_id in snapshot_ids(folder)]
    return max((sum(f.stat().st_size for f in home.rglob("*") if f.is_file()) for home in homes), default=0)


def _is_readable(path: Path) -> bool:
    return os.access(path, os.R_OK | os.X_OK if path.is_dir() else os.R_OK)
