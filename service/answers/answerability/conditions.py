"""Conditions of a question on the one statement that answers it: its places and its years.

Each is looked for from the nearest text to the farthest: what the sentence itself says decides over what its passage
says, and that over what its practice states. So a number of Ireland's is no answer about Belgium, though the practice
is about both.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from corpus.text.dates import years_in
from corpus.text.statements import statement_spans
from index.embedding.model_roles import MAIN_LANGUAGE
from index.facets.ranges import Range, parse_range
from index.query.place_names import places_named
from index.query.reader import Query
from service.answers.quotations.quotation import Quotation
from service.questions.plan.cues import has_lexicon, longest_cues, tokenise
from service.questions.plan.money import asks_for_money
from service.questions.plan.plan import QuestionPlan
from service.reasons import PlacesMissing, Reason, YearsMissing

_YEARS = ("year", "start", "end", "submitted")
_DATES = ("start_date", "end_date")


@dataclass(frozen=True, slots=True)
class StatementConditions:
    """What a question demands of the statement that answers it."""

    places: tuple[frozenset[str], ...] = ()
    """Countries, ISO 3166-1 alpha-2: one of each group is to be meant."""
    avoided: frozenset[str] = frozenset()
    """Countries that are not to be meant."""
    years: tuple[Range, ...] = ()
    wants_money: bool = False
    """Whether a sum of money is asked for."""

    @classmethod
    def of(cls, query: Query, plan: QuestionPlan) -> Self:
        """Take the places and the years of a question."""
        on_country = [condition for condition in plan.conditions if condition.field == "country"]
        avoided = frozenset(code for condition in on_country if condition.is_excluding for code in condition.values)
        named = [
            code for code in places_named(query.text, query.language) if not code.isdigit() and code not in avoided
        ]
        either = [
            frozenset(condition.values)
            for condition in on_country
            if condition.operator == "any" and len(condition.values) > 1
        ]
        groups = dict.fromkeys(next((group for group in either if code in group), frozenset({code})) for code in named)
        times = [condition for condition in plan.conditions if condition.operator == "between"]
        years = [
            parse_range(value)
            for condition in times
            if condition.field in _YEARS and not condition.is_negated
            for value in condition.values
        ]
        dated = [parse_range(value) for condition in times if condition.field in _DATES for value in condition.values]
        ends = {end for wanted in filter(None, dated) for end in (wanted.low, wanted.high)}
        named_years = {int(end) for end in ends if math.isfinite(end)}
        years += [Range(year, year, "") for year in sorted(named_years)]
        wants_money = asks_for_money(query.text, query.language)
        return cls(tuple(groups), avoided, tuple(filter(None, years)), wants_money)

    def unmet(self, quotation: Quotation) -> Iterator[Reason]:
        """Find the conditions that a statement does not meet."""
        missing = [group for group in self.places if not _is_about(quotation, group)]
        if missing:
            yield PlacesMissing(tuple(sorted(group)[0] for group in missing))
        if self.avoided and any(_is_about(quotation, frozenset({code})) for code in self.avoided):
            yield PlacesMissing((), tuple(sorted(self.avoided)))
        if years := [wanted for wanted in self.years if not _is_of(quotation, wanted)]:
            yield YearsMissing(tuple((wanted.low, wanted.high) for wanted in years))


def _is_about(quotation: Quotation, countries: frozenset[str]) -> bool:
    """Tell whether a statement is about one of some countries.

    One that names another country of its practice is about that.
    """
    practice, passage = quotation.practice, quotation.hit.passage
    in_sentence = set(places_named(quotation.text, quotation.language or MAIN_LANGUAGE))
    if in_sentence & countries:
        return True
    own = set(practice.countries or ())
    if in_sentence & own:
        return False
    texts = (practice.title, passage.text)
    around = {code for text in texts for code in places_named(text, passage.language or MAIN_LANGUAGE)}
    return bool((around | own) & countries)


def _is_of(quotation: Quotation, wanted: Range) -> bool:
    """Tell whether a statement is of a year within a range: the nearest text that states years decides.

    The years from the first to the last that it states are its own, and all from one on that it says something goes on
    since.
    """
    for text in (quotation.text, text_before(quotation), quotation.hit.passage.text, quotation.practice.title):
        if years := years_in(text):
            is_open = len(set(years)) == 1 and _is_open(text, quotation.language)
            last = math.inf if is_open else max(years)
            return min(years) <= wanted.high and last >= wanted.low
    dates = quotation.practice.dates
    stated = years_in(f"{dates.start or ''} {dates.end or ''}") if dates else []
    last = math.inf if dates and dates.ongoing else max(stated, default=0)
    return bool(stated) and min(stated) <= wanted.high and last >= wanted.low


def _is_open(text: str, language: str | None) -> bool:
    """Tell whether a text says that something goes on from a year: *since 2018*."""
    language = language or MAIN_LANGUAGE
    if not has_lexicon(language):
        return False
    tokens = tokenise(text, language)
    return any(
        "operators.since" in cues and any(years_in(token.text) for token in tokens[end : end + 2])
        for _, end, cues in longest_cues(tokens, language)
    )


def text_before(quotation: Quotation) -> str:
    """Give the sentence before a statement, within its passage; empty for the first one."""
    passage = quotation.hit.passage
    ends = [(start, end) for start, end in statement_spans(passage) if passage.start + end <= quotation.start]
    return passage.text[slice(*ends[-1])] if ends else ""
