"""Logging is configured once, here; library code only logs."""

from __future__ import annotations

import logging
from types import TracebackType

from corpus.text.strings import escaped

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class SafeFormatter(logging.Formatter):
    """A formatter by which what a client or a page wrote can neither begin a line of the log nor steer a terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the name is the library's
        """Put a message on one line."""
        return escaped(super().formatMessage(record)).replace("\n", "\\n")

    def formatException(  # noqa: N802
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Indent the lines of a traceback, which hold what an error says."""
        return "\n".join(f"    {escaped(line)}" for line in super().formatException(ei).splitlines())


def configure(level: str) -> None:
    """Log to standard error; the chatter of libraries only where it warns."""
    handler = logging.StreamHandler()
    handler.setFormatter(SafeFormatter(_FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in ("corpus", "index", "service"):
        logging.getLogger(name).setLevel(level.upper())
