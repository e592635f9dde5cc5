"""The JSON API under /api/v1."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from service.answers.lists.answer import respond
from service.engine import exported, normalise_query, search_out
from service.export import EXPORT_FORMATS, find_export_format, list_export_formats
from service.filters.facet_options import facet_choices
from service.filters.parameters import TITLES
from service.live import LiveIndex
from service.practices.lookup import find_practice, passage_note
from service.practices.related import find_related
from service.schemas.answer import AnswerOut
from service.schemas.facets import FacetsOut
from service.schemas.practice import PracticeOut, PracticeSummary, practice_summary
from service.schemas.related import RelatedOut
from service.schemas.search import SearchOut
from service.web.api.responses import NOT_FOUND, PROBLEMS
from service.web.http.parameters import (
    LONGEST_QUERY,
    FilterParameters,
    QueryParameter,
    TopParameter,
    WithoutParameter,
    WriteParameter,
)
from service.web.http.streaming import MEDIA_TYPE, stream_answer, with_written

_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}, "description": "The answer, whole or as a stream"}
}
_EXPORTS: dict[str, Any] = {form.media_type.partition(";")[0]: {} for form in EXPORT_FORMATS.values()}


def api_router(live: LiveIndex, base_url: str) -> APIRouter:
    """The routes of the API over a live searcher."""
    router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

    @router.get("/search")
    def search(q: QueryParameter, filters: FilterParameters, top: TopParameter = 10) -> SearchOut:
        """The practices that match a query, best first, each with its best passages."""
        return search_out(q, live.searcher(), base_url, filters, top)

    @router.get("/answer", responses=_STREAM, response_model=AnswerOut)
    def ask(
        request: Request,
        q: QueryParameter,
        filters: FilterParameters,
        top: TopParameter = 10,
        without: WithoutParameter = [],  # noqa: B006
        write: WriteParameter = True,
    ) -> Any:  # noqa: ANN401
        """An answer in sentences quoted word for word, or the reason why there is none.

        A question for a set (*which networks…*, *how many practices in Asia…*) is answered with one statement for each
        practice of it; ``counts`` and ``answer_units`` are over all of them.

        Where an answer writer is set, ``written`` holds what it makes of the quotations, each sentence checked. Asked
        for ``text/event-stream``, the answer comes at once as the event ``answer``, then each sentence as ``claim``,
        and at last ``done`` with the rest of ``written``.
        """
        searcher = live.searcher()
        reply = respond(normalise_query(q), searcher, base_url, filters=filters, top=top, without=without)
        out = AnswerOut.of_reply(reply, base_url)
        writing = live.writing(reply.answer, searcher, base_url) if write else None
        wants_stream = MEDIA_TYPE in request.headers.get("accept", "")
        return stream_answer(out, writing) if wants_stream else with_written(out, writing)

    @router.get("/practices")
    def practices(
        filters: FilterParameters,
        offset: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> list[PracticeSummary]:
        """The practices of the collection that the filters let through, in its order."""
        listed = live.searcher().snapshot.practices_with(filters)[offset : offset + limit]
        return [practice_summary(practice, base_url) for practice in listed]

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
        searcher, browsing = live.searcher(), not q.strip()
        snapshot = searcher.snapshot
        within = None if browsing else searcher.allowed(searcher.read(q), {})
        found = facet_choices(snapshot.facets, filters, top, within=within, textless=browsing)
        listed = [{"facet": facet, "label": TITLES[facet], "values": values} for facet, values in found.items()]
        total = int(snapshot.facets.practices(filters, within, textless=browsing).sum())
        return FacetsOut.model_validate(
            {"practices": total, "facets": listed, "snapshot": snapshot.snapshot_id}, from_attributes=True
        )

    @router.get("/practices/{practice_id}", responses=NOT_FOUND)
    def practice(
        practice_id: str,
        passage: Annotated[str, Query(description="A passage that a link was made for.")] = "",
    ) -> PracticeOut:
        """One practice, whole."""
        snapshot = live.searcher().snapshot
        found = find_practice(snapshot, practice_id)
        return PracticeOut.of(snapshot, found, base_url, passage_note(snapshot, practice_id, passage))

    @router.get("/practices/{practice_id}/related", responses=NOT_FOUND)
    def related_practices(practice_id: str, top: Annotated[int, Query(ge=1, le=50)] = 5) -> list[RelatedOut]:
        """Practices like this one, each with the two passages that make it so."""
        return [RelatedOut.of(one, base_url) for one in find_related(live.searcher().snapshot, practice_id, top)]

    @router.get(
        "/export",
        description=f"The top matches as a file: {list_export_formats()}.",
        response_class=Response,
        responses={
            200: {
                "description": "The file",
                "content": {form.media_type.partition(";")[0]: {} for form in EXPORT_FORMATS.values()},
            }
        },
    )
    def export(q: QueryParameter, format: str, filters: FilterParameters, top: TopParameter = 50) -> Response:
        """Write the top matches as a file."""
        form = find_export_format(format)
        text, _ = exported(form, q, live.searcher(), base_url, filters, top)
        return Response(
            text,
            media_type=form.media_type,
            headers={"Content-Disposition": f'attachment; filename="practices.{form.extension}"'},
        )

    return router
