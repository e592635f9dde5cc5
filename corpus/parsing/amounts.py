"""Sums of money as pages write them, in six languages: ``€2.5m``, ``3 000 000 euros``, ``5 млн евро``, ``300万欧元``.

A text is read as a whole or not at all: where a magnitude, a currency or a large number in it belongs to no sum, where
two sums are the ends of a range, or where a mark in a number may be a point as well as a comma, nothing is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.model import Amount
from corpus.text.numerals import NUMBER, read_number
from corpus.vocabularies.currencies import (
    BETWEEN,
    MAGNITUDES,
    NO_CURRENCY,
    OF,
    RANGES,
    SHARED,
    Words,
    currency_at,
    has_mills,
    money_words,
    split_prefixed,
)

_TOKEN = re.compile(rf"(?P<number>{NUMBER})|[\u3400-\u9fff]|[^\W\d_\u3400-\u9fff]+|[^\w\s]")
_DASHES = frozenset("-‐‑–—~～/")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONGEST_TEXT = 2000
"""Characters; a longer text is no statement of sums."""
_LONGEST = 4
"""Words of a magnitude."""
_SMALL = 1000
"""A smaller number right before a word that is no magnitude may count something: *EUR 50 per family*."""
_BESIDE = " :：–—-,;\t"
"""What stands between a name and its sum."""
_LIST_MARKS = " ,;:/+&=·|(\n\t"


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    words: Words
    """Folded; empty of a number."""

    @property
    def is_number(self) -> bool:
        return not self.words


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum, and the tokens that it is written in: from the first to before the last."""

    value: float
    currency: str
    first: int
    last: int


def parse_amounts(text: str, currency: str | None = None) -> tuple[Amount, ...] | None:
    """Read the sums that a text states; ``None`` where it states none, or leaves a doubt.

    :param currency: that of a number without one, where the label beside it says so.
    :return: each sum with its part of the text; the parts are the whole text together.
    """
    reader = _Reader(text)
    sums = reader.sums() or (reader.number_alone(currency) if currency else [])
    if not sums or not reader.is_sure(sums):
        return None
    starts = [0, *(reader.tokens[read.first].start for read in sums[1:]), len(text)]
    parts = [_tidy(text[start:end]) for start, end in pairwise(starts)]
    return tuple(Amount(read.value, read.currency, part) for read, part in zip(sums, parts, strict=True))


def parse_bare_sum(text: str) -> tuple[Amount, ...] | None:
    """Read a number as a sum whose currency is not stated; ``None`` where it may be a year, a count or a share."""
    sums = parse_amounts(text, NO_CURRENCY)
    if sums is None or any(read.currency != NO_CURRENCY for read in sums) or _YEAR.fullmatch(text.strip()):
        return None
    return sums if all(_SMALL <= read.value < math.inf for read in sums) else None


def names_currency(text: str) -> bool:
    """Tell whether a text names a currency, be it by a sign that several share."""
    reader = _Reader(text)
    return any(map(reader.names_currency, range(len(reader.tokens))))


def name_beside(text: str) -> str | None:
    """Return what a text names beside its sums: ``Germany`` of ``Germany (EUR 3 million)``, nothing of a sum alone.

    :return: ``None`` where a sum is part of a phrase: *EUR 3 million from Germany*.
    """
    reader = _Reader(text)
    rest, at = "", 0
    for read in reader.sums():
        start, end = reader.tokens[read.first].start, reader.tokens[read.last - 1].end
        before, behind = text[at:start].rstrip(), text[end:].lstrip()
        if before[-1:].isalnum() or behind[:1].isalnum():
            return None
        is_bracketed = before[-1:] == "(" and behind[:1] == ")"
        rest += before[:-1].rstrip() if is_bracketed else before.rstrip(_BESIDE)
        at = len(text) - len(behind) + is_bracketed
    return (rest + text[at:]).strip(_BESIDE)


