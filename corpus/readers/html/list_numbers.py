"""The marks of list items as a browser shows them: bullets, and numbers from any start, in letters and Roman too."""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

_DEEPEST_INDENT = 8
_NUMBER = re.compile(r"\s*([+-]?\d{1,6})(?!\d)")
_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_LARGEST_ROMAN = 3999


@dataclass(slots=True)
class _List:
    number: int | None
    """Of the next item, or ``None`` where items have none."""
    step: int
    type: str


class ListNumbers:
    """The lists that are open, and the mark of the next item."""

    def __init__(self) -> None:
        self._open: list[_List] = []

    def __bool__(self) -> bool:
        return bool(self._open)

    def open(self, tag: str, node: LexborNode) -> str | None:
        """Open a list, or an item of one; give the mark of the item."""
        if tag in _LISTS:
            self._open.append(_list(node) if tag == "ol" else _List(None, 0, ""))
        elif tag == "li":
            return self._mark(node)
        return None

    def close(self, tag: str) -> None:
        """Close the last list, if that is what ends."""
        if tag in _LISTS and self._open:
            self._open.pop()

    def _mark(self, node: LexborNode) -> str:
        indent = "  " * min(max(len(self._open) - 1, 0), _DEEPEST_INDENT)
        within = self._open[-1] if self._open else None
        if within is None or within.number is None:
            return f"{indent}- "
        number = _number(node, "value", within.number)
        within.number = number + within.step
        return f"{indent}{_written(number, node.attributes.get('type') or within.type)}. "


def _list(node: LexborNode) -> _List:
    is_reversed = "reversed" in node.attributes
    first = sum(child.tag == "li" for child in node.iter()) if is_reversed else 1
    return _List(_number(node, "start", first), -1 if is_reversed else 1, node.attributes.get("type") or "1")


def _number(node: LexborNode, name: str, default: int) -> int:
    written = _NUMBER.match(node.attributes.get(name) or "")
    return int(written[1]) if written else default


def _written(number: int, kind: str) -> str:
    if kind in ("a", "A") and number > 0:
        letters = ""
        while number > 0:
            number, letter = divmod(number - 1, 26)
            letters = chr(ord(kind) + letter) + letters
        return letters
    if kind in ("i", "I") and 0 < number <= _LARGEST_ROMAN:
        numerals = ""
        for value, sign in _ROMAN:
            count, number = divmod(number, value)
            numerals += sign * count
        return numerals.upper() if kind == "I" else numerals
    return str(number)
