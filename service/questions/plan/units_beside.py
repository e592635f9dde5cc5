"""Magnitudes and currencies beside the numbers of a question, named as on pages: ``US$``, ``mn``, ``Mio``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.text.strings import fold
from corpus.vocabularies.currencies import MAGNITUDES, OF, SHARED, currency_at, money_words, names
from service.questions.plan.cues import Cues, Token, is_year, longest_cue

_SUM = 4
"""Signs of a number from which on it is a sum beside a code."""
_LONGEST = 4
"""Words of a magnitude or a currency that stands before its number."""


@dataclass(frozen=True, slots=True)
class UnitBeside:
    """What stands beside a number: where it ends among the tokens, and its scale or its currency."""

    end: int
    scale: float = 0.0
    currency: str = ""

    @property
    def cues(self) -> Cues:
        """What it is among the words of a question."""
        if self.scale:
            return frozenset({"numbers.scale"})
        return frozenset({f"currencies.{self.currency}" if self.currency else "numbers.unread"})


def units_beside(tokens: Sequence[Token], numbers: Sequence[int], language: str) -> dict[int, UnitBeside]:
    """Find the magnitudes and currencies beside numbers, by the token that each begins at.

    :param numbers: the tokens that are numbers, or the magnitude of one.
    """
    units: dict[int, UnitBeside] = {}
    for at in numbers:
        for start, unit in (*_behind(tokens, at), *_before(tokens, at)):
            if unit.scale or not _is_other_word(tokens, start, unit, at, language):
                units.setdefault(start, unit)
    return units


def _is_other_word(tokens: Sequence[Token], start: int, unit: UnitBeside, number: int, language: str) -> bool:
    """Tell whether a code is a word, too, beside a number that is no sum: *SDG* 10, *TOP* 10."""
    is_code = tokens[start].text == unit.currency and money_words(unit.currency) not in names()
    is_sum = len(tokens[number].term) >= _SUM or _magnitude(tokens, number + 1) is not None
    return is_code and (not is_sum or bool(longest_cue(tokens, start, language)[1]))


def _behind(tokens: Sequence[Token], number: int) -> Iterator[tuple[int, UnitBeside]]:
    at, is_scaled = number + 1, False
    while at < len(tokens) and (magnitude := _magnitude(tokens, at)):
        yield at, UnitBeside(magnitude[1], scale=magnitude[0])
        at, is_scaled = magnitude[1], True
    start = at + 1 if at < len(tokens) and fold(tokens[at].text) in OF else at
    if start >= len(tokens):
        return
    currency = next(currency_at([token.text for token in tokens[start:]], 0), None)
    if currency is None and not tokens[start].text.isascii() and money_words(tokens[start].text) in SHARED:
        currency = 1, ""
    if currency and not (not is_scaled and is_year(tokens[number]) and _is_number(tokens, start + currency[0])):
        yield start, UnitBeside(start + currency[0], currency=currency[1])


def _before(tokens: Sequence[Token], number: int) -> Iterator[tuple[int, UnitBeside]]:
    for start in range(max(0, number - _LONGEST), number):
        pieces = [token.text for token in tokens[start:number]]
        for end, code in currency_at(pieces, 0):
            if end == len(pieces):
                yield start, UnitBeside(number, currency=code)
                return


def _magnitude(tokens: Sequence[Token], at: int) -> tuple[float, int] | None:
    for end in range(min(len(tokens), at + _LONGEST), at, -1):
        if any(token.kind for token in tokens[at:end]):
            continue
        words = tuple(word for token in tokens[at:end] for word in money_words(token.text))
        if scale := MAGNITUDES.get(words):
            return float(scale), end
    return None


def _is_number(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "number"
