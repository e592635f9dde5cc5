"""Intake of feedback: from the form of the page and from the API."""

from __future__ import annotations

from dataclasses import replace

from corpus.text.strings import clean
from index.facets.registry import FACETS
from index.snapshot.snapshot import Snapshot
from service.errors import RequestError, TooOftenError
from service.feedback.rate_limit import RateLimit
from service.feedback.store import REASONS, Feedback, FeedbackStore, ShownStatement

_MOST_A_MINUTE = 60


class FeedbackIntake:
    """Intake that keeps feedback, not more of it than a person can write."""

    def __init__(self, store: FeedbackStore) -> None:
        self._store = store
        self._rate = RateLimit(_MOST_A_MINUTE, 60)

    def keep(self, feedback: Feedback, snapshot: Snapshot) -> None:
        """Keep a reader's word with the words of the statements that the snapshot has.

        :raises RequestError: the reason or a facet is not one of the list.
        :raises TooOftenError: more feedback comes than people write.
        """
        if feedback.reason and feedback.reason not in REASONS:
            raise RequestError(f"reason {feedback.reason!r} is not known; the reasons are: {', '.join(REASONS)}.")
        if unknown := [facet for facet in feedback.filters if facet not in FACETS]:
            raise RequestError(f"filter {unknown[0]!r} is not known; the filters are: {', '.join(FACETS)}.")
        if not self._rate.allows():
            raise TooOftenError(f"No more than {_MOST_A_MINUTE} answers a minute can be judged; try again in a minute.")
        self._store.add(
            replace(
                feedback,
                question=clean(feedback.question),
                statements=tuple(_with_words(statement, snapshot) for statement in feedback.statements),
                reason="" if feedback.helpful else feedback.reason,
                comment=clean(feedback.comment).strip(),
            )
        )


def _with_words(statement: ShownStatement, snapshot: Snapshot) -> ShownStatement:
    """Add the words of a statement, where the snapshot still has them."""
    practice = snapshot.practices.get(statement.practice_id)
    passages = snapshot.passages_of(statement.practice_id) if practice else []
    section = next((passage.section for passage in passages if passage.passage_id == statement.passage_id), None)
    if practice is None or section is None:
        return statement
    return replace(statement, text=practice.sections[section].text[statement.start : statement.end])
