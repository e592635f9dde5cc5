"""What stands inside a line: links, pictures, quotations, raised figures, formulas."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from corpus.readers.html.running_text import RunningText
from corpus.readers.html.visibility import Visibility
from corpus.text.links import marked

_DEEPEST = 8
"""Links in links and figures above figures; deeper ones are text as any other."""
_QUOTES = (("“", "”"), ("‘", "’"))


class InlineText:
    """A reader of the elements inside lines, into the text of the line."""

    def __init__(self, base: str, shown: Visibility) -> None:
        self.text = RunningText()
        self._base = base
        self._shown = shown
        self._open: list[tuple[int, str]] = []
        """The links and raised figures that are open: the element, and which of both it is."""
        self._quotes = 0

    def open(self, tag: str, node: LexborNode, *, has_places: bool) -> None:
        """Begin an element.

        :param has_places: whether links are kept; those of menus are not.
        """
        self._add_sign(tag, node, has_places=has_places)
        if len(self._open) < _DEEPEST:
            self._open_mark(tag, node, has_places=has_places)

    def close(self, tag: str, node: LexborNode) -> None:
        """End an element."""
        while self._open and self._open[-1][0] == node.mem_id:
            if self._open.pop()[1] == "link":
                self.text.close_link()
            else:
                self.text.close_script(before_stroke=_is_before_stroke(node))
        if tag == "q" and self._quotes:
            self._quotes -= 1
            self.text.add(_QUOTES[self._quotes % 2][1])
        elif tag == "text":
            self.text.add(" ")

    def address(self, node: LexborNode, key: str) -> str:
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
        return address if is_place and not is_label else ""

    def _add_sign(self, tag: str, node: LexborNode, *, has_places: bool) -> None:
        """Add what an element itself shows."""
        if tag == "br":
            self.text.add("\n")
        elif tag == "q":
            self.text.add(_QUOTES[self._quotes % 2][0])
            self._quotes += 1
        elif tag == "img" and (words := node.attributes.get("alt")):
            has_place = has_places and not self.text.has_link
            self.text.add(f" {marked(words, self.address(node, 'src') if has_place else '')} ")
        elif tag == "iframe" and has_places and (title := (node.attributes.get("title") or "").strip()):
            self.text.add(f" {marked(title, self.address(node, 'src'))} ")
        elif tag == "text":
            self.text.add(" ")
        elif _is_lower_part(node):
            self.text.add("/")

    def _open_mark(self, tag: str, node: LexborNode, *, has_places: bool) -> None:
        if script := self._shown.scripts.get(node.mem_id):
            self._open.append((node.mem_id, "script"))
            self.text.open_script(script)
        if tag == "a":
            if node.prev is not None and node.prev.tag == "a":
                self.text.add(" ")  # links in a row are set apart by their style
            self._open.append((node.mem_id, "link"))
            is_in_page = (node.attributes.get("href") or "").startswith("#")
            self.text.open_link(self.address(node, "href") if has_places else "", within_page=is_in_page)


def _is_before_stroke(node: LexborNode) -> bool:
    after = node.next
    return after is not None and after.tag == "-text" and (after.text_content or "").lstrip()[:1] in ("/", "⁄")


def _is_lower_part(node: LexborNode) -> bool:
    """Tell whether an element is the lower figure of a fraction."""
    return node.parent is not None and node.parent.tag == "mfrac" and node.prev is not None
