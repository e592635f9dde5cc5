"""Figures of a question: every number and date in digits is one token, so that no part of it is read by itself.

``10,000,000``, ``2.5m``, ``US$ 3``, ``٢٬٥٠٠``, ``2016-06-15``, ``三千五百万``. What cannot be read stays one token too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from corpus.text.dates import iso_date, parse_dates
from corpus.text.numerals import NUMBER, read_number
from corpus.vocabularies.currencies import MAGNITUDES, currency_at, money_words, split_prefixed

_MARKS = {"،": ",", "，": ",", "．": ".", "´": "'", "`": "'", "‘": "'", "ʼ": "'", "_": "'"}
"""Marks that people type for those of numbers."""
_YEAR = r"(?:19|20)\d\d"
_SHORT_YEAR = regex.compile(r"(?:19|20)(\d\d)[/-](\d\d)")
_LONGEST_DAY = 3
"""Characters of a day with the comma behind it."""
_INNER = frozenset(".,'’٬٫/")
"""Marks that join figures to one where nothing else stands between them."""
_VULGAR = "¼½¾⅓⅔⅛⅜⅝⅞"
_DIGITS = dict(zip("〇零一二两兩三四五六七八九", (0, 0, 1, 2, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_HAN = "".join((*_DIGITS, *_SMALL, *_LARGE))
_INDEFINITE = frozenset("数几上成")
"""Before a Chinese number they make it any number of that size: 数百万."""
_SCALES = "".join((*_SMALL, *_LARGE))
_CHINESE = (
    rf"(?:(?:{NUMBER})[{_SCALES}][{_HAN}]*|[{_HAN}]{{2,}})(?:(?:{NUMBER})[{_SCALES}][{_HAN}]*)*(?:\d+(?![\d.,年月日]))?"
)
_FIGURE = (
    rf"(?P<date>\d{{1,4}}(?P<mark>[/.-])\d{{1,2}}(?P=mark)\d{{1,4}}(?![\d]|[/.,-]\d)"
    rf"|\d{{1,2}}[/.]{_YEAR}(?![\d]|[/.,-]\d)|{_YEAR}[/-]\d{{1,2}}(?![\d]|[/.,-]\d)|{_YEAR}/{_YEAR}(?!\d))"
    r"|(?P<share>\d+/\d+)"
    rf"|(?P<number>{_YEAR}(?=,{_YEAR}(?!\d))|\d{{1,2}}(?=,{_YEAR}(?!\d))|\d{{4,}}(?= \d{{3}}(?!\d))"
    rf"|(?:(?<![\w.,'])[.,])?(?:{NUMBER})[{_VULGAR}]?|[{_VULGAR}])"
)
_FIGURES = regex.compile(_FIGURE)
_FIGURES_OF_CHINESE = regex.compile(rf"(?P<chinese>{_CHINESE})|{_FIGURE}")
_BEFORE = regex.compile(r"[^\W\d_\u3400-\u9fff]+$")
_BEHIND = regex.compile(r"[^\W_\u3400-\u9fff]+")
_CLITICS = regex.compile(r"[وف]?[بلك]?ـ?")
"""What Arabic writes in one with a number."""
_OF_YEARS = ("г", "гг", "م")
"""Short for *year* right behind one."""

Kind = Literal["", "number", "date", "chinese", "share", "word"]
_KINDS: tuple[Kind, ...] = ("chinese", "date", "share", "number")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date in digits, with its span; of the kind *word* where it is part of one: ``v2.0``."""

    start: int
    end: int
    kind: Kind


def find_figures(text: str, language: str) -> Iterator[Figure]:
    """Find the figures of a text, in order; digits within a word that is no number are none: *G5*, *1st*."""
    plain = plain_figures(text)
    pattern = _FIGURES_OF_CHINESE if language == "zh" else _FIGURES
    last: Figure | None = None
    for match in pattern.finditer(plain):
        kind = next(kind for kind in _KINDS if match.groupdict().get(kind) is not None)
        if kind == "chinese" and not _is_chinese_number(match[0]):
            continue
        for figure in _figure(text, plain, Figure(match.start(), match.end(), kind)):
            if last and _is_one(plain, last, figure):
                last = Figure(last.start, max(last.end, figure.end), "share")
                continue
            if last:
                yield last
            last = figure
    if last:
        yield last


def _is_one(plain: str, first: Figure, second: Figure) -> bool:
    """Tell whether two figures are parts of one, which is not known: ``1/2/3``, ``½,5``; two years are two."""
    gap = plain[first.end : second.start]
    if gap == "," and regex.fullmatch(_YEAR, plain[second.start : second.end]):
        return second.start - first.start > _LONGEST_DAY and not regex.fullmatch(_YEAR, plain[first.start : first.end])
    return first.end >= second.start or gap in _INNER


def _figure(text: str, plain: str, figure: Figure) -> Iterator[Figure]:
    start, end, kind = figure.start, figure.end, figure.kind
    written = plain[start:end]
    before, behind = _BEFORE.search(text[:start]), _BEHIND.match(text, end)
    is_split = behind is None or _is_unit(behind[0]) or behind[0] in _OF_YEARS
    if before is not None:
        if clitic := _CLITICS.fullmatch(before[0]):
            start -= len(clitic[0])
        elif not any(stop == 1 for stop, _ in currency_at([before[0]], 0)):
            is_split = False
    if is_split:
        yield Figure(start, end, kind)
    elif not written.isdecimal():
        yield Figure(before.start() if before else start, behind.end() if behind else end, "word")


