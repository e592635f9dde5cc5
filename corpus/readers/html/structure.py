"""What each element of a page holds, counted in one walk: texts, links, headings, cells."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from corpus.readers.html.elements import UNSEEN_TAGS, walk

_PROSE = re.compile(r"\w{3,}[.!?](?:\s|$)|[。！？؟۔]")
_LONGEST_NAME = 120
_MOST_ELEMENTS = 20
_LAYOUT = frozenset(("table", "h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(slots=True)
class Content:
    """What an element holds, all the way down."""

    text: int = 0
    """Characters but white space."""
    linked: int = 0
    """Those of them that are links."""
    letters: int = 0
    """Those of them that are letters or figures."""
    elements: int = 0
    drawn: int = 0
    """Texts of drawings."""
    headings: int = 0
    """Headings of the first three levels, which head the page and its sections."""
    mains: int = 0
    """Elements that the markup calls the main part."""
    layouts: int = 0
    """Tables and headings, itself too."""
    rows: int = 0
    cells: int = 0
    longest_cell: int = 0
    has_prose: bool = False
    """Whether a sentence ends in it."""

    def add(self, inner: Content) -> None:
        """Count what an element inside holds."""
        self.text += inner.text
        self.linked += inner.linked
        self.letters += inner.letters
        self.elements += inner.elements
        self.drawn += inner.drawn
        self.headings += inner.headings
        self.mains += inner.mains
        self.layouts += inner.layouts
        self.rows += inner.rows
        self.cells += inner.cells
        self.longest_cell = max(self.longest_cell, inner.longest_cell)
        self.has_prose |= inner.has_prose

    @property
    def is_short(self) -> bool:
        """Tell whether it can be a name or a date, which is read as one text."""
        return 0 < self.text <= _LONGEST_NAME and self.elements <= _MOST_ELEMENTS

    @property
    def is_made_of_links(self) -> bool:
        """Tell whether most of what it says are links."""
        return self.linked > self.text / 2


Structure = dict[int, Content]
"""What each element holds, by ``mem_id``."""


def count_contents(root: LexborNode) -> Structure:
    """Count what each element of a page holds."""
    structure: Structure = {}
    opened: list[Content] = []
    for node, tag, is_opening in walk(root):
        if tag == "-text":
            _add_text(opened[-1], node.text_content or "")
        elif is_opening:
            opened.append(structure.setdefault(node.mem_id, Content()))
        else:
            content = opened.pop()
            _close(content, node, tag)
            if opened and tag not in UNSEEN_TAGS:
                opened[-1].add(content)
    return structure


def _add_text(content: Content, text: str) -> None:
    bare = "".join(text.split())
    content.text += len(bare)
    content.letters += sum(map(str.isalnum, bare))
    content.has_prose |= bool(_PROSE.search(text))


def _close(content: Content, node: LexborNode, tag: str) -> None:
    content.elements += 1
    content.headings += tag in ("h1", "h2", "h3")
    content.mains += tag in ("main", "body") or node.attributes.get("role") == "main"
    content.layouts += tag in _LAYOUT
    content.rows += tag == "tr"
    content.drawn += tag == "text"
    if tag in ("td", "th"):
        content.cells += 1
        content.longest_cell = max(content.longest_cell, content.text)
    elif tag == "a" and node.attributes.get("href") is not None:
        content.linked = content.text
