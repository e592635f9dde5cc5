"""Errors as problem documents (RFC 9457)."""

from __future__ import annotations

from pydantic import BaseModel, Field


class TombstoneOut(BaseModel):
    """A practice that its site has withdrawn."""

    practice_id: str
    title: str
    url: str
    withdrawn: str = Field(description="When this was noticed, ISO 8601 in UTC.")


class ProblemOut(BaseModel):
    """An error as a problem document (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    withdrawn: TombstoneOut | None = Field(default=None, description="With status 410 only.")
