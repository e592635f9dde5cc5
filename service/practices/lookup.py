"""A practice by its id, and what to say where it or a passage of it is gone."""

from __future__ import annotations

from corpus.model import Practice
from index.snapshot.history import last_snapshot_with
from index.snapshot.snapshot import Snapshot
from service.errors import UnknownPracticeError, WithdrawnPracticeError


def find_practice(snapshot: Snapshot, practice_id: str) -> Practice:
    """The practice with an id.

    :raises WithdrawnPracticeError: its site has withdrawn it.
    :raises UnknownPracticeError: no practice has this id; the error says when one had.
    """
    if practice := snapshot.practices.get(practice_id):
        return practice
    if tombstone := snapshot.withdrawn.get(practice_id):
        raise WithdrawnPracticeError(tombstone)
    former = last_snapshot_with(snapshot.folder, practice_id)
    was = f" It was in the snapshot {former} of {_day(former)}." if former else ""
    raise UnknownPracticeError(f"There is no practice with the id {practice_id!r} in this collection.{was}")


def passage_note(snapshot: Snapshot, practice_id: str, passage_id: str) -> str:
    """What to say to a reader whose link is for a passage that the practice no longer has; else nothing."""
    if not passage_id or any(one.passage_id == passage_id for one in snapshot.passages_of(practice_id)):
        return ""
    return "The passage that this link was made for has changed or is gone; this is the practice as it is now."


def _day(snapshot_id: str) -> str:
    return f"{snapshot_id[:4]}-{snapshot_id[4:6]}-{snapshot_id[6:8]}"
