"""Records of a page of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class FetchOutcome(StrEnum):
    """The outcome of asking for a page."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MOVED = "moved"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A good response for a page; the bytes are in the raw pages under its hash."""

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
class StoredPage:
    """The record of one address."""

    address: str
    first_seen: str
    asked: str | None
    round: int | None
    outcome: FetchOutcome | None
    reason: str | None
    failing_since: str | None
    withdrawn: str | None
    moved_to: str | None
    version: PageVersion | None


def now() -> str:
    """Give the time, ISO 8601 in UTC to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
