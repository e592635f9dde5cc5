"""Answer type detection: a question asks for a number or a date, a text contains one (cues in six languages)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern

_any_of = partial(union_pattern, Path(__file__).with_name("patterns"), "answer_types")

_AMOUNT_ASKED = regex.compile(_any_of("amount_asked"), regex.IGNORECASE)
_DATE_ASKED = regex.compile(_any_of("date_asked"), regex.IGNORECASE)
_NUMBER = regex.compile(rf"\p{{Nd}}|\b{_any_of('numbers')}\b|{_any_of('number_signs')}", regex.IGNORECASE)
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


def contains_date(text: str) -> bool:
    """Tell whether a text contains a year, a month or the like."""
    return bool(_DATE.search(text))
