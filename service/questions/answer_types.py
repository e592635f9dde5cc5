"""Answer type detection: a question asks for a number or a date, a text contains one (cues in six languages)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern
from corpus.vocabularies.currencies import currency_at, money_words

_any_of = partial(union_pattern, Path(__file__).with_name("patterns"), "answer_types")

_AMOUNT_ASKED = regex.compile(_any_of("amount_asked"), regex.IGNORECASE)
_DATE_ASKED = regex.compile(_any_of("date_asked"), regex.IGNORECASE)
_NUMBER = regex.compile(rf"\p{{Nd}}|\b{_any_of('numbers')}\b|{_any_of('number_signs')}", regex.IGNORECASE)
_WHOLE_NUMBER = regex.compile(
    rf"\p{{Nd}}+(?:[.,\u00a0\u202f ]\p{{Nd}}+)*|\b{_any_of('numbers')}\b|{_any_of('number_signs')}", regex.IGNORECASE
)
_YEAR = regex.compile(r"(?<![\p{Nd}.,])(?:1[5-9]|20)\d\d(?![\p{Nd}.,]\p{Nd}|\p{Nd})")
_DATE = regex.compile(rf"(?<!\p{{Nd}})(?:1\d\d\d|20\d\d)(?!\p{{Nd}})|{_any_of('dates')}")


def asks_for_amount(question: str) -> bool:
    """Tell whether a question asks for a number."""
    return bool(_AMOUNT_ASKED.search(question)) and not asks_for_date(question)


def asks_for_date(question: str) -> bool:
    """Tell whether a question asks for a time."""
    return bool(_DATE_ASKED.search(question))


def contains_number(text: str) -> bool:
    """Tell whether a text contains a number, in digits or in words, that is no year."""
    return bool(_NUMBER.search(_YEAR.sub(" ", text)))


def number_spans(text: str) -> list[tuple[int, int]]:
    """Find the numbers of a text that are no years, each from its first sign to its last."""
    return [match.span() for match in _WHOLE_NUMBER.finditer(text) if not _YEAR.fullmatch(match[0])]


def contains_money(text: str) -> bool:
    """Tell whether a text names a currency beside a number."""
    words = money_words(text)
    return contains_number(text) and any(next(currency_at(words, at), None) for at in range(len(words)))


def contains_date(text: str) -> bool:
    """Tell whether a text contains a year, a month or the like."""
    return bool(_DATE.search(text))
