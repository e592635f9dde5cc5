"""Currencies by sign, code and name to ISO 4217 codes; most names are the Unicode CLDR's, read through Babel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_precision

from corpus.text.language_files import UN_LANGUAGES, gather_table, gather_words
from corpus.text.strings import fold

_WORDS = Path(__file__).with_name("currencies")
_COUNTS = (0, 1, 2, 5, 11, 1_000_000)
"""Numbers that between them need every plural form of the six languages."""
_PIECE = re.compile(r"[^\W\d_]+|[^\w\s]")
_PREFIXED = re.compile(r"(MN|[MKk])([A-Z]{3})")
_SILENT = frozenset(".'’")
"""Signs inside names: ``U.S. dollars``, ``dollars d'Amérique``."""
_HAN = re.compile(r"[\u3400-\u9fff]")

Words = tuple[str, ...]


def money_words(text: str) -> Words:
    """Split a text without figures into folded words and signs; a Chinese character is a word, a full stop is none."""
    return tuple(word for piece in _PIECE.findall(text) for word in _folded(piece))


def _folded(piece: str) -> Iterator[str]:
    if _HAN.search(piece):
        yield from piece
    elif piece not in _SILENT:
        yield fold(piece) or piece


@cache
def codes() -> frozenset[str]:
    """Return the codes of the currencies that are legal tender somewhere today."""
    tenders = (tender for of_place in get_global("territory_currencies").values() for tender in of_place)
    return frozenset(code for code, _, until, is_tender in tenders if is_tender and until is None)


def split_prefixed(piece: str) -> tuple[str, ...]:
    """Split a magnitude from the code that it is written in one with: ``MEUR``, ``kEUR``; other words stay whole."""
    match = _PREFIXED.fullmatch(piece)
    return match.groups() if match and any(currency_at([match[2]], 0)) else (piece,)


def has_mills(code: str) -> bool:
    """Tell whether a currency is written with three decimals, so that ``1,500`` may be one and a half."""
    return get_currency_precision(code) > 2


@cache
def names() -> dict[Words, str]:
    """Map the words of every name and sign that means one currency only to its code."""
    known: dict[Words, set[str]] = {}
    for language in UN_LANGUAGES:
        locale = Locale(language)
        for code in codes():
            symbol = locale.currency_symbols.get(code, "")
            written = {get_currency_name(code, count, locale) for count in (None, *_COUNTS)} - {code}
            for name in written | ({symbol} if re.search(r"[^\w\s.]", symbol) else set()):
                known.setdefault(money_words(name), set()).add(code)
    for code, others in gather_table(_WORDS, "names").items():
        known.update({money_words(name): {code} for name in others})
    shared = set(map(money_words, gather_words(_WORDS, "shared")))
    return {words: next(iter(of)) for words, of in known.items() if len(of) == 1 and words and words not in shared}


SHARED = frozenset(map(money_words, gather_words(_WORDS, "shared")))
"""Signs and names that several currencies share."""
MAGNITUDES = {
    money_words(word): int(power) for power, written in gather_table(_WORDS, "magnitudes").items() for word in written
}
"""Words for powers of ten."""
OF = frozenset(map(fold, gather_words(_WORDS, "of")))
"""What may stand between a number and its currency."""
RANGES = frozenset(map(fold, gather_words(_WORDS, "ranges")))
BETWEEN = frozenset(map(fold, gather_words(_WORDS, "between")))
_IN = frozenset(map(fold, gather_words(_WORDS, "in_currency")))


NO_CURRENCY = "XXX"
"""The code of ISO 4217 where no currency is meant: that of a sum whose currency is not stated."""


def split_currency(label: str) -> tuple[str, str] | None:
    """Split the label of a sum into its own words and the currency: ``Budget in EUR`` is ``budget`` and ``EUR``.

    :return: ``None`` where the label names no currency, or several.
    """
    pieces = _PIECE.findall(label.replace("_", " "))
    named = [(start, end, code) for start in range(len(pieces)) for end, code in currency_at(pieces, start)]
    longest = max(named, key=lambda match: match[1] - match[0], default=None)
    if longest is None:
        return None
    start, end, code = longest
    others = {other for first, last, other in named if last <= start or first >= end}
    rest = [piece for piece in (*pieces[:start], *pieces[end:]) if fold(piece) and fold(piece) not in _IN]
    return (" ".join(rest), code) if others <= {code} else None


def currency_at(pieces: Sequence[str], start: int) -> Iterator[tuple[int, str]]:
    """List the currencies whose name begins at a word, each with where the name ends, the longest first.

    :param pieces: words as written, in which a code counts in capitals only: ``ALL`` is a currency, *all* is none.
    """
    words: list[str] = []
    matches = []
    for end, piece in enumerate(pieces[start : start + _longest()], start=start + 1):
        words += _folded(piece)
        if code := names().get(tuple(words)):
            matches.append((end, code))
    yield from reversed(matches)
    if pieces[start] in codes():
        yield start + 1, pieces[start]


@cache
def _longest() -> int:
    return max(map(len, names()))
