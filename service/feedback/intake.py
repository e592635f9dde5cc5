"""Taking feedback in: from the form of the page and from the API."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.text.strings import clean
from index.facets.masks import FACETS
from index.snapshot.snapshot import Snapshot
from service.errors import ForeignFormError, RequestError, TooOftenError
from service.feedback.rate_limit import Rate
from service.feedback.store import LONGEST_COMMENT, MOST_SHOWN, REASONS, Feedback, FeedbackStore, Shown

HONEYPOT = "website"
"""A field that people do not see; whoever fills it in is no person."""
_MOST_A_MINUTE = 60

Short = Annotated[str, Field(max_length=300)]


class StatementIn(BaseModel):
    """A statement that was shown."""

    model_config = ConfigDict(extra="ignore")

    practice_id: Short
    passage_id: Short
    start: int = Field(ge=0)
    end: int = Field(ge=0)


class FeedbackIn(BaseModel):
    """A reader's word on an answer: the question and what was shown, as the answer gave them."""

    question: str = Field(min_length=1, max_length=2_000)
    helpful: bool
    reason: str = Field("", description=f"Why it did not help: {', '.join(REASONS)}; or nothing.")
    comment: str = Field("", max_length=LONGEST_COMMENT, description="Leave out what tells who you are.")
    filters: dict[Short, list[Short]] = Field({}, max_length=len(FACETS))
    snapshot: str = Field("", max_length=100)
    statements: list[StatementIn] = Field([], max_length=MOST_SHOWN)


class Receiver:
    """Keeps feedback, not more of it than a person can write."""

    def __init__(self, store: FeedbackStore) -> None:
        self._store = store
        self._rate = Rate(_MOST_A_MINUTE, 60)

    def keep(self, given: FeedbackIn, snapshot: Snapshot) -> None:
        """Keep a reader's word with the words of the statements that the snapshot has.

        :raises RequestError: the reason or a facet is not one of the list.
        :raises TooOftenError: more feedback comes than people write.
        """
        if given.reason and given.reason not in REASONS:
            raise RequestError(f"reason {given.reason!r} is not known; the reasons are: {', '.join(REASONS)}.")
        if unknown := [facet for facet in given.filters if facet not in FACETS]:
            raise RequestError(f"filter {unknown[0]!r} is not known; the filters are: {', '.join(FACETS)}.")
        if not self._rate.allows():
            raise TooOftenError(f"No more than {_MOST_A_MINUTE} answers a minute can be judged; try again in a minute.")
        shown = tuple(_shown(one, snapshot) for one in given.statements)
        reason = "" if given.helpful else given.reason
        comment = clean(given.comment).strip()
        self._store.add(
            Feedback(clean(given.question), given.filters, given.snapshot, shown, given.helpful, reason, comment)
        )


def feedback_of_form(body: bytes) -> FeedbackIn | None:
    """Feedback out of the page's form; ``None`` where a machine filled it in.

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
                "statements": [_of_line(line) for line in fields.get("statement", ())],
            }
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


def _of_line(line: str) -> dict[str, str]:
    return dict(zip(("practice_id", "passage_id", "start", "end"), line.split(" "), strict=False))


def _shown(given: StatementIn, snapshot: Snapshot) -> Shown:
    practice = snapshot.practices.get(given.practice_id)
    passages = snapshot.passages_of(given.practice_id) if practice else []
    section = next((one.section for one in passages if one.passage_id == given.passage_id), None)
    text = practice.sections[section].text[given.start : given.end] if practice and section is not None else ""
    return Shown(given.practice_id, given.passage_id, given.start, given.end, text)
