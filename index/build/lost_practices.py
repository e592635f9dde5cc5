"""Builds that would lose practices: a path that is missing, or less than half of what the serving snapshot has."""

from __future__ import annotations

from pathlib import Path

from corpus.loading.collect import Collection
from corpus.parsing.results import ProblemKind
from corpus.text.strings import first_few
from index.errors import DamagedSnapshotError, FewerPracticesError, NoSnapshotError
from index.snapshot.files import serving_id
from index.snapshot.integrity import read_manifest

_LEAST_SHARE = 0.5


def refuse_fewer(collection: Collection, folder: Path) -> None:
    """Refuse a collection that lacks what its paths promise, or most of what the index folder serves.

    A disk that is not mounted, a sync that was cut off or a folder mistyped looks like a collection that has shrunk.

    :raises FewerPracticesError: it does; the message says by how much, and how to build all the same.
    """
    missing = [f"{p.source}: {p.reason}" for p in collection.problems if p.kind is ProblemKind.MISSING]
    if missing:
        raise FewerPracticesError(f"The index stays as it is. {' '.join(first_few(missing))} {_WAY_OUT}")
    before, now = _serving_practices(folder), len(collection.practices)
    if now < _LEAST_SHARE * before:
        raise FewerPracticesError(
            f"Only {now:,} practices were read, and the snapshot that serves has {before:,}; the index stays as it is. "
            f"{_WAY_OUT}"
        )


_WAY_OUT = "Mend the paths, or give --accept-fewer to build all the same."


def _serving_practices(folder: Path) -> int:
    """Count the practices of the serving snapshot; 0 where there is none that can be read."""
    try:
        return int(read_manifest(folder, serving_id(folder))["counts"]["practices"])
    except (NoSnapshotError, DamagedSnapshotError):
        return 0
