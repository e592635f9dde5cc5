"""The text of a passage with its links: those that stand beside the text, and the addresses that are part of it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from corpus.model import Link, Passage, Section
from corpus.parsing.fields import find_addresses

_LINK = Markup('<a href="{}" rel="nofollow noreferrer">{}</a>')


def with_links(section: Section, passage: Passage) -> Markup:
    """Write a passage of a section as HTML; a link that two passages share is one in each."""
    parts: list[Markup] = []
    at = passage.start
    for link in _links_within(section, passage.start, passage.end):
        if link.start < at:  # an address within the words of a link
            continue
        parts += [escape(section.text[at : link.start]), _LINK.format(link.url, section.text[link.start : link.end])]
        at = link.end
    return Markup("").join([*parts, escape(section.text[at : passage.end])])


def _links_within(section: Section, start: int, end: int) -> Iterator[Link]:
    links = sorted([*section.links, *find_addresses(section.text)], key=lambda link: (link.start, -link.end))
    for link in links:
        if link.start < end and link.end > start:
            yield Link(max(link.start, start), min(link.end, end), link.url)
