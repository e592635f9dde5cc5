"""What a search can be narrowed to, as JSON."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from corpus.text.strings import clean
from service.live import LiveIndex
from service.schemas.facets import FacetsOut
from service.web.api.responses import PROBLEMS
from service.web.http.parameters import LONGEST_QUERY, FilterParameters


def facets_router(live: LiveIndex) -> APIRouter:
    """Make the route of facets."""
    router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

    @router.get("/facets")
    def facets(
        filters: FilterParameters,
        q: Annotated[str, Query(max_length=LONGEST_QUERY, description="A question, or nothing to browse.")] = "",
        top: Annotated[int, Query(ge=1, le=1000, description="How many values of a facet, at the most.")] = 50,
    ) -> FacetsOut:
        """What a search can be narrowed to: each value with the number of practices that have it.

        The counts are over the practices that filters and quoted phrases let through, which is what a search ranks; the
        choice made in a facet is left out of that facet's own counts. Chosen values are always listed. Without ``q``,
        practices that have a title and no text count too, as ``/practices`` lists them.
        """
        engine = live.engine()
        return FacetsOut.of(engine.facets(engine.read(q) if clean(q).strip() else None, filters, top=top))

    return router
