"""Logging is configured once, here; library code only logs."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from types import TracebackType

from corpus.text.strings import escaped

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_MOST = 10
"""Lines of one kind that are written in a minute."""
_WINDOW = 60.0
_MOST_KINDS = 1_000
_OURS = ("corpus", "index", "service", "uvicorn.error")
_ACCESS = "uvicorn.access"


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


def configure(level: str, *, access: bool = False) -> None:
    """Log to standard error; the chatter of libraries only where it warns.

    :param access: whether requests are logged, with the address of the client and what is asked.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(SafeFormatter(_FORMAT))
    handler.addFilter(RepeatFilter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in _OURS:
        logging.getLogger(name).setLevel(level.upper())
    logging.getLogger(_ACCESS).setLevel(logging.INFO if access else logging.CRITICAL)


class RepeatFilter(logging.Filter):
    """Filter that lets a few lines of one kind through a minute, and then says how many it kept back.

    What can be brought about from outside, such as a request that is none or a connection too many, cannot fill a disk.
    Lines are of one kind where the same place writes them, whatever they name.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._since: dict[tuple[str, int], float] = {}
        self._lines: dict[tuple[str, int], int] = {}
        self._lock = threading.Lock()

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a line is written."""
        if record.name == _ACCESS:
            return True
        with self._lock:
            return self._lets_through(record)

    def _lets_through(self, record: logging.LogRecord) -> bool:
        kind, now = (record.pathname, record.lineno), self._clock()
        if now - self._since.get(kind, -_WINDOW) >= _WINDOW:
            kept_back = self._lines.get(kind, 0) - _MOST
            if len(self._since) >= _MOST_KINDS:
                self._since.clear()
                self._lines.clear()
            self._since[kind], self._lines[kind] = now, 0
            if kept_back > 0:
                record.msg, record.args = f"{record.getMessage()} ({kept_back} more like it were kept back)", ()
        self._lines[kind] += 1
        if self._lines[kind] == _MOST:
            record.msg, record.args = f"{record.getMessage()} (more like it are kept back for a minute)", ()
        return self._lines[kind] <= _MOST
