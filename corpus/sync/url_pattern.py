"""The pattern by which addresses of a site are known as practices: a path with stars."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from corpus.sync.http.urls import split_language

PRACTICES = "/practice/*"
"""Where the Repository of Practices has them."""


class UrlPattern:
    """A pattern of the addresses of practices, with or without a language prefix.

    ``*`` stands for one part of a path, ``**`` for several. A query is dropped unless the pattern has one.
    """

    def __init__(self, written: str = PRACTICES) -> None:
        self.written = written
        self._has_query = "?" in written
        parts = re.split(r"(\*+)", written)
        stars = {"*": "[^/?]+", "**": "[^?]+"}
        self._pattern = re.compile("".join(stars.get(part[:2]) or re.escape(part) for part in parts))

    def practice(self, address: str) -> str | None:
        """Write an address as that of a practice; ``None`` where it is none."""
        parts = urlsplit(address)._replace(fragment="")
        if not self._has_query:
            parts = parts._replace(query="")
        bare, _ = split_language(parts.geturl())
        path = urlsplit(bare).path.rstrip("/") + (f"?{parts.query}" if parts.query else "")
        return parts.geturl() if self._pattern.fullmatch(path) else None
