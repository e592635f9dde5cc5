"""The difference of two snapshots, read from their files: practices, their fields and sections, passages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.model import Practice, Section
from index.errors import UnknownSnapshotError
from index.snapshot.files import serving_id, snapshot_ids
from index.snapshot.integrity import check_files, read_manifest

_NOT_COMPARED = ("practice_id", "sections", "captures")
"""Fields that say where and when a practice was read, or are compared otherwise."""


@dataclass(frozen=True, slots=True)
class PracticeName:
    """A practice by its id and title."""

    practice_id: str
    title: str


@dataclass(frozen=True, slots=True)
class ChangedPractice:
    """The changes of a practice; sections by their name, with a number where a page has several of one name."""

    practice_id: str
    title: str
    fields: dict[str, tuple[Any, Any]]
    """Field to its old and its new value; ``None`` is unknown."""
    sections_added: list[str]
    sections_removed: list[str]
    sections_changed: list[str]


@dataclass(slots=True)
class SnapshotDifference:
    """The difference of a newer snapshot to an older one."""

    old: str
    new: str
    added: list[PracticeName] = field(default_factory=list)
    gone: list[PracticeName] = field(default_factory=list)
    """No longer read: their files are not there any more."""
    withdrawn: list[PracticeName] = field(default_factory=list)
    """No longer on their site."""
    changed: list[ChangedPractice] = field(default_factory=list)
    unchanged: int = 0
    passages_kept: int = 0
    passages_new: int = 0
    passages_gone: int = 0


@dataclass(frozen=True, slots=True)
class _Content:
    practices: dict[str, Practice]
    passages: set[str]
    withdrawn: set[str]


def compare_snapshots(folder: Path, old: str | None = None, new: str | None = None) -> SnapshotDifference:
    """Compare two snapshots of an index folder.

    :param old: a snapshot's id; by default the one that served before ``new``, whatever the clock said.
    :param new: a snapshot's id; the serving one by default.
    :raises UnknownSnapshotError: there is none of this id on disk, or none before.
    :raises DamagedSnapshotError: a file of either is missing or changed.
    """
    ids = snapshot_ids(folder)
    newer = new or serving_id(folder)
    older = old or (_served_before(folder, newer, ids) if newer in ids else "")
    for snapshot_id in (newer, older):
        if snapshot_id not in ids:
            raise UnknownSnapshotError(_unknown(folder, snapshot_id, newer, ids))
    return _compare(SnapshotDifference(older, newer), _read(folder, older), _read(folder, newer))


def _served_before(folder: Path, newer: str, ids: list[str]) -> str:
    """Give the snapshot that another one replaced; of those that do not say so, the one before it; empty for none."""
    before = ids[: ids.index(newer)]
    return read_manifest(folder, newer).get("replaces") or (before[-1] if before else "")


def _unknown(folder: Path, snapshot_id: str, newer: str, ids: list[str]) -> str:
    """Say which snapshot is not there, and what there is."""
    if not snapshot_id and ids == [newer]:
        return f"There is no snapshot before {newer} in {folder}: it is the first. Compare after the next build."
    what = f"There is no snapshot {snapshot_id!r}" if snapshot_id else f"There is no snapshot before {newer}"
    return f"{what} in {folder}. On disk, oldest first: {', '.join(ids) or 'none'}."


def _compare(difference: SnapshotDifference, old: _Content, new: _Content) -> SnapshotDifference:
    for practice_id, practice in new.practices.items():
        before = old.practices.get(practice_id)
        if before is None:
            difference.added.append(PracticeName(practice_id, practice.title))
        elif change := _change(before, practice):
            difference.changed.append(change)
        else:
            difference.unchanged += 1
    for practice_id, practice in old.practices.items():
        if practice_id not in new.practices:
            group = difference.withdrawn if practice_id in new.withdrawn else difference.gone
            group.append(PracticeName(practice_id, practice.title))
    difference.passages_kept = len(old.passages & new.passages)
    difference.passages_new = len(new.passages - old.passages)
    difference.passages_gone = len(old.passages - new.passages)
    return difference


def _change(old: Practice, new: Practice) -> ChangedPractice | None:
    before, after = old.to_dict(), new.to_dict()
    fields = {
        name: (before[name], after[name])
        for name in before
        if name not in _NOT_COMPARED and before[name] != after[name]
    }
    ours, theirs = _sections(new), _sections(old)
    added = [name for name in ours if name not in theirs]
    removed = [name for name in theirs if name not in ours]
    changed = [name for name, section in ours.items() if name in theirs and section.sha256 != theirs[name].sha256]
    if not (fields or added or removed or changed):
        return None
    return ChangedPractice(new.practice_id, new.title, fields, added, removed, changed)


def _sections(practice: Practice) -> Mapping[str, Section]:
    named: dict[str, Section] = {}
    for section in practice.sections:
        name, number = section.name, 1
        while name in named:
            number += 1
            name = f"{section.name} ({number})"
        named[name] = section
    return named


def _read(folder: Path, snapshot_id: str) -> _Content:
    home = check_files(folder, snapshot_id, read_manifest(folder, snapshot_id))
    practices = map(Practice.from_dict, _lines(home / "practices.jsonl"))
    return _Content(
        {practice.practice_id: practice for practice in practices},
        {record["passage_id"] for record in _lines(home / "passages.jsonl")},
        {record["practice_id"] for record in _lines(home / "withdrawn.jsonl")},
    )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
