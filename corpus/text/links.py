"""Links beside their text: marks carry an address through a reader, and end as spans of the text without it.

A marked text is ``START words MIDDLE address END``, with noncharacters of Unicode that no text may hold. It can be
joined, split into cells and squeezed like any other; an address has no white space. :func:`unmarked` takes the marks
out, so that no address ever stands inside a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.model import Link

_START, _MIDDLE, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_MARKED = re.compile(f"{_START}([^{_START}{_MIDDLE}{_END}]*){_MIDDLE}([^{_START}{_MIDDLE}{_END}\\s]*){_END}")
_STRAY = re.compile(f"[{_START}{_END}]|{_MIDDLE}[^{_END}]*")
_WEB = ("http://", "https://")


def marked(words: str, address: str) -> str:
    """Mark words as a link, each line of them for itself; without words or a web address nothing is marked."""
    if "\n" in words:
        return "\n".join(marked(line, address) for line in words.split("\n"))
    inner = plain(words).strip()
    if not inner or not address.startswith(_WEB):
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{_START}{inner}{_MIDDLE}{'%20'.join(address.split())}{_END}{after}"


def plain(text: str) -> str:
    """Take the marks and the addresses out of a text."""
    return unmarked(text)[0] if _START in text or _MIDDLE in text or _END in text else text


def unmarked(text: str) -> tuple[str, tuple[Link, ...]]:
    """Part a marked text into its words and the links in them, in order; marks that make no pair go."""
    parts: list[str] = []
    links: list[Link] = []
    length = at = 0
    for pair in _MARKED.finditer(text):
        before = _STRAY.sub("", text[at : pair.start()])
        parts += (before, pair[1])
        start = length + len(before)
        length = start + len(pair[1])
        if pair[1] and pair[2]:
            links.append(Link(start, length, pair[2]))
        at = pair.end()
    return "".join((*parts, _STRAY.sub("", text[at:]))), tuple(links)


def with_marks(text: str, links: Iterable[Link]) -> str:
    """Mark the links of a text again: what :func:`unmarked` takes apart."""
    parts: list[str] = []
    at = 0
    for link in links:
        parts += (text[at : link.start], marked(text[link.start : link.end], link.url))
        at = link.end
    return "".join((*parts, text[at:]))
