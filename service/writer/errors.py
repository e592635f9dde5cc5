"""Why the writer did not write."""

from __future__ import annotations

from corpus.errors import PracticeSearchError


class WriterError(PracticeSearchError):
    """The writer wrote nothing, or not all; the message is for a reader, without any words of the server."""