def _is_unit(written: str) -> bool:
    """Tell whether letters right behind a number are a magnitude, a currency, or both: ``m``, ``EUR``, ``MEUR``."""
    pieces = split_prefixed(written)
    return money_words(pieces[0]) in MAGNITUDES or any(end == 1 for end, _ in currency_at(pieces, 0))


def plain_figures(text: str) -> str:
    """Write the digits of any script as 0 to 9, and marks and spaces in their usual forms, sign by sign."""
    return "".join(map(_plain, text))


def _plain(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    if unicodedata.category(sign) == "Zs":
        return " "
    return _MARKS.get(sign, sign)


def figure_value(written: str, kind: Kind, *, is_scaled: bool) -> float | None:
    """Read a figure that is no date; ``None`` where it can be read two ways, or not at all.

    :param is_scaled: a magnitude follows.
    """
    plain = _without_clitics(plain_figures(written))
    if kind == "chinese":
        return chinese_value(plain)
    if kind != "number":
        return None
    share = unicodedata.numeric(plain[-1]) if plain[-1] in _VULGAR else 0.0
    digits = plain.rstrip(_VULGAR)
    if not digits:
        return share
    digits = f"0{digits}" if digits[0] in ".," else digits
    value = read_number(digits, is_scaled=is_scaled and digits[0] != "0")
    return None if value is None or (share and value % 1) else value + share


def period_of(written: str) -> tuple[str, str] | None:
    """Read a date in digits, or two years: ``15/06/2016``, ``2016-06``, ``2016-18``.

    :return: its first and last date, each with as much of it as is written; ``None`` where it may be two dates.
    """
    short = _SHORT_YEAR.fullmatch(written)
    if short and int(short[1]) < int(short[2]) <= 12:  # *2011-12* is December or two years
        return None
    if day := iso_date(written):
        return (day, day) if len(day) > len("2016") else None
    dates = parse_dates(written)
    return (dates.start, dates.end) if dates and dates.start and dates.end else None


def _without_clitics(plain: str) -> str:
    return plain.lstrip("وفبلكـ")


def year_digits(written: str) -> str:
    """Give the digits of what may be a year, in those of English: و٢٠١٨, 二〇一八."""
    return _as_digits(_without_clitics(plain_figures(written)))


def _is_chinese_number(written: str) -> bool:
    """Tell whether Chinese signs of numbers make one: of signs for digits alone, only a year."""
    has_scale = any(sign in _SMALL or sign in _LARGE for sign in written)
    return has_scale or (len(written) == 4 and regex.fullmatch(_YEAR, _as_digits(written)) is not None)


def _as_digits(written: str) -> str:
    return "".join(str(_DIGITS.get(sign, sign)) for sign in written)


def chinese_value(written: str) -> float | None:
    """Read a Chinese number; ``None`` of one whose last part is cut short: 一百五 is 150, or 105."""
    if written.isdecimal() or all(sign in _DIGITS for sign in written):
        return float(_as_digits(written))
    total = section = 0.0
    digit: float | None = None
    scale, has_zero = 1, False
    for part in regex.findall(rf"{NUMBER}|[{_HAN}]", written):
        if part in _SMALL or part in _LARGE:
            scale = (_SMALL | _LARGE)[part]
            if part in _SMALL:
                section += (1 if digit is None else digit) * scale
            else:
                section += digit or 0
                total, section = _times(total, section or (1 if not total else 0), scale), 0
            digit = None
        elif part in "零〇":
            has_zero = True
        elif digit is not None:
            return None
        else:
            digit = float(_DIGITS[part]) if part in _DIGITS else read_number(part)
            if digit is None:
                return None
    is_cut = digit is not None and scale > 10 and not has_zero
    return None if is_cut else total + section + (digit or 0)


def _times(total: float, section: float, scale: int) -> float:
    """Multiply what stands before a large scale: with all before it where that is smaller, as in 三千万亿."""
    return (total + section) * scale if total < scale else total + section * scale


def chinese_scale(written: str) -> float:
    """Give the scale that a Chinese number ends in: 万 of 500万, 百万 of 5百万; 1 where it ends in none."""
    plain = plain_figures(written)
    signs = regex.search(rf"[{_SCALES}]*$", plain)
    rest = plain[: -len(signs[0])] if signs and signs[0] else plain
    if signs is None or not signs[0]:
        return 1.0
    is_whole = bool(rest) and regex.fullmatch(NUMBER, rest) is not None
    scale = 1.0
    for sign in signs[0] if is_whole or len(rest) == 1 else [sign for sign in signs[0] if sign in _LARGE]:
        scale *= (_SMALL | _LARGE)[sign]
    return scale


def is_indefinite(text: str, start: int) -> bool:
    """Tell whether a Chinese number only says how large something is: 数百万."""
    return text[start - 1 : start] in _INDEFINITE if start else False
