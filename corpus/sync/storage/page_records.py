"""What is known of a page of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class Status(StrEnum):
    """What came of asking for a page."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Version:
    """A good answer for a page; the bytes are in the raw pages under its hash."""

    sha256: str
    fetched: str
    content_type: str
    title: str
    text_sha256: str
    laid_out: bool
    """Whether it has the sections of a practice page."""
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What is known of one address."""

    address: str
    first_seen: str
    asked: str | None
    round: int | None
    outcome: Status | None
    reason: str | None
    failing_since: str | None
    withdrawn: str | None
    moved_to: str | None
    version: Version | None


def now() -> str:
    """The time, ISO 8601 in UTC to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
