"""Word's list definitions: the number that each item is shown with, as Word counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.readers.word.number_forms import written
from corpus.readers.word.styles import DEEPEST
from corpus.readers.word.xml import Element, attribute, child, children, is_on, number_of, value_of

_BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class _Level:
    """One depth of a list."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    """After an item of which depth (from 1) it counts anew; ``None``: of any above it, 0: of none."""
    in_figures: bool = False
    """Whether the numbers of the depths above are written in figures, whatever their form."""


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    """How far each depth has counted; shared by all lists of one definition."""
    starts: dict[int, int] = field(default_factory=dict)
    """Where depths begin anew with the first item of this list."""
    depths: dict[str, int] = field(default_factory=dict)
    """The depths that belong to styles."""


class Numbering:
    """The lists of a file, counted as their items are met."""

    def __init__(self, root: Element | None) -> None:
        definitions = {attribute(part, "abstractNumId"): part for part in children(root, "abstractNum")}
        by_style = {value_of(part, "styleLink"): part for part in definitions.values()}
        shared: dict[str, _List] = {}
        self._lists: dict[str, _List] = {}
        for number in children(root, "num"):
            name = value_of(number, "abstractNumId") or ""
            if name not in shared:
                definition = definitions.get(name)
                shared[name] = _defined(by_style.get(value_of(definition, "numStyleLink") or "", definition))
            self._lists[attribute(number, "numId")] = _overridden(shared[name], number)

    def marker(self, list_id: str, depth: int | None, style: str) -> str:
        """Count the next item of a list and write what stands before it: ``- `` or ``1. ``, indented by its depth."""
        counted = self._lists.setdefault(list_id, _List())
        depth = counted.depths.get(style, 0) if depth is None else depth
        level = counted.levels.get(depth, _Level(_BULLET))
        counts = counted.counts
        for overridden, start in counted.starts.items():
            counts[overridden] = start - 1
        counted.starts = {}
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            restart = counted.levels.get(deeper, _Level()).restart
            if restart is None or depth < restart:
                del counts[deeper]
        if level.form == "none":
            return ""
        shown = "-" if level.form == _BULLET else _numbers(counted, level, depth)
        return f"{'  ' * depth}{shown} " if shown else ""


def _numbers(counted: _List, level: _Level, depth: int) -> str:
    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        above = counted.levels.get(at, _Level())
        form = "decimal" if level.in_figures else above.form
        return written(counted.counts.get(at, above.start), form)

    return re.sub(r"%([1-9])", number, level.text or f"%{depth + 1}.").strip()


def _depth_of(element: Element) -> int:
    """Read which depth of a list an element is about."""
    depth = attribute(element, "ilvl")
    return min(int(depth), DEEPEST) if depth.isdecimal() else 0


def _defined(definition: Element | None) -> _List:
    """Read the definition that lists share."""
    levels = [(_depth_of(level), level) for level in children(definition, "lvl")]
    styles = ((value_of(level, "pStyle"), depth) for depth, level in levels)
    return _List(
        {depth: _level(level) for depth, level in levels},
        depths={style: depth for style, depth in styles if style is not None},
    )


def _overridden(shared: _List, number: Element) -> _List:
    """Read one list of a definition, with what it has of its own; they count together."""
    overrides = [(_depth_of(part), part) for part in children(number, "lvlOverride")]
    own = {depth: _level(level) for depth, part in overrides if (level := child(part, "lvl")) is not None}
    stated = ((depth, number_of(part, "startOverride")) for depth, part in overrides)
    starts = {depth: start for depth, start in stated if start is not None}
    levels = {**shared.levels, **own}
    begun = {depth: replace(levels.get(depth, _Level()), start=start) for depth, start in starts.items()}
    return replace(shared, levels=levels | begun if overrides else shared.levels, starts=starts)


def _level(level: Element) -> _Level:
    start = number_of(level, "start")
    known = _Level(value_of(level, "numFmt") or "decimal", value_of(level, "lvlText") or "")
    return replace(
        known,
        start=1 if start is None else start,
        restart=number_of(level, "lvlRestart"),
        in_figures=is_on(value_of(level, "isLgl")),
    )
