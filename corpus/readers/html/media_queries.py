"""Which parts of a style sheet a wide screen keeps to."""

from __future__ import annotations

import re

_WIDTH = 1280
"""Pixels of the screen that a page is read as if it were shown on."""
_EM = 16
_LENGTH = r"(\d{1,6}(?:\.\d{1,6})?)\s*(px|em|rem)?"
_BOUND = re.compile(rf"(min|max)-(?:device-)?width\s*:\s*{_LENGTH}")
_RANGE = re.compile(rf"width\s*([<>])=?\s*{_LENGTH}")
_TRUE = re.compile(
    r"orientation\s*:\s*landscape|(?:any-)?hover(?:\s*:\s*hover)?|color|prefers-color-scheme\s*:\s*light"
)


def applies_on_screen(queries: str) -> bool:
    """Tell whether a wide screen meets one of the queries of a ``media`` list; an unknown condition is not met."""
    return not queries.strip() or any(map(_is_met, queries.lower().split(",")))


def _is_met(query: str) -> bool:
    query = query.strip()
    if negated := re.match(r"not\s+", query):
        return not _is_met(query[negated.end() :])
    conditions = re.split(r"\s+and\s+", query.removeprefix("only").strip())
    return all(_is_condition_met(condition.strip("() ")) for condition in conditions)


def _is_condition_met(condition: str) -> bool:
    if bound := _BOUND.fullmatch(condition):
        width = _pixels(bound[2], bound[3])
        return width <= _WIDTH if bound[1] == "min" else width >= _WIDTH
    if limit := _RANGE.fullmatch(condition):
        width = _pixels(limit[2], limit[3])
        return width <= _WIDTH if limit[1] == ">" else width >= _WIDTH
    return condition in ("all", "screen") or bool(_TRUE.fullmatch(condition))


def _pixels(number: str, unit: str | None) -> float:
    return float(number) * (_EM if unit in ("em", "rem") else 1)
