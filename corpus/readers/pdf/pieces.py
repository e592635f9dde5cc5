"""Pieces of text on a printed page, and the rows that they stand in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from corpus.model import Link
from corpus.text.strings import BULLETS

MARKER = re.compile(rf"[{BULLETS}]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]")
"""What a list item begins with."""
ITEM = re.compile(rf"(?:{MARKER.pattern})\s+\S")
"""A list item, from its marker to its first letter."""
LARGER = 1.12
"""Times the size of the text: from here on type is that of a heading."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that stands together on one row of a page; measures are in points."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    place: float
    """How high on the page it stands: 0 is its lower edge, 1 its upper one."""
    size: float
    bold: bool
    rtl: bool = False
    """Whether it is read from right to left; its text is in the order of reading all the same."""
    links: tuple[Link, ...] = ()
    """The links in its text."""

    @property
    def start(self) -> float:
        """Where it begins, along the direction of reading."""
        return -self.right if self.rtl else self.left

    @property
    def end(self) -> float:
        """Where it ends, along the direction of reading."""
        return -self.left if self.rtl else self.right

    def joined(self, other: Piece) -> Piece:
        """Join this piece and the next one on its row."""
        left, right = min(self.left, other.left), max(self.right, other.right)
        bold = self.bold and other.bold
        links = (*self.links, *moved_links(other.links, len(self.text) + 1))
        return replace(self, text=f"{self.text} {other.text}", left=left, right=right, bold=bold, links=links)


def moved_links(links: Iterable[Link], offset: int) -> Iterator[Link]:
    """Move links with a text that now begins at an offset."""
    return (Link(link.start + offset, link.end + offset, link.url) for link in links)


PdfRow = tuple[Piece, ...]
"""The cells that stand beside each other; mostly one."""


def row_text(row: PdfRow, between: str = " | ") -> str:
    """Write a row on one line."""
    return between.join(piece.text for piece in row)


def body_size(pieces: Iterable[Piece]) -> float:
    """Find the type size that most of the text is set in, in points."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[piece.size] += len(piece.text)
    return sizes.most_common(1)[0][0]


def is_below(upper: Piece, lower: Piece) -> bool:
    """Tell whether one piece stands right below another, on the same page."""
    drop = upper.bottom - lower.bottom
    return upper.page == lower.page and 0.5 * lower.size < drop < 2.2 * max(upper.size, lower.size)
