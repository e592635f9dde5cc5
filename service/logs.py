"""Logging is configured once, here; library code only logs."""

from __future__ import annotations

import logging

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def configure(level: str) -> None:
    """Log to standard error; the chatter of libraries only where it warns."""
    logging.basicConfig(level=logging.WARNING, format=_FORMAT)
    for name in ("corpus", "index", "service"):
        logging.getLogger(name).setLevel(level.upper())
