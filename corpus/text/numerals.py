"""Numbers in figures as people write them: ``1,250,000.50``, ``1.250.000,50``, ``1 250 000``, ``١٬٢٥٠``."""

from __future__ import annotations

import re
import unicodedata

_SPACES = r" \u00a0\u2007\u2009\u202f"
NUMBER = rf"\d+(?:[.,٬٫'’]\d+)*(?:[{_SPACES}]\d{{3}}(?!\d)(?:[.,٫]\d+)?)*(?:[eE]\+?\d{{1,2}}(?!\w))?"
"""The pattern of a number with its marks; what it means is not always sure."""
_SAFE_MARKS = re.compile(rf"[{_SPACES}٬'’]")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}")
"""Digits in groups of three, or as in India."""
_LONGEST = 40


def read_number(written: str, *, is_scaled: bool = False, has_mills: bool = False) -> float | None:
    """Read a number; ``None`` where its marks can be read two ways, or do not stand where they should.

    One point or comma before three digits parts thousands, but for two cases that leave a doubt.

    :param is_scaled: a magnitude follows: ``1.500 million`` may be one and a half.
    :param has_mills: the unit is written with three decimals.
    """
    if len(written) > _LONGEST:
        return None
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in written)
    digits, _, power = plain.casefold().partition("e")
    spaced = _SAFE_MARKS.split(digits)
    if len(spaced) > 1 and not (
        len(spaced[0]) <= 3 and all(len(re.split("[.,٫]", part)[0]) == 3 for part in spaced[1:])
    ):
        return None
    whole, decimals = _parts("".join(spaced).replace("٫", ";"), is_grouped=len(spaced) > 1)
    if whole is None or ((is_scaled or has_mills) and not decimals and len(spaced) == 1 and _is_one_group(digits)):
        return None
    return float(f"{whole}.{decimals or 0}e{power or 0}")


def _is_one_group(digits: str) -> bool:
    return bool(re.fullmatch(r"\d+[.,]\d{3}", digits))


def _parts(digits: str, *, is_grouped: bool) -> tuple[str | None, str]:
    """Part the digits before the decimal mark, without marks of groups, from those behind it.

    :param digits: with ``;`` for a mark that can only be a decimal one.
    :param is_grouped: spaces part the thousands, so that any mark is a decimal one.
    """
    marks = [c for c in digits if not c.isdecimal()]
    decimal = ""
    if ";" in marks or (marks and (is_grouped or len(set(marks)) > 1)):
        decimal = marks[-1]
    elif len(marks) == 1 and not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits):
        decimal = marks[0]
    whole, _, decimals = digits.partition(decimal) if decimal else (digits, "", "")
    group = next((c for c in whole if not c.isdecimal()), "")
    is_sound = not decimals or decimals.isdecimal()
    if group and not _GROUPS.fullmatch(whole.replace(group, ",")):
        is_sound = False
    return (re.sub(r"\D", "", whole) if is_sound else None), decimals
