"""Equations of Word as text on one line: ``(a+b)/c``, ``x²``, ``√(2)``."""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.readers.word.xml import Element, child, children, kind_of, value_of
from corpus.text.strings import squeezed

_RAISED = dict(zip("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋", strict=True))
_ONE_TERM = re.compile(r"-?[\w.,]*|\([^()]*\)")


def linear(element: Element | None) -> str:
    """Write an equation, or a part of one, on one line."""
    if element is None:
        return ""
    parts: list[str] = []
    for part in element:
        kind = kind_of(part)
        if kind == "t":
            parts.append(part.text or "")
        elif kind in _WRITE:
            parts.append(_WRITE[kind](part))
        elif kind in ("br", "cr"):
            parts.append(" ")
        elif kind and not kind.endswith("Pr"):
            parts.append(linear(part))
    return "".join(parts)


def _part(element: Element, name: str) -> str:
    return squeezed(linear(child(element, name)))


def _term(text: str) -> str:
    """Put what is more than one term in brackets."""
    return text if _ONE_TERM.fullmatch(text) else f"({text})"


def _signed(text: str, signs: dict[str, str], mark: str) -> str:
    if not text:
        return ""
    return "".join(map(signs.get, text)) if all(sign in signs for sign in text) else f"{mark}{_term(text)}"  # type: ignore[arg-type]


def _fraction(element: Element) -> str:
    return f"{_term(_part(element, 'num'))}/{_term(_part(element, 'den'))}"


def _script(element: Element) -> str:
    base = _part(element, "e")
    return base + _signed(_part(element, "sub"), _LOWERED, "_") + _signed(_part(element, "sup"), _RAISED, "^")


def _before(element: Element) -> str:
    scripts = _signed(_part(element, "sub"), _LOWERED, "_") + _signed(_part(element, "sup"), _RAISED, "^")
    return scripts + _part(element, "e")


def _root(element: Element) -> str:
    degree = _part(element, "deg")
    return f"{_signed(degree, _RAISED, '')}√{_term(_part(element, 'e'))}"


def _delimited(element: Element) -> str:
    properties = child(element, "dPr")
    begin, end = value_of(properties, "begChr"), value_of(properties, "endChr")
    between = value_of(properties, "sepChr") or "|"
    inner = between.join(squeezed(linear(part)) for part in children(element, "e"))
    return f"{'(' if begin is None else begin}{inner}{')' if end is None else end}"


def _operator(element: Element) -> str:
    sign = value_of(child(element, "naryPr"), "chr")
    sub, sup = _signed(_part(element, "sub"), {}, "_"), _signed(_part(element, "sup"), {}, "^")
    return f"{'∫' if sign is None else sign}{sub}{sup} {_part(element, 'e')}"


def _function(element: Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _limit(element: Element) -> str:
    return f"{_part(element, 'e')}_{_term(_part(element, 'lim'))}"


def _rows(element: Element) -> str:
    rows = list(children(element, "mr")) or [element]
    return "; ".join(", ".join(squeezed(linear(cell)) for cell in children(row, "e")) for row in rows)


_WRITE: dict[str, Callable[[Element], str]] = {
    "f": _fraction,
    "sSup": _script,
    "sSub": _script,
    "sSubSup": _script,
    "sPre": _before,
    "rad": _root,
    "d": _delimited,
    "nary": _operator,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _rows,
    "eqArr": _rows,
}
"""What is done with a part of an equation, by its name; the others are looked into."""
