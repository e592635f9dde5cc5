"""Errors of the writer."""

from __future__ import annotations

from corpus.errors import PracticeSearchError
from service.reasons import Reason


class WriterError(PracticeSearchError):
    """The writer wrote nothing, or not all, for a reason without any words of the server."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.code)
