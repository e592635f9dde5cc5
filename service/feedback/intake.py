"""Intake of feedback: from the form of the page and from the API."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.text.strings import clean
from index.facets.registry import FACETS
from index.snapshot.snapshot import Snapshot
from service.errors import FeedbackFileError, FeedbackRefusedError, RequestError, TooOftenError
from service.feedback.rate_limit import SharedRateLimit
from service.feedback.shown import statements_with_words
from service.feedback.store import REASONS, Feedback, FeedbackStore

log = logging.getLogger(__name__)

_MINUTE = 60
"""Seconds."""
_MOST_A_MINUTE = 300
_MOST_A_CLIENT = 20
"""A minute; a person who judges answers needs several seconds for each, and some share an address."""


class FeedbackIntake:
    """Intake that keeps feedback, not more of it than people can write."""

    def __init__(self, store: FeedbackStore) -> None:
        self._store = store
        self._rate = SharedRateLimit(_MOST_A_MINUTE, _MOST_A_CLIENT, _MINUTE)
        self._trouble = ""

    def keep(self, feedback: Feedback, snapshot: Snapshot, client: str) -> None:
        """Keep a reader's word with the words of the statements that the snapshot has.

        :param client: the key of who sends it, see :class:`service.web.http.clients.ClientKeys`; it is not kept.
        :raises RequestError: the reason or a facet is not one of the list.
        :raises TooOftenError: more feedback comes than people write.
        :raises FeedbackRefusedError: the file cannot be used as it is, or is full; the log says which and why.
        """
        if feedback.reason and feedback.reason not in REASONS:
            raise RequestError(f"reason {feedback.reason!r} is not known; the reasons are: {', '.join(REASONS)}.")
        if unknown := [facet for facet in feedback.filters if facet not in FACETS]:
            raise RequestError(f"filter {unknown[0]!r} is not known; the filters are: {', '.join(FACETS)}.")
        if not self._rate.allows(client):
            raise TooOftenError(
                f"No more than {_MOST_A_CLIENT} answers a minute can be judged from one place, and {_MOST_A_MINUTE} "
                "from all; try again in a minute.",
                _MINUTE,
            )
        cleaned = replace(
            feedback,
            question=clean(feedback.question),
            filters={facet: list(map(clean, values)) for facet, values in feedback.filters.items()},
            snapshot=clean(feedback.snapshot),
            reason="" if feedback.helpful else feedback.reason,
            comment=clean(feedback.comment).strip(),
        )
        sent = _bytes_of([cleaned.question, cleaned.comment], cleaned.filters)
        named = [
            replace(statement, practice_id=clean(statement.practice_id), passage_id=clean(statement.passage_id))
            for statement in feedback.statements
        ]
        shown = tuple(statements_with_words(named, snapshot, sent))
        self._add(replace(cleaned, statements=shown))

    def _add(self, feedback: Feedback) -> None:
        try:
            self._store.add(feedback)
        except FeedbackFileError as error:
            if self._trouble != str(error):  # each trouble once: readers go on sending
                log.error("Feedback is refused. %s", error)
            self._trouble = str(error)
            raise FeedbackRefusedError(
                "Feedback cannot be kept just now, and yours was not. Answers are as good as before; whoever keeps "
                "this service finds the cause in its log."
            ) from None
        self._trouble = ""


def _bytes_of(texts: Sequence[str], filters: Mapping[str, Sequence[str]]) -> int:
    return sum(len(text.encode()) for text in [*texts, *(value for values in filters.values() for value in values)])