class _Reader:
    """One text, in tokens: numbers, words, signs."""

    def __init__(self, text: str) -> None:
        self.tokens = _tokens(text) if len(text) <= _LONGEST_TEXT else []
        self.pieces = [token.text for token in self.tokens]

    def sums(self) -> list[_Sum]:
        sums: list[_Sum] = []
        at = 0
        while at < len(self.tokens):
            if read := self._sum_at(at):
                sums.append(read)
            at = read.last if read else at + 1
        return sums

    def number_alone(self, currency: str) -> list[_Sum]:
        if not self.tokens or not self.tokens[0].is_number or any(map(self.names_currency, range(len(self.tokens)))):
            return []
        magnitude, end = self._magnitude_at(1)
        value = read_number(self.pieces[0], is_scaled=magnitude > 1, has_mills=has_mills(currency))
        return [_Sum(value * magnitude, currency, 0, end)] if value is not None and end == len(self.tokens) else []

    def names_currency(self, at: int) -> bool:
        return self._currency_at(at) is not None or self._is_shared(at)

    def is_sure(self, sums: Sequence[_Sum]) -> bool:
        """Tell whether nothing around the sums leaves a doubt of what they are."""
        taken = {at for read in sums for at in range(read.first, read.last)}
        left = [at for at in range(len(self.tokens)) if at not in taken]
        return not (
            any(self.names_currency(at) or self._magnitude_at(at)[0] > 1 for at in left)
            or any(self._is_doubtful_number(at, taken, sums[0].first) for at in left if self.tokens[at].is_number)
            or any(self._is_cut_short(read) or self._is_signed(read) for read in sums)
            or any(self._are_range(first, second) for first, second in pairwise(sums))
        )

    def _sum_at(self, at: int) -> _Sum | None:
        """Read the sum that begins at a token; on both sides of it may stand the same currency."""
        before = self._currency_at(at)
        number = before[0] if before else at
        if before and self._is_of(number):
            number += 1
        if number >= len(self.tokens) or not self.tokens[number].is_number:
            return None
        magnitude, end = self._magnitude_at(number + 1)
        behind = self._currency_at(end) or (self._currency_at(end + 1) if self._is_of(end) else None)
        if before and behind and behind[1] != before[1]:
            behind = None
        currency = before or behind
        if currency is None:
            return None
        end = behind[0] if behind else end + self._is_shared(end)  # 人民币500万元
        value = read_number(self.pieces[number], is_scaled=magnitude > 1, has_mills=has_mills(currency[1]))
        return None if value is None else _Sum(value * magnitude, currency[1], at, end)

    def _currency_at(self, at: int) -> tuple[int, str] | None:
        """Return where the currency at a token ends, and its code."""
        return next(currency_at(self.pieces, at), None) if at < len(self.tokens) else None

    def _is_shared(self, at: int) -> bool:
        return any(self._words(at, at + count) in SHARED for count in (1, 2))

    def _magnitude_at(self, at: int) -> tuple[int, int]:
        """Return the magnitude at a token and where it ends; 1 where there is none."""
        for end in range(min(len(self.tokens), at + _LONGEST), at, -1):
            if magnitude := MAGNITUDES.get(self._words(at, end)):
                return magnitude, end
        return 1, at

    def _is_of(self, at: int) -> bool:
        return at < len(self.tokens) and self.tokens[at].words[:1] != () and self.tokens[at].words[0] in OF

    def _words(self, start: int, end: int) -> Words:
        tokens = self.tokens[start:end]
        return tuple(word for token in tokens for word in token.words or (token.text,))

    def _is_dash(self, at: int) -> bool:
        return at < len(self.tokens) and self.pieces[at] in _DASHES

    def _is_doubtful_number(self, at: int, taken: set[int], first: int) -> bool:
        """Tell whether a number outside the sums may belong to one: it is beside it, large, or no year."""
        if _YEAR.fullmatch(self.pieces[at]):
            return False
        beside = {at - 1, at + 1, *([at + 2] if self._is_dash(at + 1) else [])}
        value = read_number(self.pieces[at])
        is_share = self.pieces[at + 1 : at + 2] == ["%"] and at < first
        return value is None or value >= _SMALL or is_share or bool(beside & taken)

    def _is_cut_short(self, read: _Sum) -> bool:
        """Tell whether a word goes on from a small number, which may be of a magnitude that is not known."""
        following = self.pieces[read.last : read.last + 1]
        return read.value < _SMALL and bool(following) and following[0].isalpha()

    def _is_signed(self, read: _Sum) -> bool:
        """Tell whether a minus stands right before the sum, and nothing before that."""
        sign = self.tokens[read.first - 1] if read.first else None
        is_minus = sign is not None and sign.text in _DASHES and sign.end == self.tokens[read.first].start
        return is_minus and (read.first < 2 or self.tokens[read.first - 2].end < self.tokens[read.first - 1].start)

    def _are_range(self, first: _Sum, second: _Sum) -> bool:
        gap = self._words(first.last, second.first)
        is_between = any(word in BETWEEN for word in self._words(max(0, first.first - 1), first.first))
        return is_between or (len(gap) == 1 and (gap[0] in _DASHES or gap[0] in RANGES))


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for match in _TOKEN.finditer(text):
        start = match.start()
        for piece in split_prefixed(match[0]):
            words = () if match["number"] else money_words(piece)
            if words or match["number"]:
                tokens.append(_Token(piece, start, start + len(piece), words))
            start += len(piece)
    return tokens


def _tidy(part: str) -> str:
    """Strip a part of a text of the marks between it and the next, and of a bracket that is left open."""
    part = part.strip().rstrip(_LIST_MARKS)
    return part.rstrip(")") if part.count(")") > part.count("(") else part
