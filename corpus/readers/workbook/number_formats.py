"""Number formats: a number as its cell shows it, where the format says more than how many digits (ECMA-376, 18.8.31).

A number without a unit is written plainly: "2,019" in a cell that holds 2019 would be no year.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

BUILT_IN_FORMATS = {
    5: '"$"#,##0', 6: '"$"#,##0', 7: '"$"#,##0.00', 8: '"$"#,##0.00', 9: "0%", 10: "0.00%", 14: "m/d/yy",
    15: "d-mmm-yy", 16: "d-mmm-yy",
    17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm",
    42: '"$"#,##0', 44: '"$"#,##0.00', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "yyyy/m/d"),
}  # fmt: skip
"""The formats that files name by number alone; those left out have no unit."""

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<width>.) | \*(?P<fill>.)
    | \[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\] | \[(?P<elapsed>h+|m+|s+)\] | \[(?P<other>[^\]]*)\]
    | (?P<digits>[0#?][0#?.,]*|\.[0#?]+) | (?P<general>General) | (?P<half>A/P|AM/PM) | (?P<part>y+|m+|d+|h+|s+|e+|g+)
    | (?P<mark>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_BETWEEN = re.compile(r'("[^"]*"|\\.|\[[^\]]*\])|(;)', re.DOTALL)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]")
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_LEAP_DAY = 60
"""The day that the 1900 system has and no calendar: numbers before it count from one day later."""


class _Token(NamedTuple):
    kind: str
    text: str


def plain_number(value: float) -> str:
    """Write a number with no more digits than it has: ``2019`` for 2019.0, ``0.3`` for 0.1 + 0.2."""
    return f"{value:.15g}" if value != int(value) or abs(value) >= 1e15 else str(int(value))


def shown_number(value: float, code: str, *, from_1904: bool = False) -> str:
    """Write a number as its format shows it: a date as ISO 8601, as far as it is shown, else with its unit.

    :return: empty where the format hides the number.
    """
    section, unsigned = _section(value, code)
    tokens = _tokens(section)
    kinds = {token.kind for token in tokens}
    if kinds & {"part", "elapsed"} and "digits" not in kinds:
        return _date(value, tokens, _EPOCH_1904 if from_1904 else _EPOCH)
    return _number(value, unsigned, tokens)


def _section(value: float, code: str) -> tuple[str, float]:
    """Choose the part of a format that a number falls under, and the number it shows, which has no sign of its own."""
    sections = _BETWEEN.sub(lambda match: match[1] or "\0", code).split("\0")
    conditions = [_CONDITION.search(section) for section in sections[:3]]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=False):
            if condition is None or _holds(value, condition[1], condition[2]):
                return _CONDITION.sub("", section), value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    return sections[2] if value == 0 and len(sections) > 2 else sections[0], value


def _holds(value: float, sign: str, limit: str) -> bool:
    bound = float(limit)
    return {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }[sign]


def _tokens(section: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(section):
        kind = match.lastgroup or "mark"
        if kind not in ("width", "fill", "other"):
            tokens.append(_Token("text" if kind in ("quoted", "escaped", "currency") else kind, match[kind]))
    return tokens


def _number(signed: float, value: float, tokens: Sequence[_Token]) -> str:
    place = next((n for n, token in enumerate(tokens) if token.kind in ("digits", "general")), None)
    before = _literal(tokens[:place] if place is not None else tokens)
    after = _literal(tokens[place + 1 :]) if place is not None else ""
    if place is None:
        return before
    is_plain = not re.search(r"[^\W\d]|[^\s\w()+.,/-]", before + after)
    digits = tokens[place].text
    if is_plain and not re.match(r"0{2,}[^.]*$", digits):
        return plain_number(signed)
    scaled = value * 100 ** (before + after).count("%")
    sign = "-" if scaled < 0 else ""
    if tokens[place].kind == "general":
        return f"{before}{sign}{plain_number(abs(scaled))}{after}".strip()
    return f"{before}{sign}{_digits(abs(scaled), digits)}{after}".strip()


def _literal(tokens: Sequence[_Token]) -> str:
    return "".join(token.text for token in tokens if token.kind not in ("digits", "general")).replace("@", "")


def _digits(value: float, digits: str) -> str:
    """Write a number with as many digits, and the separators, that a format has places for."""
    whole, _, decimals = digits.rstrip(",").partition(".")
    scale = len(digits) - len(digits.rstrip(","))
    places = len(decimals)
    text = f"{value / 1000**scale:,.{places}f}" if "," in whole else f"{value / 1000**scale:.{places}f}"
    if optional := len(decimals) - len(decimals.rstrip("#?")):
        kept = text[len(text) - optional :].rstrip("0")
        text = (text[: len(text) - optional] + kept).rstrip(".")
    return text.zfill(whole.count("0") + (len(text) - len(text.partition(".")[0]))) if "," not in whole else text


def _date(value: float, tokens: Sequence[_Token], epoch: datetime) -> str:
    parts = [token.text[0].lower() for token in tokens if token.kind == "part"]
    if any(token.kind == "elapsed" for token in tokens):
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    try:
        days = value + 1 if epoch is _EPOCH and value < _LEAP_DAY else value
        moment = epoch + timedelta(seconds=round(days * 86400))
    except (OverflowError, ValueError):
        return plain_number(value)
    time = moment.strftime("%H:%M")
    if "y" not in parts and "d" not in parts and set(parts) & {"h", "s"}:
        return time
    has_time = "h" in parts and time != "00:00"
    if "d" in parts or has_time or "y" not in parts:
        return f"{moment:%Y-%m-%d} {time}" if has_time else f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m}" if "m" in parts else f"{moment:%Y}"
