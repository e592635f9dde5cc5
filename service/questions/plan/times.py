"""The times that a question states: years, halves, quarters, months and days, each as the numbers of the index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.questions.plan.atom import Atom
from service.questions.plan.words import PlanWord

_MONTH_SIGNS, _DAY_SIGNS = ("月",), ("日", "号")
_JOINS = ("operators.to", "operators.and", "operators.until", "operators.or")
_DAYS = 31
_WHOLE = 2
"""Parts of a date behind its year."""
_REACH = 3
"""Words between a month and its year, at the most."""


def date_number(year: int, month: int = 0, day: int = 0) -> float:
    """Write a date, or the first of a month or year, as the number that the index has for it."""
    return year + month / 100 + day / 10_000


def last_date(year: int, month: int = 99, day: int = 99) -> float:
    """Write the last date of a month or year as such a number."""
    return date_number(year, month, day)


def find_times(words: Sequence[PlanWord]) -> Iterator[Atom]:
    """Find the years, months and days of a question, in order; a month without a year has that of the next one."""
    months = list(_months(words))
    taken = {at for atom in months for at in atom.words}
    years = [
        Atom("time", (), word.text, at, at, word.number, word.number)
        for at, word in enumerate(words)
        if word.is_year and word.number is not None and at not in taken and not _is_size(words, at)
    ]
    yield from sorted([*_with_years(words, months), *years, *_periods(words)], key=lambda atom: atom.first)


def _periods(words: Sequence[PlanWord]) -> Iterator[Atom]:
    """Read dates in digits, and two years written as one."""
    for at, word in enumerate(words):
        if word.period is None:
            continue
        (first, *rest), (last, *last_rest) = ([int(part) for part in date.split("-")] for date in word.period)
        if rest:
            low, high = date_number(first, *rest), last_date(last, *last_rest)
            yield Atom("time", (), word.text, at, at, low, low if len(rest) == _WHOLE else high, is_date=True)
        else:
            yield Atom("time", (), word.text, at, at, first, last, comparison="" if first == last else "range")


def _months(words: Sequence[PlanWord]) -> Iterator[Atom]:
    """Find months, quarters and halves, with their days and years; the year is 0 where it stands elsewhere."""
    for at, word in enumerate(words):
        months, first, last = word.months, at, at
        if months is None and _is_signed(words, at, _MONTH_SIGNS) and 1 <= (word.number or 0) <= 12:
            months, last = (int(word.number or 0), int(word.number or 0)), at + 1
        if months is None:
            continue
        day, first, last = _day(words, first, last) if months[0] == months[1] else (0, first, last)
        year = _year(words, first, last)
        if year is not None:
            first, last = min(first, year), max(last, year)
        number = int(words[year].number or 0) if year is not None else 0
        low = date_number(number, months[0], day)
        high = low if day else last_date(number, months[1])
        text = " ".join(word.text for word in words[first : last + 1])
        yield Atom("time", (), text, first, last, low, high, is_date=True)


def _day(words: Sequence[PlanWord], first: int, last: int) -> tuple[int, int, int]:
    """Find the day beside a month: *1 January*, *1 de enero*, *January 1*, *1月1日*; 0 where there is none."""
    before = next((at for at in reversed(range(first)) if not (words[at].is_stop_word or words[at].is_form)), None)
    for at, is_sure in ((before, True), (last + 1, _is_signed(words, last + 1, _DAY_SIGNS))):
        number = words[at].number if at is not None and 0 <= at < len(words) else None
        if number is None or at is None or not 1 <= number <= _DAYS or words[at].has("form.words"):
            continue
        if at > last and not is_sure and not words[first].month:
            continue
        if at < first and _is_signed(words, at, _MONTH_SIGNS):
            continue
        return int(number), min(first, at), max(last, at + (1 if _is_signed(words, at, _DAY_SIGNS) else 0))
    return 0, first, last


def _year(words: Sequence[PlanWord], first: int, last: int) -> int | None:
    """Find the year behind a month, or right before it."""
    for places in (range(last + 1, min(len(words), last + 1 + _REACH)), reversed(range(max(0, first - 2), first))):
        for at in places:
            if words[at].is_year:
                return at
            if not (words[at].is_stop_word or words[at].has("fields.date", "form.words")):
                break
    return None


def _is_signed(words: Sequence[PlanWord], at: int, signs: Sequence[str]) -> bool:
    return at + 1 < len(words) and words[at].number is not None and words[at + 1].text in signs


def _with_years(words: Sequence[PlanWord], months: Sequence[Atom]) -> Iterator[Atom]:
    """Give months without a year the one of the month that they are joined with: *March to August 2018*."""
    for place, atom in enumerate(months):
        if atom.low >= 1:
            yield atom
            continue
        others = [*months[place + 1 :][:1], *months[:place][-1:]]
        for other in others:
            between = range(min(atom.last, other.last) + 1, max(atom.first, other.first))
            is_joined = any(words[at].has(*_JOINS) for at in between) or not between
            if int(other.low) and is_joined:
                yield replace(atom, low=atom.low + int(other.low), high=atom.high + int(other.low))
                break


def _is_size(words: Sequence[PlanWord], at: int) -> bool:
    """Tell whether a number that may be a year is compared as a size: *more than 2000 people*."""
    before = next((word for word in reversed(words[:at]) if not word.is_form), None)
    if before is None or before.has("operators.before", "operators.after", "operators.since", "operators.until"):
        return False
    return before.has("operators.more", "operators.less")
