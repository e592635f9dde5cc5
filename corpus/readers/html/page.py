"""HTML pages: text in reading order, headings by their words and tags, menus set aside as furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser

from corpus.parsing.fields import Written
from corpus.parsing.page import Line
from corpus.parsing.results import Item
from corpus.readers.html.lines import page_lines
from corpus.readers.html.main_content import find_main
from corpus.readers.html.visibility import see
from corpus.readers.text import read_lines
from corpus.text.charsets import charset_of_markup
from corpus.text.decoding import decode
from corpus.text.strings import squeezed
from corpus.text.templates import is_unrendered
from corpus.vocabularies.page_labels import section_of, site_section

_SAVED_FROM = re.compile(r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://\S+)")
"""What browsers write into a page that they save."""


def read_html(data: bytes, source: str) -> Iterator[Item]:
    """Read the practices of an HTML page; what stands outside its main part is furniture."""
    text, encoding = decode(data, source, [charset_of_markup(data)])
    tree = LexborHTMLParser(text)
    stated = _stated(tree, text)
    lines = _lines(tree, text, _base(tree, stated))
    if not any(line.level == 1 and not is_unrendered(line.text) for line in lines) and (title := _title(tree)):
        lines.insert(0, Line(title, level=1))
    yield from read_lines(lines, source, encoding, stated, _metadata(tree))


def html_lines(data: bytes, source: str) -> list[Line]:
    """Write a page that is part of another file as lines.

    :raises PageError: it is empty or no text.
    """
    text, _ = decode(data, source, [charset_of_markup(data)])
    tree = LexborHTMLParser(text)
    return _lines(tree, text, _base(tree, _stated(tree, text)))


def _lines(tree: LexborHTMLParser, text: str, base: str) -> list[Line]:
    """Write the page as lines; one in the structure of the repository's own pages is read by its markup alone."""
    body = tree.body or tree.root
    if body is None:
        return []
    shown = see(tree, body)
    mains = tree.css("main, [role=main]") or tree.css("article")
    marked = mains[0] if len(mains) == 1 else None
    lines = page_lines(body, {(marked or body).mem_id}, (), base, shown)
    if _is_known(lines) or (marked is not None and marked.tag != "article"):
        return lines
    main = find_main(text, body, marked, _title(tree), shown.structure)
    return page_lines(body, main.inside, main.menus, base, shown) if main else lines


def _is_known(lines: list[Line]) -> bool:
    """Tell whether a page has the repository's own structure: two of its sections at least."""
    kinds = {section_of(line.text) if line.level else site_section(line.text) for line in lines if not line.menu}
    return len(kinds - {None}) >= 2


def _stated(tree: LexborHTMLParser, text: str) -> Written:
    """Take the address and the language that the markup itself states."""
    saved = _SAVED_FROM.search(text[:4096])
    values = {
        "url": _attribute(tree, "link[rel=canonical]", "href")
        or _attribute(tree, "meta[property='og:url']", "content")
        or (saved[1] if saved else ""),
        "language": _attribute(tree, "html[lang]", "lang"),
    }
    return {name: [value] for name, value in values.items() if value}


def _base(tree: LexborHTMLParser, stated: Written) -> str:
    """Find the address that relative links start from."""
    own = stated.get("url", [""])[0]
    try:
        return urljoin(own, _attribute(tree, "base[href]", "href"))
    except ValueError:
        return own


def _title(tree: LexborHTMLParser) -> str:
    """Take the title from the head of the page, without the name of the site."""
    shared = _attribute(tree, "meta[property='og:title']", "content")
    title = tree.css_first("title")
    return squeezed(shared or (title.text().partition(" | ")[0] if title else ""))


def _metadata(tree: LexborHTMLParser) -> dict[str, str]:
    """Take what the head says that no field holds."""
    names = ("article:published_time", "article:modified_time")
    values = {name: _attribute(tree, f"meta[property='{name}']", "content") for name in names}
    return {name: value for name, value in values.items() if value}


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str:
    node = tree.css_first(selector)
    return ((node.attributes.get(name) if node else "") or "").strip()
