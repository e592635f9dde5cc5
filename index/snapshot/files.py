"""The index folder: immutable snapshots, checked file by file when opened, and a pointer to the one that serves.

    current                    the id of the serving snapshot, replaced atomically
    build.lock                 held while a build runs
    cache/vectors.sqlite       vectors by model and text
    cache/vectors.prepared.sqlite
                               practices prepared without a model, by their content
    cache/eval-<name>.sqlite   the same two of a test collection
    snapshots/<id>/
        manifest.json          format, the number of the build, what it replaces and was made with, counts, the hash of
                               every other file
        practices.jsonl        practices, one a line; passages.jsonl: passages in the order of the ordinals
        withdrawn.jsonl        tombstones of practices that their site no longer has
        duplicates.json        groups of near-identical practices
        inferred.jsonl         likely objectives; acronyms.jsonl: acronyms with their long forms
        vocabulary.json        word statistics for spelling correction
        report.json            the report of the build
        dense.npy, dense       the main model's vectors, and their FAISS index
        dense-tokens/          its token vectors, quantised, where it gives them
        dense-centring.npy     the means of texts by it, where it is narrow
        across…                the same of the multilingual model, where there is one
        lexical/               the inverted index (tantivy)

The id ends in the hash of the manifest, and the manifest holds the hash of every other file: a changed byte anywhere
is found, and an id quoted in a citation stands for exactly one content.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

from index.errors import NoSnapshotError

MANIFEST = "manifest.json"
KEPT = 3
"""Snapshots that stay on disk after a switch, the serving one among them."""

SNAPSHOT_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{12}")
"""The time of the build, and the beginning of the hash of its manifest."""


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


def file_states(folder: Path, snapshot_id: str) -> tuple[object, ...]:
    """Tell the files of a snapshot by what changes whenever one of them is written or replaced; nothing is read.

    The time of the last change of a file's entry is the system's, which no copying program sets back.
    """
    home = folder / "snapshots" / snapshot_id
    if not SNAPSHOT_ID.fullmatch(snapshot_id):
        return ()
    states: list[object] = []
    for path in sorted(home.rglob("*")):
        try:
            stat = path.stat()
        except OSError:  # gone just now, or not to be looked at
            states.append(path.name)
        else:
            states.append((path.name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino))
    return tuple(states)


def snapshot_ids(folder: Path) -> list[str]:
    """List the snapshots on disk, oldest first."""
    home = folder / "snapshots"
    return [path.name for path in sorted(snapshot_folders(home), key=age_of)] if home.is_dir() else []


def read_report(folder: Path, snapshot_id: str) -> dict[str, Any]:
    """Read the build report of a snapshot, as plain values."""
    values: dict[str, Any] = json.loads((folder / "snapshots" / snapshot_id / "report.json").read_bytes())
    return values


def snapshot_folders(folder: Path) -> set[Path]:
    """List the snapshots in a folder; what somebody else put there is left alone."""
    return {path for path in folder.iterdir() if SNAPSHOT_ID.fullmatch(path.name) and path.is_dir()}


def age_of(snapshot: Path) -> tuple[int, str, int]:
    """Give a sort key of snapshots by age: by their serial number, as clocks are set back; by the clock without one."""
    return serial_of(snapshot), snapshot.name.partition("-")[0], snapshot.stat().st_mtime_ns


def serial_of(snapshot: Path) -> int:
    """Read which build of its folder made a snapshot; 0 where it does not say so, as those of older versions."""
    try:
        return int(json.loads((snapshot / MANIFEST).read_bytes())["serial"])
    except (OSError, ValueError, LookupError, TypeError):
        return 0


def build_command(folder: Path, sources: list[str] | None = None) -> str:
    """Compose the command that makes this index anew."""
    paths = " ".join(shlex.quote(source) for source in sources or [])
    index = "" if folder == Path("var/index") else f" --index {shlex.quote(str(folder))}"
    return f"practices build{' ' + paths if paths else ''}{index}"
