"""The history of practices: what older snapshots on disk still know that the serving one lacks."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from index.snapshot.files import KEPT, snapshot_ids


def last_snapshot_with(folder: Path, practice_id: str) -> str | None:
    """Find the newest snapshot on disk that holds a practice; ``None`` where none does."""
    newest_first = reversed(snapshot_ids(folder))
    return next((snapshot_id for snapshot_id in newest_first if practice_id in _ids(folder, snapshot_id)), None)


@lru_cache(maxsize=2 * KEPT)
def _ids(folder: Path, snapshot_id: str) -> frozenset[str]:
    try:
        with (folder / "snapshots" / snapshot_id / "practices.jsonl").open(encoding="utf-8") as file:
            return frozenset(json.loads(line)["practice_id"] for line in file)
    except (OSError, ValueError, LookupError, TypeError):  # damaged, or deleted just now
        return frozenset()
