"""Conditions of a question on the one statement that answers it: its places and its years.

Each is looked for from the nearest text to the farthest: what the sentence itself says decides over what its passage
says, and that over what its practice states. So a number of Ireland's is no answer about Belgium, though the practice
is about both.
"""

from __future__ import annotations

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
from service.questions.plan.plan import QuestionPlan
from service.reasons import PlacesMissing, Reason, YearsMissing

_TIMES = ("year", "start", "end", "submitted", "start_date", "end_date")


@dataclass(frozen=True, slots=True)
class StatementConditions:
    """What a question demands of the statement that answers it."""

    places: tuple[frozenset[str], ...] = ()
    """Countries, ISO 3166-1 alpha-2: one of each group is to be meant."""
    avoided: frozenset[str] = frozenset()
    """Countries that are not to be meant."""
    years: tuple[Range, ...] = ()

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
        times = [
            condition for condition in plan.conditions if condition.field in _TIMES and condition.operator == "between"
        ]
        years = [parse_range(value) for condition in times if not condition.is_negated for value in condition.values]
        return cls(tuple(groups), avoided, tuple(filter(None, years)))

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
    """Tell whether a statement is of a year within a range: the nearest text that states years decides."""
    for text in (quotation.text, text_before(quotation), quotation.hit.passage.text, quotation.practice.title):
        if years := years_in(text):
            return any(wanted.low <= year <= wanted.high for year in years)
    dates = quotation.practice.dates
    stated = years_in(f"{dates.start or ''} {dates.end or ''}") if dates else []
    return bool(stated) and min(stated) <= wanted.high and max(stated) >= wanted.low


def text_before(quotation: Quotation) -> str:
    """Give the sentence before a statement, within its passage; empty for the first one."""
    passage = quotation.hit.passage
    ends = [(start, end) for start, end in statement_spans(passage) if passage.start + end <= quotation.start]
    return passage.text[slice(*ends[-1])] if ends else ""
