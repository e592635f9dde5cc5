"""HTML pages: text in reading order, headings by their words and tags, menus set aside as furniture."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.decode import decode
from corpus.fields import Written
from corpus.page import Line
from corpus.readers.text import read_lines
from corpus.reading import Item

_SILENT = set("script style noscript template svg head object select input textarea -comment".split())
_MENU = set("nav aside".split())
_FRAME = set("header footer form".split())
"""Menus too, unless they hold a heading: then they hold the page."""
_INLINE = set(
    "a abbr b bdi bdo cite code data dfn em font i kbd label mark q s samp small span strong sub sup time u var".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def read_html(data: bytes, source: str) -> Iterator[Item]:
    """The practices of an HTML page; what stands outside its main part is furniture."""
    text, encoding = decode(_declared(data), source)
    tree = LexborHTMLParser(text)
    body = tree.body or tree.root
    mains = tree.css("main, [role=main]") or tree.css("article")
    main = mains[0] if len(mains) == 1 else body
    stated = _stated(tree)
    base = stated.get("url", [""])[0]
    lines = _lines(body, main, base) if body is not None and main is not None else []
    if not any(line.level == 1 for line in lines) and (title := tree.css_first("title")):
        lines.insert(0, Line(_squeeze(title.text()).partition(" | ")[0], level=1))
    yield from read_lines(lines, source, encoding, stated)


def _declared(data: bytes) -> bytes:
    """As UTF-8, where the page declares its encoding and keeps to it; else unchanged."""
    declared = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", data[:4096], re.IGNORECASE)
    if declared is None or data.startswith(codecs.BOM_UTF8):
        return data
    try:
        name = codecs.lookup(declared[1].decode("ascii")).name
        # as browsers do: what is declared as Latin-1 is Windows' superset of it
        text = data.decode("cp1252" if name in ("iso8859-1", "ascii") else name)
    except (LookupError, UnicodeError):
        return data
    # a page that declares UTF-16 in single bytes is not in UTF-16
    return text.encode(errors="replace") if declared[0].decode("ascii", "replace") in text else data


def _stated(tree: LexborHTMLParser) -> Written:
    """The address and the language that the markup itself states."""
    found = {
        "url": (tree.css_first("link[rel=canonical]"), "href"),
        "language": (tree.css_first("html[lang]"), "lang"),
    }
    return {name: [value] for name, (node, key) in found.items() if node and (value := node.attributes.get(key))}


def _lines(body: LexborNode, main: LexborNode, base: str) -> list[Line]:
    """The lines of a page in reading order; everything outside ``main`` is menu. No recursion: pages nest deeply."""
    page = _Lines(base)
    node: LexborNode | None = body
    while node is not None:
        if node.mem_id == main.mem_id:
            page.end_line()
            page.inside = True
        if node.tag not in _SILENT:
            page.open(node)
            if node.first_child is not None:
                node = node.first_child
                continue
        node = _next(node, body, main, page)
    page.end_line()
    return page.lines


def _next(node: LexborNode, body: LexborNode, main: LexborNode, page: _Lines) -> LexborNode | None:
    """The node after ``node`` and all it holds, closing what ends on the way."""
    current: LexborNode | None = node
    while current is not None:
        page.close(current)
        if current.mem_id == main.mem_id:
            page.end_line()
            page.inside = False
        if current.mem_id == body.mem_id:
            return None
        if current.next is not None:
            return current.next
        current = current.parent
    return None


class _Lines:
    """Collects text into lines, one a block."""

    def __init__(self, base: str) -> None:
        self._base = base
        self.lines: list[Line] = []
        self.inside = False
        self._text: list[str] = []
        self._level = 0
        self._menus = 0
        self._item = False

    def open(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._text.append(node.text_content or "")
            return
        if tag not in _INLINE:
            self.end_line()
        self._level = _HEADINGS.get(tag, self._level)
        self._item = self._item or tag == "li"
        self._menus += self._is_menu(node)
        if tag == "iframe" or (tag == "img" and node.attributes.get("alt")):
            self._text.append(f" {node.attributes.get('alt') or ''} {self._target(node, 'src')}")

    def close(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in _SILENT or tag == "-text":
            return
        if tag == "a":
            self._text.append(self._target(node, "href"))
        if tag not in _INLINE:
            self.end_line()
        self._menus -= self._is_menu(node)
        if tag in _HEADINGS:
            self._level = 0
        if tag == "li":
            self._item = False
        if tag in ("p", "ul", "ol", "table"):
            self.lines.append(Line(""))

    def end_line(self) -> None:
        text = _squeeze("".join(self._text))
        if text:
            menu = bool(self._menus) or not self.inside
            self.lines.append(Line(f"- {text}" if self._item and not menu else text, 0 if menu else self._level, menu))
            self._item = False
        self._text = []

    def _is_menu(self, node: LexborNode) -> bool:
        """Menus, page headers without the title, and buttons that are no part of a heading."""
        if node.tag == "button":
            return not self._level
        if node.tag == "footer" and node.parent is not None and node.parent.tag == "blockquote":
            return False
        return node.tag in _MENU or (node.tag in _FRAME and node.css_first("h1, h2, h3") is None)

    def _target(self, node: LexborNode, key: str) -> str:
        """`` (address)`` where a link leads, unless the text says it already.

        Left out are places within the page, labels (taxonomy terms) and, where the page does not state its own
        address, relative addresses of anything but a file.
        """
        written = node.attributes.get(key) or ""
        try:
            address = urljoin(self._base, written)
            path = urlsplit(address).path
        except ValueError:
            return ""
        is_file = ":" not in written and "." in path.rpartition("/")[2]
        is_place = is_file or address.startswith(("http://", "https://"))
        is_label = self._level or "/taxonomy/term/" in address or written.startswith("#")
        if not is_place or is_label or self._menus or not self.inside:
            return ""
        return "" if address in "".join(self._text) else f" ({address})"


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
