"""Numbers in words, as far as they are read: ``twenty-five``, ``deux cents``, ``сто пятьдесят``.

What is no one number that is known stays unread, as a whole: no part of it is read by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from corpus.text.language_files import load_language_files
from service.questions.plan.cues import Token, number_words

_WORDS = Path(__file__).with_name("number_words")
_HUNDRED = 100.0
_NEAREST = 1
"""Characters between two words of one number: a space or a hyphen."""


def spelled_number(tokens: Sequence[Token], start: int, language: str) -> tuple[int, float | None]:
    """Read the number in words that begins at a token.

    :return: where it ends, ``start`` where there is none; its value, ``None`` where the words make none that is known.
    """
    values: list[float] = []
    end = start
    while end < len(tokens):
        at = end + 1 if values and _joins(tokens, end, language) else end
        value = _value(tokens[at], language) if at < len(tokens) else None
        if value is None or (values and tokens[at].start - tokens[at - 1].end > _NEAREST):
            break
        if at > end and _compose([*values, value]) is None:
            break  # *between twenty and thirty*
        values.append(value)
        end = at + 1
    return end, _compose(values)


def _joins(tokens: Sequence[Token], at: int, language: str) -> bool:
    return tokens[at].text.casefold() in load_language_files(_WORDS)[language]["joins"]


def _value(token: Token, language: str) -> float | None:
    word = token.text.casefold()
    values = _values(language)
    return values.get(word, values.get(word.removeprefix("و"), number_words(language).get(token.term)))


@cache
def _values(language: str) -> Mapping[str, float]:
    table = load_language_files(_WORDS)[language]["values"]
    return {word: float(value) for value, words in table.items() for word in words}


def _compose(values: Sequence[float]) -> float | None:
    """Put values together in the order of the words; ``None`` where they are no one number: *five six*."""
    total = 0.0
    for value in values:
        composed = _with_next(total, value) if total else abs(value)
        if composed is None:
            return None
        total = composed
    return total


def _with_next(total: float, value: float) -> float | None:
    rest = total % _HUNDRED
    if value == _HUNDRED or value < 0:
        is_small = total < 10
        return (total * value if value > 0 else total - value) if is_small else None
    if value > _HUNDRED:
        return None
    if rest == 4 and value == 20:  # *quatre-vingts*
        return total + 76
    is_behind_tens = rest >= 20 and rest % 10 == 0 and (value < 10 or (rest in (60, 80) and value < 20))
    is_behind_tens |= rest == 10 and 7 <= value < 10  # *dix-sept*
    is_before_tens = 0 < rest < 10 and value >= 20  # *خمسة وعشرين*
    return total + value if not rest or is_behind_tens or is_before_tens else None
