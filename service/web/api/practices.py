"""The practices of the collection as JSON: all of them, one, and those related to it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service.live import LiveIndex
from service.schemas.practice import PracticeOut, PracticeSummary
from service.schemas.related import RelatedPracticesOut
from service.web.api.responses import NOT_FOUND, PROBLEMS
from service.web.http.parameters import LAST_OFFSET, FilterParameters, Identifier


def practices_router(live: LiveIndex) -> APIRouter:
    """Make the routes of practices."""
    router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

    @router.get("/practices")
    def practices(
        filters: FilterParameters,
        offset: Annotated[int, Query(ge=0, le=LAST_OFFSET)] = 0,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> list[PracticeSummary]:
        """The practices of the collection that the filters let through, in its order."""
        engine = live.engine()
        listed = engine.practices(filters)[offset : offset + limit]
        return [PracticeSummary.of(practice, engine.base_url) for practice in listed]

    @router.get("/practices/{practice_id}", responses=NOT_FOUND)
    def practice(
        practice_id: Identifier,
        passage: Annotated[Identifier, Query(description="A passage that a link was made for.")] = "",
    ) -> PracticeOut:
        """One practice, whole."""
        engine = live.engine()
        return PracticeOut.of(engine.practice(practice_id, passage), engine.base_url)

    @router.get("/practices/{practice_id}/related", responses=NOT_FOUND)
    def related_practices(practice_id: Identifier, top: Annotated[int, Query(ge=1, le=50)] = 5) -> RelatedPracticesOut:
        """Practices like this one, each with the two passages and sentences that make it so."""
        engine = live.engine()
        return RelatedPracticesOut.of(engine.related(practice_id, top=top), practice_id, engine)

    return router
