"""Cues that mean something beside a figure alone: *about* 3 million, *early* 2018, *the end of* 2016, *by* 2017."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.lexical.analysis import is_stopword
from service.questions.plan.cues import Cues, Token, is_year, longest_cue

_REACH = 4
"""Words between such a word and its number."""
_OF_MONTH = 2
"""Words from a day to its month, at the most."""
_DATES = ("parts.", "operators.by_time")
_BESIDE = (*_DATES, "operators.about")


def cues_beside_figures(tokens: Sequence[Token], start: int, end: int, cues: Cues, language: str) -> Cues:
    """Leave out of the cues of some tokens those that would mean something only beside a number or a date."""
    if not any(cue.startswith(_BESIDE) for cue in cues):
        return cues
    beside = [*_beside(tokens, range(end, len(tokens)), language), *_beside(tokens, range(start - 1, -1, -1), language)]
    is_of_dates = "date" in beside
    is_of_sums = "number" in beside or (is_of_dates and "form.prepositions" not in cues)
    return frozenset(
        cue for cue in cues if not cue.startswith(_BESIDE) or (is_of_dates if cue.startswith(_DATES) else is_of_sums)
    )


def _beside(tokens: Sequence[Token], places: Sequence[int], language: str) -> Iterator[str]:
    """Tell what stands beside a place, over words that carry nothing: ``date``, ``number``, or nothing."""
    for at in places[:_REACH]:
        cues = longest_cue(tokens, at, language)[1]
        if tokens[at].kind in ("number", "chinese", "date", "share"):
            is_date = is_year(tokens[at]) or tokens[at].kind == "date" or _is_day(tokens, at, language)
            yield "date" if is_date else "number"
            return
        if any(cue.startswith(("time.", "periods.")) for cue in cues):
            yield "date"
            return
        if any(cue.startswith("numbers.") for cue in cues):
            yield "number"
            return
        is_passed = (
            any(cue.startswith(("fields.date", "currencies.", "parts.")) for cue in cues)
            or not tokens[at].text.isalnum()
        )
        if not is_passed and not is_stopword(tokens[at].text, language) and tokens[at].text not in "年月日":
            return


def _is_day(tokens: Sequence[Token], at: int, language: str) -> bool:
    """Tell whether a number is a day of a month: *31 December*."""
    near = range(at + 1, min(len(tokens), at + 1 + _OF_MONTH))
    return any(cue.startswith("time.") for n in near for cue in longest_cue(tokens, n, language)[1]) or any(
        tokens[n].text in "月日号" for n in near[:1]
    )
