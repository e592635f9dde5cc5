"""Dates as pages write them, to ISO prefixes; month names are the Unicode CLDR's, read through Babel.

A day or month that could be read two ways (``01/03/2020``) is left out: the year is sure, the rest would be a guess.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import regex
from babel import Locale

from corpus.model import Dates
from corpus.text.language_files import gather_words, load_language_files

_LANGUAGES = ("en", "fr", "es", "ru", "ar", "ar_SY", "ar_DZ", "ar_MA")
_WORDS = Path(__file__).with_name("dates")

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_YEAR_ALONE = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = r"(?P<month>0?[1-9]|1[0-2])"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_DASHES = r"‐‑‒–—−~→-"


def _alternatives(key: str) -> str:
    """Join the patterns under a key of all languages to one."""
    return "|".join(gather_words(_WORDS, key)).replace("{dashes}", _DASHES)


_ORDINAL = rf"(?:{_alternatives('ordinals')}|\.)?"
_OF = rf"(?:\s+(?:{_alternatives('of')}))?\s+"
_OF_YEAR = rf"(?:\s+(?:{_alternatives('of_year')}))?"
_JOINS = frozenset(gather_words(_WORDS, "joins"))
"""Words that may stand between the two ends of a period, without accents."""
_OPEN = regex.compile(_alternatives("open_ended"))
_SINCE = regex.compile(rf"(?:{_alternatives('since')})\s*(?:(?:{_alternatives('articles')})\b\W*)?$")
_ONWARDS = regex.compile(rf"^\W*(?:{_alternatives('onwards')})")
_ARTICLE_OF_DAY = rf"(?:(?:{_alternatives('articles_of_days')})\s+)?"
_UNTIL = regex.compile(rf"(?:{_alternatives('until')})\s*{_ARTICLE_OF_DAY}$")

_TIME = regex.compile(r"\bt?\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:z|am|pm|utc|gmt|[+-]\d\d:?\d\d)?(?!\w)")
_BESIDE = frozenset(gather_words(_WORDS, "beside"))
"""Words that may stand beside a date."""


@dataclass(frozen=True, slots=True)
class _Point:
    first: str
    last: str
    """The same, but for what names a span: ``Q1 2019``."""
    is_sure: bool
    """Whether all that is written of it was read."""
    start: int
    end: int


def parse_dates(text: str) -> Dates | None:
    """Read a period: ``2018 - Present``, ``mars 2020 – en cours``, ``2018/19``; ``None`` where nothing is known.

    What stands beside the dates is kept in ``as_written`` and read as nothing else.
    """
    plain = _plain(text)
    points = list(_points(plain))
    ongoing = bool(_OPEN.search(plain))
    if not points:
        return Dates(None, None, True, text.strip()) if ongoing else None
    first, last = points[0], _last_joined(points, plain)
    before = plain[: first.start]
    if len(points) == 1 and not ongoing:
        if _UNTIL.search(before):
            return Dates(None, first.last, False, text.strip())
        ongoing = bool(_ONWARDS.search(plain[first.end :]) or _SINCE.search(before))
    end = None if ongoing else last.last if last is not first else first.last if first.last != first.first else None
    return Dates(_shared_start(before, first) or first.first, end or _shared_end(before, first), ongoing, text.strip())


def iso_date(text: str) -> str | None:
    """Return the ISO form of a text that is one date and nothing else, with as much of it as is written and sure.

    ``12 March 2021`` is ``2021-03-12``, ``March 2021`` is ``2021-03``; ``01/03/2020`` could be two dates and is none.
    """
    plain = _plain(text)
    points = list(_points(plain))
    if len(points) != 1 or points[0].first != points[0].last or not points[0].is_sure:
        return None
    rest = _TIME.sub(" ", plain[: points[0].start] + " " + plain[points[0].end :])
    is_alone = all(word in _weekdays() or word in _BESIDE for word in regex.findall(r"\w+", rest))
    return points[0].first if is_alone else None


def _plain(text: str) -> str:
    """Normalise to lower case without accents, with the digits 0 to 9, in the same order; other marks stay."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c for c in decomposed if not unicodedata.combining(c)
    )


@cache
def _months() -> dict[str, int]:
    names: dict[str, set[int]] = {
        name: {number} for words in load_language_files(_WORDS).values() for name, number in words["months"].items()
    }
    for language in _LANGUAGES:
        months = Locale.parse(language).months
        for context, width in (("format", "wide"), ("format", "abbreviated"), ("stand-alone", "wide")):
            for number, name in months[context][width].items():
                names.setdefault(_plain(name).rstrip("."), set()).add(number)
    return {name: next(iter(numbers)) for name, numbers in names.items() if len(numbers) == 1}


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        _plain(name).rstrip(".")
        for language in ("en", "fr", "es", "ru", "ar")
        for width in ("wide", "abbreviated")
        for name in Locale(language).days["format"][width].values()
    )


