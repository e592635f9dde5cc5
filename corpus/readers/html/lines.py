"""Elements of an HTML page to lines in reading order: a line for each block, menus marked, lists and links kept."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from corpus.parsing.page import Line
from corpus.readers.html.labels import HTML_LABEL_LEVEL, field_of_label, is_label_element, is_value_element
from corpus.readers.html.tables import HtmlCell, html_table_lines, is_data_table
from corpus.text.links import marked, plain
from corpus.text.strings import squeezed
from corpus.vocabularies.page_labels import section_of

UNREAD_TAGS = set("script style noscript template svg head object select input textarea -comment".split())
"""Elements whose text nobody reads."""
_MENU = set("nav aside".split())
_FRAME = set("header footer form".split())
"""Menus too, unless they hold a heading: then they hold the page."""
_INLINE = set(
    "a abbr b bdi bdo cite code data dfn em font i kbd label mark q s samp small span strong sub sup time u var".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARAGRAPHS = set("p ul ol table dl pre".split())
_DEEPEST_TABLE = 4
"""Tables in tables; a deeper one is taken for layout unseen."""
_DEEPEST_INDENT = 8


def page_lines(body: LexborNode, inside: Collection[int], menus: Collection[int], base: str) -> list[Line]:
    """Write the elements of a page as lines, without recursion: pages nest deeply.

    :param inside: the elements that hold the page, by ``mem_id``; everything outside them is menu.
    :param menus: elements that are menus though their tags do not say so.
    :param base: the address that links start from.
    """
    page = _Lines(menus, base)
    node: LexborNode | None = body
    while node is not None:
        if node.mem_id in inside:
            page.end_line()
            page.inside += 1
        if node.tag not in UNREAD_TAGS:
            page.open(node)
            if node.first_child is not None:
                node = node.first_child
                continue
        node = _next(node, body, inside, page)
    page.end_line()
    return page.lines


def _next(node: LexborNode, body: LexborNode, inside: Collection[int], page: _Lines) -> LexborNode | None:
    """Go to the node after ``node`` and all it holds, closing what ends on the way."""
    current: LexborNode | None = node
    while current is not None:
        page.close(current)
        if current.mem_id in inside:
            page.end_line()
            page.inside -= 1
        if current.mem_id == body.mem_id:
            return None
        if current.next is not None:
            return current.next
        current = current.parent
    return None


class _Lines:
    """A collector of text into lines, one a block."""

    def __init__(self, menus: Collection[int], base: str) -> None:
        self.lines: list[Line] = []
        self.inside = 0
        self._base = base
        self._known_menus = menus
        self._text: list[str] = []
        self._links: list[int] = []
        """The links that are open: where the words of each begin in the text of the line."""
        self._level = 0
        self._menus = 0
        self._lists: list[int | None] = []
        """The lists that are open: the number of the next item, or ``None`` where items have none."""
        self._marker = ""
        self._pre = 0
        self._tables = 0
        self._rows: list[list[HtmlCell]] | None = None
        self._label_words: list[str] | None = None
        """The words of the label that is open."""
        self._field: str | None = None
        self._pending_label = ""
        """A label that names no field, until it is said before its first value."""
        self._values_end_with: int | None = None
        """The element with which the values of the label end."""

    def open(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "-text":
            self._add_text(node.text_content or "")
            return
        if _is_block(node) or node.mem_id in self._known_menus:
            self.end_line()
        self._menus += self._is_menu(node)
        if tag in _HEADINGS or tag == "dt":
            self._level = _HEADINGS.get(tag, 0)
            self._end_values()
        if is_label_element(node) and self._rows is None and not self._is_set_aside():
            self._label_words = []
        if tag == "a" and node.prev is not None and node.prev.tag == "a":
            self._text.append(" ")  # links in a row are set apart by their style
        self._pre += tag == "pre"
        self._open_list(tag, node)
        self._open_table(tag, node)
        self._open_link(tag, node)

    def close(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in UNREAD_TAGS or tag == "-text":
            return
        self._close_inline(tag, node)
        if _is_block(node) or node.mem_id in self._known_menus:
            self.end_line()
        self._menus -= self._is_menu(node)
        if is_label_element(node) and self._label_words is not None:
            self._start_values(node)
        elif node.mem_id == self._values_end_with:
            self._end_values()
        if tag in _HEADINGS:
            self._level = 0
        self._pre -= tag == "pre"
        self._close_list(tag)
        self._close_table(tag)
        if tag in _PARAGRAPHS and self._rows is None and not (self._lists and tag in ("p", "ul", "ol")):
            self.lines.append(Line(""))

    def end_line(self) -> None:
        text = squeezed("".join(self._text))
        self._text, self._links = [], [0] * len(self._links)
        if not text:
            return
        if self._label_words is not None:
            self._label_words.append(plain(text))
        elif self._rows and self._rows[-1]:
            self._rows[-1][-1].lines.append(text)
        elif self._is_set_aside():
            self.lines.append(Line(plain(text), menu=True))
        else:
            label, self._pending_label = f"{self._pending_label}: " if self._pending_label else "", ""
            self.lines.append(Line.of(f"{self._marker}{label}{text}", self._level, field=self._field))
            self._marker = ""

    def _start_values(self, node: LexborNode) -> None:
        """Take what follows a label that ends for its values, until the element that holds both ends."""
        name = " ".join(self._label_words or ()).removesuffix(":").strip()
        self._label_words = None
        self._end_values()
        self._field = field_of_label(name)
        self._values_end_with = node.parent.mem_id if node.parent is not None else None
        if self._field is not None:
            self.lines.append(Line(name, field=self._field, is_label=True))
        elif section_of(name):
            self.lines.append(Line(name, HTML_LABEL_LEVEL))
        else:
            self._pending_label = name

    def _end_values(self) -> None:
        if self._pending_label:
            self.lines.append(Line(self._pending_label))
        self._field, self._values_end_with, self._pending_label = None, None, ""

    def _add_text(self, text: str) -> None:
        if not self._pre:
            self._text.append(text)
            return
        first, *rest = text.split("\n")
        self._text.append(first)
        for line in rest:
            self.end_line()
            self._text.append(line)

    def _close_inline(self, tag: str, node: LexborNode) -> None:
        if tag == "a" and self._links:
            start = self._links.pop()
            self._text[start:] = [marked("".join(self._text[start:]), self._target(node, "href"))]
        elif tag == "time" and (stated := _date_of(node)):
            self._text.append(f" ({stated})" if node.text(strip=True) else stated)
        elif tag == "sup" and self._text and self._text[-1].strip().isdigit() and node.css_first("a[href*='#']"):
            self._text[-1] = f"[{self._text[-1].strip()}]"  # a footnote's number, which would else end the word

    def _open_link(self, tag: str, node: LexborNode) -> None:
        if tag == "a":
            self._links.append(len(self._text))
        elif tag == "img" and (words := node.attributes.get("alt")):
            self._text.append(f" {marked(words, '' if self._links else self._target(node, 'src'))} ")
        elif tag == "iframe" and (address := self._target(node, "src")):
            self._text.append(f" {marked(node.attributes.get('title') or address, address)} ")

    def _open_list(self, tag: str, node: LexborNode) -> None:
        if tag in ("ul", "ol"):
            first = node.attributes.get("start") or "1"
            number = int(first) if re.fullmatch(r"-?\d{1,6}", first) else 1
            self._lists.append(number if tag == "ol" else None)
        elif tag == "li":
            number_or_none = self._lists[-1] if self._lists else None
            indent = "  " * min(len(self._lists) - 1, _DEEPEST_INDENT)
            self._marker = f"{indent}- " if number_or_none is None else f"{indent}{number_or_none}. "
            if number_or_none is not None:
                self._lists[-1] = number_or_none + 1

    def _close_list(self, tag: str) -> None:
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""

    def _open_table(self, tag: str, node: LexborNode) -> None:
        if tag == "table":
            self._tables += 1
            if self._rows is None and self._tables <= _DEEPEST_TABLE and is_data_table(node):
                self._rows = []
        elif self._rows is not None and tag == "tr":
            self._rows.append([])
        elif self._rows and tag in ("td", "th"):
            self._rows[-1].append(HtmlCell.of(node))

    def _close_table(self, tag: str) -> None:
        if tag != "table":
            return
        self._tables -= 1
        rows, self._rows = self._rows, None
        for line in html_table_lines(rows or []):
            self.lines.append(Line(line.text, menu=True) if self._is_set_aside() else line)

    def _is_set_aside(self) -> bool:
        return bool(self._menus) or not self.inside

    def _is_menu(self, node: LexborNode) -> bool:
        """Tell menus: also page headers without the title, and buttons that are no part of a heading."""
        if node.tag == "button":
            return not self._level
        if node.tag == "footer" and node.parent is not None and node.parent.tag == "blockquote":
            return False
        if node.mem_id in self._known_menus:
            return True
        return node.tag in _MENU or (node.tag in _FRAME and node.css_first("h1, h2, h3") is None)

    def _target(self, node: LexborNode, key: str) -> str:
        """Find the address that a link leads to.

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
        is_label = "/taxonomy/term/" in address or written.startswith("#")
        return address if is_place and not is_label and not self._is_set_aside() else ""


def _is_block(node: LexborNode) -> bool:
    """Tell whether an element stands on lines of its own."""
    return node.tag not in _INLINE or is_label_element(node) or is_value_element(node)


def _date_of(node: LexborNode) -> str:
    """Take the date that a ``<time>`` states, where its text has no year."""
    stated = re.match(r"\d{4}(?:-\d\d){0,2}", node.attributes.get("datetime") or "")
    return stated[0] if stated and not re.search(r"\d{4}", node.text()) else ""
