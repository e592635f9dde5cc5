"""Practices side by side, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints

from service.live import LiveIndex
from service.schemas.compare import ComparisonOut
from service.web.api.responses import NOT_FOUND, PROBLEMS
from service.web.http.parameters import LONGEST_QUERY

_PracticeIds = Annotated[
    str, StringConstraints(max_length=LONGEST_QUERY), Field(json_schema_extra={"format": "practice-ids"})
]


def compare_router(live: LiveIndex) -> APIRouter:
    """Make the route that compares practices."""
    router = APIRouter(prefix="/api/v1", responses=PROBLEMS | NOT_FOUND)

    @router.get("/compare")
    def compared(
        ids: Annotated[
            list[_PracticeIds],
            Query(max_length=20, description="Practices, 2 to 6, by their ids; commas part several in a value."),
        ],
        q: Annotated[str, Query(max_length=LONGEST_QUERY, description="What to compare them by, or nothing.")] = "",
    ) -> ComparisonOut:
        """Practices side by side: for each section the sentence that answers the question, word for word."""
        engine = live.engine()
        practice_ids = [practice_id for value in ids for practice_id in value.split(",") if practice_id]
        return ComparisonOut.of(engine.compare(practice_ids, q), engine.base_url)

    return router
