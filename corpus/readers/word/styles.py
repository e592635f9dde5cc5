"""What Word's styles say of a paragraph and its runs: heading level, list, bold, hidden, struck through, raised."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from corpus.readers.language_words import any_word_of, words_of
from corpus.readers.word.xml import Element, attribute, child, children, is_on, kind_of, number_of, value_of

_HEADING = re.compile(rf"{any_word_of('heading_styles', 'überschrift')} ?(\d)", re.IGNORECASE)
_TITLE = {*words_of("title_styles"), "titel"}
DEEPEST = 8
"""The depth of the deepest list and of the lowest heading, from 0."""
_TOGGLES = ("b", "strike", "vanish")
"""Properties that two styles of one run together switch off again (ISO 29500-1, 17.7.3)."""
_LOOKS = (*_TOGGLES, "dstrike", "vertAlign", "position", "sz")
_LEAST_SHIFT = 4
"""Half points: what stands that much above or below the line is raised or lowered."""
_LONGEST_NUMBER = 10
_SMALLEST = 2
"""Half points: nobody reads smaller type."""
_SIDES = {"superscript": 1, "subscript": -1}

Properties = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is shown."""

    bold: bool = False
    hidden: bool = False
    struck: bool = False
    side: int = 0
    """1: raised above the line; -1: lowered."""


class Styles:
    """The styles of a file, each with what it takes over from those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {attribute(style, "styleId"): style for style in children(root, "style")}
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._defaults = _looks(defaults)
        self._known: dict[str, Properties] = {"": {}}
        self._bases: dict[tuple[str, str], Properties] = {}
        self.default = next(
            (
                name
                for name, style in self._elements.items()
                if attribute(style, "type") == "paragraph" and is_on(attribute(style, "default") or None)
            ),
            "",
        )
        """The style of paragraphs that name none."""

    def level(self, style_id: str, own: Element | None) -> int:
        """Give the heading level of a paragraph: 1 for a title, 2 for a first heading, 0 for none."""
        style = self._style(style_id)
        outline = value_of(own, "outlineLvl") or style.get("outlineLvl")
        if outline is not None:
            return int(outline) + 2 if outline.isdecimal() and int(outline) < DEEPEST else 0
        return int(style.get("level", 0))

    def list_of(self, style_id: str, own: Element | None) -> tuple[str, int | None] | None:
        """Look up the list that a paragraph is an item of, and its depth where that is stated."""
        style = self._style(style_id)
        place = child(own, "numPr")
        number = value_of(place, "numId") or style.get("numId", "0")
        depth = number_of(place, "ilvl")
        if depth is None and "ilvl" in style:
            depth = int(style["ilvl"])
        return None if number == "0" else (number, None if depth is None else min(depth, DEEPEST))

    def look(self, style_id: str, run: Element | None) -> Look:
        """Tell how a run in a paragraph of a style is shown."""
        own = _looks(run)
        look = {**self._base(style_id, value_of(run, "rStyle") or ""), **own}
        shift = look.get("position", "")
        side = _SIDES.get(look["vertAlign"], 0) if "vertAlign" in look else 0
        if not side and re.fullmatch(r"-?\d{1,4}", shift) and abs(int(shift)) >= _LEAST_SHIFT:
            side = 1 if int(shift) > 0 else -1
        return Look(
            is_on(look.get("b")),
            is_on(look.get("vanish")) or _is_tiny(look.get("sz", "")),
            is_on(look.get("strike")) or is_on(look.get("dstrike")),
            side,
        )

    def _base(self, paragraph: str, run: str) -> Properties:
        """Join what the style of a paragraph and that of a run in it say."""
        key = (paragraph, run)
        if key not in self._bases:
            outer, inner = self._style(paragraph), self._style(run) if run in self._elements else {}
            joined = {**self._defaults, **outer, **inner}
            joined |= {
                name: "1" if is_on(outer.get(name)) != is_on(inner[name]) else "0"
                for name in _TOGGLES
                if name in inner and run
            }
            self._bases[key] = joined
        return self._bases[key]

    def _style(self, style_id: str) -> Properties:
        """Resolve a style; each is resolved once, whatever its chain."""
        chain: dict[str, None] = {}
        name = style_id if style_id in self._elements else ""
        while name not in self._known and name not in chain:
            chain[name] = None
            base = value_of(self._elements[name], "basedOn") or ""
            name = base if base in self._elements else ""
        properties = self._known.get(name, self._known[""])
        for name in reversed(chain):
            properties = self._known[name] = {**properties, **_own(self._elements[name])}
        return properties


def _own(style: Element) -> dict[str, str]:
    """Read what one style says itself."""
    paragraph = child(style, "pPr")
    place = child(paragraph, "numPr")
    stated = {
        "outlineLvl": value_of(paragraph, "outlineLvl"),
        "numId": value_of(place, "numId"),
        "ilvl": None if (depth := number_of(place, "ilvl")) is None else str(depth),
        "level": _named_level((value_of(style, "name") or "").casefold()),
    }
    return _looks(child(style, "rPr")) | {name: value for name, value in stated.items() if value is not None}


def _is_tiny(size: str) -> bool:
    return size.isdecimal() and len(size) < _LONGEST_NUMBER and int(size) <= _SMALLEST


def _looks(properties: Element | None) -> dict[str, str]:
    parts = () if properties is None else properties
    return {kind: attribute(part, "val") for part in parts if (kind := kind_of(part)) in _LOOKS}


def _named_level(name: str) -> str | None:
    if name in _TITLE:
        return "1"
    heading = _HEADING.match(name)
    return str(int(heading[1]) + 1) if heading else None
