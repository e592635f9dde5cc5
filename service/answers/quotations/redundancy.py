"""Sentences that say the same: shown once with the other places, and side by side where their numbers differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import regex
from rapidfuzz import fuzz

from corpus.text.strings import fold
from service.answers.quotations.quotation import Quotation

_NUMBER = regex.compile(r"\p{Nd}+(?:[.,  ]\p{Nd}+)*")
_ALIKE = 88.0
"""Of 100: how much of two sentences is the same, numbers aside."""


@dataclass(slots=True)
class SelectedQuotation:
    """A sentence to show, the other places that say the same, and whether a neighbour says it with other numbers."""

    quotation: Quotation
    also_in: list[Quotation] = field(default_factory=list)
    differs_in_numbers: bool = False


@dataclass(frozen=True, slots=True)
class _Said:
    """What a sentence says: its words with the numbers taken out, and these."""

    words: str
    numbers: Counter[str]

    @classmethod
    def of(cls, text: str) -> _Said:
        numbers = Counter(fold(number).replace(" ", "") for number in _NUMBER.findall(text))
        return cls(fold(_NUMBER.sub(" ", text)), numbers)

    def is_like(self, other: _Said) -> bool:
        return fuzz.ratio(self.words, other.words, score_cutoff=_ALIKE) > 0


def drop_redundant(ranked: Sequence[Quotation], *, most: int, most_each: int, worth: float) -> list[SelectedQuotation]:
    """The best sentences, few from each practice, none said twice.

    :param ranked: best first; all of them are looked through for the same words.
    :param most: how many to show.
    :param most_each: how many of one practice, those that differ in numbers aside.
    :param worth: the least score of a sentence that is shown for itself.
    """
    shown: list[tuple[_Said, SelectedQuotation]] = []
    for quotation in ranked:
        said = _Said.of(quotation.text)
        alike = [(at, one, chosen) for at, (one, chosen) in enumerate(shown) if said.is_like(one)]
        same = next((chosen for _, one, chosen in alike if one.numbers == said.numbers), None)
        if same is not None:
            _add(same, quotation)
        elif alike and len(shown) < most:
            at, _, beside = alike[-1]
            beside.differs_in_numbers = True
            shown.insert(at + 1, (said, SelectedQuotation(quotation, differs_in_numbers=True)))
        elif not alike and len(shown) < most and quotation.score >= worth and _has_room(shown, quotation, most_each):
            shown.append((said, SelectedQuotation(quotation)))
    return [chosen for _, chosen in shown]


def _add(chosen: SelectedQuotation, quotation: Quotation) -> None:
    """Another place, unless its practice is named already."""
    if quotation.practice.practice_id not in {one.practice.practice_id for one in (chosen.quotation, *chosen.also_in)}:
        chosen.also_in.append(quotation)


def _has_room(shown: Iterable[tuple[_Said, SelectedQuotation]], quotation: Quotation, most_each: int) -> bool:
    practice_id = quotation.practice.practice_id
    return sum(chosen.quotation.practice.practice_id == practice_id for _, chosen in shown) < most_each
