"""Matches as a file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from service.export import EXPORT_FORMATS, find_export_format, list_export_formats
from service.live import LiveIndex
from service.web.api.responses import PROBLEMS
from service.web.http.parameters import (
    FilterParameters,
    PlanParameter,
    QueryParameter,
    TopParameter,
    WithoutParameter,
)


def export_router(live: LiveIndex) -> APIRouter:
    """Make the route that exports."""
    router = APIRouter(prefix="/api/v1", responses=PROBLEMS)

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
    def export(
        q: QueryParameter,
        format: Annotated[str, Query(json_schema_extra={"enum": list(EXPORT_FORMATS)})],
        filters: FilterParameters,
        plan: PlanParameter,
        top: TopParameter = 50,
        without: WithoutParameter = [],  # noqa: B006
    ) -> Response:
        """Write the top matches as a file."""
        export_format, engine = find_export_format(format), live.engine()
        file = engine.export(engine.read(q), export_format, filters, top=top, without=without, plan=plan)
        return Response(
            file.text,
            media_type=export_format.media_type,
            headers={"Content-Disposition": f'attachment; filename="practices.{export_format.extension}"'},
        )

    return router