@cache
def _date() -> regex.Pattern[str]:
    """Compile the pattern of one date in any of its forms, the fullest first."""
    name = rf"(?P<name>{'|'.join(map(regex.escape, sorted(_months(), key=len, reverse=True)))})(?!\w)\.?"
    forms = _alternatives("forms").format(year=_YEAR, month=_MONTH, day=_DAY)
    return regex.compile(
        rf"""(?<!\d)(?:
        {forms}
        | {_YEAR}-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])(?!\d)
        | {_YEAR}(?P<mark>[/.-]){_MONTH}(?P=mark){_DAY}(?!\d)
        | (?P<left>\d{{1,2}})(?P<mark>[/.-])(?P<right>\d{{1,2}})(?P=mark){_YEAR}(?!\d)
        | {_DAY}{_ORDINAL}{_OF}{name},?{_OF_YEAR}\s+{_YEAR}(?!\d)
        | (?<!\w){name}\s+{_DAY}{_ORDINAL},?\s+{_YEAR}(?!\d)
        | (?<!\w){name},?{_OF_YEAR}[\s-]+{_YEAR}(?!\d)
        | {_YEAR},?\s+{name}
        | (?<!\w)[qt](?P<quarter>[1-4])[\s/-]*{_YEAR}(?!\d)
        | {_YEAR}[\s/-]*[qt](?P<quarter>[1-4])(?!\w)
        | (?<![\d/.-]){_MONTH}[/.-]{_YEAR}(?!\d)
        | {_YEAR}-(?P<month>0[1-9]|1[0-2])(?!\d)
        | {_YEAR}\s?(?P<mark>[/{_DASHES}])\s?(?P<short>\d\d)(?!\d|[/.-]\d)
        | {_YEAR}(?!\d)
        )""",
        regex.VERBOSE,
    )


def _points(plain: str) -> Iterator[_Point]:
    for match in _date().finditer(plain):
        first, last = _read(match)
        parts = 1 + bool(match["month"] or match["name"]) + bool(match["day"]) + 2 * bool(match["left"])
        is_sure = first != last or (not match["short"] and parts == len(first.split("-")))
        yield _Point(first, last, is_sure, match.start(), match.end())


def _read(match: regex.Match[str]) -> tuple[str, str]:
    part = match.groupdict()
    year = part["year"]
    if part["quarter"]:
        month = 3 * int(part["quarter"])
        return f"{year}-{month - 2:02}", f"{year}-{month:02}"
    if part["short"]:
        return _abbreviated(year, part["mark"], int(part["short"]))
    if part["left"]:
        day_and_month = _in_order(int(part["left"]), int(part["right"]))
        return (_iso(year, *day_and_month),) * 2
    month = _months()[part["name"]] if part["name"] else int(part["month"] or 0)
    return (_iso(year, int(part["day"] or 0), month),) * 2


def _abbreviated(year: str, mark: str, short: int) -> tuple[str, str]:
    """Read an abbreviated second number: ``2018/19`` is two years, ``2018/03`` a month.

    ``2011/12`` could be either, so that only its year is sure.
    """
    is_later = short > int(year) % 100
    if mark == "/" and 1 <= short <= 12:
        return (year, year) if is_later else (f"{year}-{short:02}",) * 2
    return (year, f"{year[:2]}{short:02}") if is_later else (year, year)


def _in_order(left: int, right: int) -> tuple[int, int]:
    """Order two numbers as day and month, (0, 0) where either could be the month."""
    if left == right or right <= 12 < left:
        return left, right
    return (right, left) if left <= 12 < right else (0, 0)


def _iso(year: str, day: int, month: int) -> str:
    """Format as much of a date as there is; a day that its month does not have is left out."""
    if not 1 <= month <= 12:
        return year
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return f"{year}-{month:02}"


def _last_joined(points: list[_Point], plain: str) -> _Point:
    """Find the last of the points that follow each other with nothing but a dash or joining words between them."""
    last = points[0]
    for point in points[1:]:
        gap = regex.sub(r"\([^()]*\)", " ", plain[last.end : point.start])
        if not all(word in _JOINS for word in regex.findall(r"\w+", gap)):
            break
        last = point
    return last


@cache
def _shared() -> regex.Pattern[str]:
    """Compile the pattern of a beginning whose year, or month and year, follows at the end: ``March - June 2020``."""
    name = "|".join(map(regex.escape, sorted(_months(), key=len, reverse=True)))
    return regex.compile(
        rf"(?<!\w)(?:{_DAY}{_ORDINAL})?(?:{_OF}|\s*)(?P<name>{name})?\.?\s*"
        rf"(?:[{_DASHES}]|(?<!\w)(?:{_alternatives('ranges')})(?!\w))\s*{_ARTICLE_OF_DAY}$"
    )


def _shared_start(before: str, point: _Point) -> str | None:
    match = _shared().search(before)
    if not match or len(point.first) < 7:
        return None
    day, name = match["day"], match["name"]
    if name:
        return _iso(point.first[:4], int(day or 0), _months()[name])
    return _iso(point.first[:4], int(day), int(point.first[5:7])) if day and len(point.first) == 10 else None


def _shared_end(before: str, point: _Point) -> str | None:
    return point.first if _shared_start(before, point) else None


def years_in(text: str | None) -> list[int]:
    """List the years that a text states, in its order."""
    return [int(year) for year in _YEAR_ALONE.findall(text or "")]
