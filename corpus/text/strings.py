"""String normalisation: text made fit to keep, to compare and to stand in an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

BULLETS = "-–•*·▪●○◦‣➢✓"
"""What an item of a list begins with; can stand in a character class."""
_LONGEST_SLUG = 80


def clean(text: str) -> str:
    """Normalise a text as it is kept: composed characters (NFC), and half ones (lone surrogates) replaced.

    Files cannot hold half characters, which JSON can carry; accents written apart would split words in a search.
    """
    return unicodedata.normalize("NFC", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def fold(text: str) -> str:
    """Fold to lower case without accents or punctuation: ``Côte d'Ivoire`` and ``COTE D’IVOIRE`` are one."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def squeezed(text: str) -> str:
    """Put a text on one line, with single spaces."""
    return " ".join(text.split())


def first_few(items: Sequence[str], most: int = 5) -> list[str]:
    """List the first items, and how many more there are."""
    more = len(items) - most
    return [*items[:most], *([f"… and {more:,} more."] if more > 0 else [])]


def slug(text: str) -> str:
    """Make a slug, which may be empty: ``Zambia's NRM (2019)`` becomes ``zambia-s-nrm-2019``; all scripts are kept."""
    words = fold(text).replace(" ", "-")
    if len(words) <= _LONGEST_SLUG:
        return words
    return words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]


def slug_of_address(url: str) -> str:
    """Make the slug of the last part of an address' path; empty when it has none or is not an address."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return slug(unquote(path.rstrip("/").rpartition("/")[2]))
