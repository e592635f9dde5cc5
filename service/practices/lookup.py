"""A practice by its id, and the reason where it or a passage of it is gone."""

from __future__ import annotations

from corpus.model import Practice
from index.snapshot.history import last_snapshot_with
from index.snapshot.snapshot import Snapshot
from service.errors import UnknownPracticeError, WithdrawnPracticeError
from service.reasons import Reason, ReasonCode


def find_practice(snapshot: Snapshot, practice_id: str) -> Practice:
    """Find the practice with an id.

    :raises WithdrawnPracticeError: its site has withdrawn it.
    :raises UnknownPracticeError: no practice has this id; the error says when one had.
    """
    if practice := snapshot.practices.get(practice_id):
        return practice
    if tombstone := snapshot.withdrawn.get(practice_id):
        raise WithdrawnPracticeError(tombstone)
    former = last_snapshot_with(snapshot.folder, practice_id)
    raise UnknownPracticeError(
        f"There is no practice with the id {practice_id!r} in this collection."
        f"{f' It was in the snapshot {former} of {_day(former)}.' if former else ''}"
    )


def passage_note(snapshot: Snapshot, practice_id: str, passage_id: str) -> Reason | None:
    """Give the note for a reader whose link is for a passage that the practice no longer has; else nothing."""
    if not passage_id or any(passage.passage_id == passage_id for passage in snapshot.passages_of(practice_id)):
        return None
    return Reason(ReasonCode.PASSAGE_GONE)


def _day(snapshot_id: str) -> str:
    return f"{snapshot_id[:4]}-{snapshot_id[4:6]}-{snapshot_id[6:8]}"
