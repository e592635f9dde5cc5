"""The rules of a site's robots.txt (RFC 9309): what it allows, and the pace it asks for."""

from __future__ import annotations

from protego import Protego

AGENT = "PracticeSearch"
"""The name that robots.txt knows us by."""

_LONGEST = 500 * 1024
"""What is read of the file: as much as RFC 9309 asks for."""
_LONGEST_DELAY = 120.0


class RobotsRules:
    """The rules of one site; without a file everything is allowed."""

    def __init__(self, text: bytes = b"") -> None:
        self._parsed = Protego.parse(text[:_LONGEST].decode("utf-8-sig", errors="replace"))
        rate = self._parsed.request_rate(AGENT)
        asked = max(self._parsed.crawl_delay(AGENT) or 0.0, rate.seconds / rate.requests if rate else 0.0)
        self.delay: float = min(asked, _LONGEST_DELAY)
        """Seconds between two requests."""
        self.notes: list[str] = []
        """Where it is not obeyed to the letter, and why."""
        if asked > _LONGEST_DELAY:
            self.notes.append(
                f"robots.txt asks for {asked:,.0f} seconds between two requests; {_LONGEST_DELAY:.0f} are kept, for "
                "a sync that takes days would never end."
            )
        self.sitemaps: list[str] = list(self._parsed.sitemaps)

    def allow(self, address: str) -> bool:
        """Tell whether an address may be fetched."""
        return self._parsed.can_fetch(address, AGENT)
