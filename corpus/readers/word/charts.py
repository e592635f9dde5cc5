"""Charts: the title, and a table of what is drawn, one line a category."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from corpus.parsing.table_lines import rows_as_lines
from corpus.readers.word.xml import Element, attribute, child, kind_of
from corpus.text.strings import squeezed

_FIRST_DAY = datetime(1899, 12, 30)
_LAST_DAY = 2_958_465
_MOST_POINTS = 100_000
"""Categories of a chart; a false count in its markup does no harm."""
_IN_QUOTES = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')

Points = dict[int, str]
"""Values by their place on the axis."""


def chart_lines(root: Element) -> Iterator[str]:
    """Write a chart as lines: its title, the title of each axis, then ``2019; Women: 410; Men: 395``."""
    chart = next((part for part in root.iter() if kind_of(part) == "chart"), root)
    if title := _drawn_text(child(chart, "title")):
        yield title
    axes = [_drawn_text(child(part, "title")) for part in root.iter() if kind_of(part) in _AXES]
    yield from (axis for axis in axes if axis)
    series = [part for part in root.iter() if kind_of(part) == "ser"]
    names = [squeezed(" ".join(_points(child(drawn, "tx")).values())) for drawn in series]
    categories: Points = {}
    for drawn in series:
        categories |= _points(child(drawn, "cat")) or _points(child(drawn, "xVal"))
    values = [_points(child(drawn, "val")) or _points(child(drawn, "yVal")) for drawn in series]
    places = sorted({*categories, *(place for points in values for place in points)})
    rows = [[categories.get(place, ""), *(points.get(place, "") for points in values)] for place in places]
    if rows:
        yield from rows_as_lines([["", *names], *rows], header=True)


_AXES = ("catAx", "dateAx", "serAx", "valAx")


def _drawn_text(element: Element | None) -> str:
    parts = () if element is None else (part for part in element.iter() if kind_of(part) in ("t", "v"))
    return squeezed("".join(part.text or "" for part in parts))


def _points(element: Element | None) -> Points:
    """Read the values that a chart keeps of its workbook, as they are shown; those of several levels joined."""
    points: Points = {}
    if element is None:
        return points
    form = next((part.text or "" for part in element.iter() if kind_of(part) == "formatCode"), "")
    for part in element.iter():
        if kind_of(part) == "v" and kind_of(part.getparent()) != "pt":
            points[0] = part.text or ""
        place = attribute(part, "idx") if kind_of(part) == "pt" else ""
        if place.isdecimal() and int(place) < _MOST_POINTS:
            value = child(part, "v")
            shown = as_shown("" if value is None else value.text or "", attribute(part, "formatCode") or form)
            points[int(place)] = f"{shown} {points[int(place)]}" if int(place) in points else shown
    return points


def as_shown(value: str, form: str) -> str:
    """Write a number as its format shows it, where that says another thing: a share as per cent, a day as a date."""
    try:
        number = float(value)
    except ValueError:
        return value
    code = _IN_QUOTES.sub("", form.partition(";")[0]).casefold()
    if "%" in code:
        decimals = len(re.sub(r"[^0#]", "", code.partition(".")[2]))
        return f"{number * 100:.{decimals}f}%"
    if re.search(r"[yd]", code) and code != "standard" and 0 < number < _LAST_DAY:
        day = (_FIRST_DAY + timedelta(days=number)).date().isoformat()
        return day if "d" in code else day[:7] if "m" in code else day[:4]
    return f"{number:.15g}" if number == number and abs(number) < 1e15 else value
