"""Elements of an HTML page to lines in reading order: a line for each block, menus marked, lists and links kept."""

from __future__ import annotations

import re
from collections.abc import Collection

from selectolax.lexbor import LexborNode

from corpus.parsing.page import Line
from corpus.readers.html.elements import BLOCK_TAGS, HEADING_LEVELS, walk
from corpus.readers.html.inline import InlineText
from corpus.readers.html.labels import HTML_LABEL_LEVEL, field_of_label, is_label_element, is_value_element
from corpus.readers.html.list_numbers import ListNumbers
from corpus.readers.html.menus import is_menu, is_menu_button
from corpus.readers.html.structure import Content
from corpus.readers.html.tables import HtmlTable, is_data_table
from corpus.readers.html.visibility import Visibility
from corpus.text.links import plain
from corpus.text.strings import squeezed
from corpus.vocabularies.page_labels import section_of

_PARAGRAPHS = frozenset("p ul ol table dl pre".split())
_DEEPEST_TABLE = 4
"""Tables in tables; a deeper one is taken for layout unseen."""
_NOTHING = Content()


def page_lines(
    body: LexborNode, inside: Collection[int], menus: Collection[int], base: str, shown: Visibility
) -> list[Line]:
    """Write the elements of a page as lines.

    :param inside: the elements that hold the page, by ``mem_id``; everything outside them is menu.
    :param menus: elements that are menus though their tags do not say so.
    :param base: the address that links start from.
    :param shown: what is seen of the page; all else ends up as menus too, after the page.
    """
    page = _Lines(body, inside, menus, base, shown)
    for node, tag, is_opening in walk(body):
        if is_opening:
            page.open(node, tag)
        else:
            page.close(node, tag)
    page.end_line()
    return [*page.lines, *page.unseen]


