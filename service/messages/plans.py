"""Messages about the set of a list: what its numbers leave out, and what is in them all the same."""

from __future__ import annotations

from collections.abc import Iterator

from service.answers.lists.practice_set import PracticeSet
from service.wording import field_title


def unstated_notes(practice_set: PracticeSet) -> Iterator[str]:
    """Say how many practices do not state a field that a condition is on, in a sentence each."""
    for field, count in practice_set.not_stated.items():
        are = "is left out, since it does" if count == 1 else "are left out, since they do"
        yield f"{count} more {_practices(count)} {are} not state the {field_title(field)}."
    for field, count in practice_set.unstated_members.items():
        total = len(practice_set.practice_ids)
        yield f"Of the {total}, {count} {'does' if count == 1 else 'do'} not state the {field_title(field)}."


def _practices(count: int) -> str:
    return "practice" if count == 1 else "practices"
