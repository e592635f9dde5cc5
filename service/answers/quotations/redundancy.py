"""Redundancy removal: what says the same is shown once with the other places, or side by side if numbers differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex
from rapidfuzz import fuzz

from corpus.text.strings import fold
from service.answers.quotations.quotation import Quotation

_NUMBER = regex.compile(r"\p{Nd}+(?:[.,  ]\p{Nd}+)*")
_SAME = 88.0
"""Of 100: how much of two sentences is the same, numbers aside."""


@dataclass(slots=True)
class SelectedQuotation:
    """A sentence to show, the other places that say the same, and whether a neighbour says it with other numbers."""

    quotation: Quotation
    also_in: list[Quotation] = field(default_factory=list)
    differs_in_numbers: bool = False


@dataclass(frozen=True, slots=True)
class _Wording:
    """A sentence as it is compared: its words with the numbers taken out, and these."""

    words: str
    numbers: Counter[str]

    @classmethod
    def of(cls, text: str) -> _Wording:
        numbers = Counter(fold(number).replace(" ", "") for number in _NUMBER.findall(text))
        return cls(fold(_NUMBER.sub(" ", text)), numbers)

    def is_like(self, other: _Wording) -> bool:
        return fuzz.ratio(self.words, other.words, score_cutoff=_SAME) > 0


def drop_redundant(ranked: Sequence[Quotation], *, most: int, most_each: int, worth: float) -> list[SelectedQuotation]:
    """Select the best sentences, few from each practice, none said twice.

    :param ranked: best first; all of them are looked through for the same words.
    :param most: how many to show.
    :param most_each: how many of one practice, those that differ in numbers aside.
    :param worth: the least score of a sentence that is shown for itself.
    """
    shown: list[tuple[_Wording, SelectedQuotation]] = []
    for quotation in ranked:
        wording = _Wording.of(quotation.text)
        similar = [(at, other, selection) for at, (other, selection) in enumerate(shown) if wording.is_like(other)]
        same = next((selection for _, other, selection in similar if other.numbers == wording.numbers), None)
        if same is not None:
            _add_place(same, quotation)
        elif similar and len(shown) < most:
            at, _, beside = similar[-1]
            beside.differs_in_numbers = True
            shown.insert(at + 1, (wording, SelectedQuotation(quotation, differs_in_numbers=True)))
        elif not similar and len(shown) < most and quotation.score >= worth and _has_room(shown, quotation, most_each):
            shown.append((wording, SelectedQuotation(quotation)))
    return [selection for _, selection in shown]


def _add_place(selection: SelectedQuotation, quotation: Quotation) -> None:
    """Add a place that says the same, unless its practice is named already."""
    named = {place.practice.practice_id for place in (selection.quotation, *selection.also_in)}
    if quotation.practice.practice_id not in named:
        selection.also_in.append(quotation)


def _has_room(shown: Iterable[tuple[_Wording, SelectedQuotation]], quotation: Quotation, most_each: int) -> bool:
    practice_id = quotation.practice.practice_id
    return sum(selection.quotation.practice.practice_id == practice_id for _, selection in shown) < most_each