class _Lines:
    """A collector of text into lines, one a block."""

    def __init__(
        self, body: LexborNode, inside: Collection[int], menus: Collection[int], base: str, shown: Visibility
    ) -> None:
        self.lines: list[Line] = []
        self.unseen: list[Line] = []
        self._shown = shown
        self._page = shown.structure[body.mem_id]
        self._inside = inside
        self._known_menus = menus
        self._depth_inside = 0
        self._articles = 0
        self._menus: list[int] = []
        """The menus that are open, by ``mem_id``."""
        self._hidden: list[bool] = [False]
        """Of what is hidden in the page and shown again in that: whether what is read now is hidden."""
        self._hidden_words: list[str] = []
        self._inline = InlineText(base, shown)
        self._level = 0
        self._lists = ListNumbers()
        self._marker = ""
        self._pre = 0
        self._tables = 0
        self._table: HtmlTable | None = None
        self._label_words: list[str] | None = None
        """The words of the label that is open."""
        self._field: str | None = None
        self._pending_label = ""
        """A label that names no field, until it is said before its first value."""
        self._values_end_with: int | None = None
        """The element with which the values of the label end."""

    def open(self, node: LexborNode, tag: str) -> None:
        if tag == "-text":
            self._add_text(node.text_content or "")
            return
        if node.mem_id in self._shown.hidden:
            self._hidden.append(self._shown.hidden[node.mem_id])
        if self._hidden[-1]:
            return
        self._open_place(node, tag)
        self._open_label(node, tag)
        self._pre += tag == "pre"
        if (mark := self._lists.open(tag, node)) is not None:
            self._marker = mark
        self._open_table(tag, node)
        self._inline.open(tag, node, has_places=not self._is_set_aside())

    def close(self, node: LexborNode, tag: str) -> None:
        if self._hidden[-1]:
            if node.mem_id in self._shown.hidden:
                self._end_hidden()
            return
        self._inline.close(tag, node)
        if tag == "time" and self._is_value(node) and (stated := _date_of(node)):
            self._inline.text.add(f" ({stated})" if node.text(strip=True) else stated)
        is_menu = bool(self._menus) and self._menus[-1] == node.mem_id
        if is_menu or self._is_block(node, tag):
            self.end_line()
        if is_menu:
            self._menus.pop()
        self._close_label(node, tag)
        self._pre -= tag == "pre"
        self._lists.close(tag)
        if tag == "li":
            self._marker = ""
        self._close_table(tag)
        if tag in _PARAGRAPHS and self._table is None and not (self._lists and tag in ("p", "ul", "ol")):
            self.lines.append(Line(""))
        self._close_place(node, tag)

    def end_line(self) -> None:
        for text in self._inline.text.take():
            self._add_line(text)

    def _add_line(self, text: str) -> None:
        if not text:
            if self._label_words is None and self._table is None and self.lines and self.lines[-1].text:
                self.lines.append(Line(""))
        elif self._label_words is not None:
            self._label_words.append(plain(text))
        elif self._table is not None and self._table.add(text):
            return
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
        if self._hidden[-1]:
            self._hidden_words.append(text)
        else:
            self._inline.text.add(text if self._pre else text.replace("\n", " "))

    def _end_hidden(self) -> None:
        self._hidden.pop()
        words = squeezed(" ".join(self._hidden_words))
        self._hidden_words = []
        if words:
            self.unseen.append(Line(words, menu=True))

    def _is_value(self, node: LexborNode) -> bool:
        """Tell whether an element is the value of a field, or all that a cell holds."""
        holder = self._content(node.parent) if node.parent is not None else _NOTHING
        if self._content(node).elements > 1:
            return False
        return self._field is not None or (self._table is not None and holder.text == self._content(node).text)

    def _open_place(self, node: LexborNode, tag: str) -> None:
        """Begin the page, a menu or a block, each on a new line."""
        if node.mem_id in self._inside:
            self.end_line()
            self._depth_inside += 1
        self._articles += _is_article(node, tag)
        if self._is_menu(node, tag):
            self.end_line()
            self._menus.append(node.mem_id)
        elif self._is_block(node, tag):
            self.end_line()
        if self._is_set_aside():
            return
        if name := self._shown.controls.name_of(node):
            self.lines.append(Line(name, HTML_LABEL_LEVEL))  # the words of the tab that opens it
        if tag == "iframe" and self._table is None and not node.attributes.get("title"):
            self.lines.append(Line(self._inline.address(node, "src"), field="links"))

    def _close_place(self, node: LexborNode, tag: str) -> None:
        self._articles -= _is_article(node, tag)
        if node.mem_id in self._inside:
            self.end_line()
            self._depth_inside -= 1
        if node.mem_id in self._shown.hidden:
            self._hidden.pop()

    def _open_label(self, node: LexborNode, tag: str) -> None:
        if tag in HEADING_LEVELS or tag == "dt":
            self._level = HEADING_LEVELS.get(tag, 0)
            self._end_values()
        if is_label_element(node) and self._table is None and not self._is_set_aside():
            self._label_words = []

    def _close_label(self, node: LexborNode, tag: str) -> None:
        if is_label_element(node) and self._label_words is not None:
            self._start_values(node)
        elif node.mem_id == self._values_end_with:
            self._end_values()
        if tag in HEADING_LEVELS:
            self._level = 0

    def _open_table(self, tag: str, node: LexborNode) -> None:
        if tag == "table":
            self._tables += 1
            if self._table is None and self._tables <= _DEEPEST_TABLE and is_data_table(node, self._content(node)):
                self._table = HtmlTable()
        elif self._table is not None and tag == "tr":
            self._table.open_row(node)
        elif self._table is not None and tag in ("td", "th"):
            self._table.open_cell(node)

    def _close_table(self, tag: str) -> None:
        if tag != "table":
            return
        self._tables -= 1
        table, self._table = self._table, None
        for line in table.lines() if table is not None else ():
            self.lines.append(Line(line.text, menu=True) if self._is_set_aside() else line)

    def _is_set_aside(self) -> bool:
        return bool(self._menus) or not self._depth_inside

    def _content(self, node: LexborNode) -> Content:
        return self._shown.structure.get(node.mem_id, _NOTHING)

    def _is_block(self, node: LexborNode, tag: str) -> bool:
        """Tell whether an element stands on lines of its own."""
        if is_label_element(node) or is_value_element(node) or node.mem_id in self._known_menus:
            return True
        if tag == "svg":
            return self._content(node).drawn > 1
        return self._shown.blocks.get(node.mem_id, tag in BLOCK_TAGS)

    def _is_menu(self, node: LexborNode, tag: str) -> bool:
        if node.mem_id in self._known_menus:
            return True
        content = self._content(node)
        if tag == "button":
            holder = self._content(node.parent) if node.parent is not None else None
            return not self._level and is_menu_button(node, holder, content, self._shown.controls)
        if node.attributes.get("role") == "tab" and self._shown.controls.has_heading(node):
            return not self._level
        return is_menu(node, content, self._page, in_article=self._articles > 0)


def _is_article(node: LexborNode, tag: str) -> bool:
    """Tell whether an element is what the markup calls the main part or an article."""
    return tag in ("main", "article") or node.attributes.get("role") == "main"


def _date_of(node: LexborNode) -> str:
    """Take the date that a ``<time>`` states, where its text has no year."""
    stated = re.match(r"\d{4}(?:-\d\d){0,2}", node.attributes.get("datetime") or "")
    return stated[0] if stated and not re.search(r"\d{4}", node.text()) else ""
