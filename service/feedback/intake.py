"""Taking feedback in: from the form of the page and from the API."""

from __future__ import annotations

from corpus.text.strings import clean
from index.facets.registry import FACETS
from index.snapshot.snapshot import Snapshot
from service.errors import RequestError, TooOftenError
from service.feedback.rate_limit import RateLimit
from service.feedback.store import REASONS, Feedback, FeedbackStore, ShownStatement
from service.schemas.feedback import FeedbackIn, StatementIn

_MOST_A_MINUTE = 60


class FeedbackIntake:
    """Keeps feedback, not more of it than a person can write."""

    def __init__(self, store: FeedbackStore) -> None:
        self._store = store
        self._rate = RateLimit(_MOST_A_MINUTE, 60)

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


def _shown(given: StatementIn, snapshot: Snapshot) -> ShownStatement:
    practice = snapshot.practices.get(given.practice_id)
    passages = snapshot.passages_of(given.practice_id) if practice else []
    section = next((one.section for one in passages if one.passage_id == given.passage_id), None)
    text = practice.sections[section].text[given.start : given.end] if practice and section is not None else ""
    return ShownStatement(given.practice_id, given.passage_id, given.start, given.end, text)
