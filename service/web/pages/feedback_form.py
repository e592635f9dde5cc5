"""The feedback form of an answer page, which works without a script."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError

from index.facets.registry import FACETS
from service.errors import ForeignFormError, RequestError
from service.feedback.intake import FeedbackIntake
from service.feedback.store import LONGEST_COMMENT
from service.live import LiveIndex
from service.messages.feedback import FEEDBACK_REASONS
from service.schemas.feedback import FeedbackIn
from service.web.http.clients import ClientKeys
from service.web.pages.environment import templates

HONEYPOT = "website"
"""A field that people do not see; whoever fills it in is no person."""


templates.env.globals.update(reasons=FEEDBACK_REASONS, longest_comment=LONGEST_COMMENT, honeypot=HONEYPOT)


def feedback_form_router(live: LiveIndex, intake: FeedbackIntake, clients: ClientKeys) -> APIRouter:
    """Make the routes of the feedback form."""
    router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)

    @router.post("/feedback")
    async def form(request: Request) -> Response:
        check_origin(request.headers)
        given = feedback_of_form(await request.body())
        if given:
            client = clients.of_request(request)
            await run_in_threadpool(lambda: intake.keep(given.feedback(), live.engine().snapshot, client))
        return RedirectResponse("/feedback/thanks", status_code=303)

    @router.get("/feedback/thanks")
    def thanks(request: Request) -> Response:
        return templates.TemplateResponse(request, "thanks.html", {})

    return router


def feedback_of_form(body: bytes) -> FeedbackIn | None:
    """Read feedback out of the page's form; ``None`` where a machine filled it in.

    :raises RequestError: a field has a value it cannot have.
    """
    try:
        fields = parse_qs(body.decode("utf-8"), max_num_fields=1000, strict_parsing=True, encoding="utf-8")
    except ValueError as error:
        raise RequestError(f"This is no form that can be read: {error}.") from None
    if any(fields.get(HONEYPOT, ())):
        return None
    single = {name: values[0] for name, values in fields.items()}
    try:
        return FeedbackIn.model_validate(
            {
                "question": single.get("q", ""),
                "helpful": single.get("helpful", ""),
                "reason": single.get("reason", ""),
                "comment": single.get("comment", "").replace("\r\n", "\n"),
                "snapshot": single.get("snapshot", ""),
                "filters": {facet: values for facet, values in fields.items() if facet in FACETS},
                "statements": [_statement_of_line(line) for line in fields.get("statement", ())],
            },
            strict=False,  # a form has texts alone
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise RequestError(f"{first['loc'][0]}: {first['msg']}.") from None


def check_origin(headers: Mapping[str, str]) -> None:
    """Let only forms of our own pages through.

    :raises ForeignFormError: the form is of another site, or nothing says whose it is.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    own = site == "same-origin" if site else bool(origin) and urlsplit(origin or "").netloc == headers.get("host")
    if not own:
        raise ForeignFormError("Feedback is taken from the pages of this service only; programs use /api/v1/feedback.")


def _statement_of_line(line: str) -> dict[str, str]:
    return dict(zip(("practice_id", "passage_id", "start", "end"), line.split(" "), strict=False))
