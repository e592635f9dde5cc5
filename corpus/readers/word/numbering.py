"""What Word's styles and list definitions say of a paragraph: heading level, bold, the marker of a list item."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.readers.language_words import any_word_of, words_of
from corpus.readers.word.xml import Element, attribute, child, children

_HEADING = re.compile(rf"{any_word_of('heading_styles', 'überschrift')} ?(\d)", re.IGNORECASE)
_TITLE = {*words_of("title_styles"), "titel"}
_DEEPEST = 8
_ROMAN = {10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}

ListPlace = tuple[str, int]
"""The number of a list and the depth in it."""


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    properties: Element | None
    bold: bool | None


class Styles:
    """The paragraph styles of a file."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, _Style] = {}
        for style in children(root, "style"):
            name, base = child(style, "name"), child(style, "basedOn")
            mark = child(child(style, "rPr"), "b")
            self._styles[attribute(style, "styleId")] = _Style(
                attribute(name, "val").casefold() if name is not None else "",
                attribute(base, "val") if base is not None else "",
                child(style, "pPr"),
                None if mark is None else attribute(mark, "val") not in ("0", "false", "off"),
            )

    def is_bold(self, style_id: str) -> bool:
        """Tell whether text of a style is bold."""
        return next((style.bold for style in self._chain(style_id) if style.bold is not None), False)

    def level(self, style_id: str, own: Element | None) -> int:
        """Give the heading level of a paragraph: 1 for a title, 2 for a first heading, 0 for none."""
        for properties in (own, *(style.properties for style in self._chain(style_id))):
            if (outline := child(properties, "outlineLvl")) is not None:
                number = attribute(outline, "val")
                return int(number) + 2 if number.isdecimal() and int(number) < _DEEPEST else 0
        for style in self._chain(style_id):
            if style.name in _TITLE:
                return 1
            if heading := _HEADING.match(style.name):
                return int(heading[1]) + 1
        return 0

    def list_of(self, style_id: str, own: Element | None) -> ListPlace | None:
        """Look up the list that a paragraph is an item of."""
        for properties in (own, *(style.properties for style in self._chain(style_id))):
            if (place := child(properties, "numPr")) is not None:
                number, depth = child(place, "numId"), child(place, "ilvl")
                level = attribute(depth, "val") if depth is not None else "0"
                list_id = attribute(number, "val") if number is not None else "0"
                known = list_id != "0" and level.isdecimal()
                return (list_id, min(int(level), _DEEPEST)) if known else None
        return None

    def _chain(self, style_id: str) -> Iterator[_Style]:
        """Walk from a style through those that it is based on."""
        seen: set[str] = set()
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            yield self._styles[style_id]
            style_id = self._styles[style_id].based_on


class Numbering:
    """The lists of a file, counted as their items are met."""

    def __init__(self, root: Element | None) -> None:
        abstract = {attribute(definition, "abstractNumId"): definition for definition in children(root, "abstractNum")}
        self._levels: dict[ListPlace, tuple[str, str, int]] = {}
        for number in children(root, "num"):
            definition = child(number, "abstractNumId")
            for level in children(
                abstract.get(attribute(definition, "val")) if definition is not None else None, "lvl"
            ):
                depth = attribute(level, "ilvl")
                if depth.isdecimal():
                    form, text, start = (child(level, name) for name in ("numFmt", "lvlText", "start"))
                    first = attribute(start, "val") if start is not None else "1"
                    self._levels[attribute(number, "numId"), int(depth)] = (
                        attribute(form, "val") if form is not None else "decimal",
                        attribute(text, "val") if text is not None else "",
                        int(first) if first.isdecimal() else 1,
                    )
        self._counts: dict[str, dict[int, int]] = {}

    def marker(self, place: ListPlace | None) -> str:
        """Count the next item of a list and write what stands before it: ``- `` or ``1. ``, indented by its depth."""
        if place is None:
            return ""
        list_id, depth = place
        form, text, start = self._levels.get(place, ("bullet", "", 1))
        counts = self._counts.setdefault(list_id, {})
        counts[depth] = counts.get(depth, start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        if form == "none":
            return ""
        shown = "-" if form == "bullet" else self._numbers(list_id, text or f"%{depth + 1}.", counts)
        return f"{'  ' * depth}{shown} "

    def _numbers(self, list_id: str, text: str, counts: dict[int, int]) -> str:
        def number(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            form, _, start = self._levels.get((list_id, depth), ("decimal", "", 1))
            return _written(counts.get(depth, start), form)

        return re.sub(r"%([1-9])", number, text)


def _written(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 1 <= number < 40:
        roman, rest = "", number
        for value, sign in _ROMAN.items():
            roman += sign * (rest // value)
            rest %= value
        return roman if form == "lowerRoman" else roman.upper()
    return str(number)
