"""Constraints that a question names itself: places, organisations, types, numbered lists and years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern
from corpus.vocabularies.frameworks import OBJECTIVES, SDGS
from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer, Mention
from service.questions.intent import QuestionSpan


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint: values of a facet that a question names, the name to show, and the spans that name them."""

    facet: str
    values: tuple[str, ...]
    label: str
    spans: tuple[QuestionSpan, ...]

    @property
    def key(self) -> str:
        """The key that switches it off: ``region:Asia``."""
        return f"{self.facet}:{self.label}"


_SIGN = r"\s*(?:no\.?|nº|№|n°)?\s*"
_any_of = partial(union_pattern, Path(__file__).with_name("patterns"), "constraints")
_NUMBERS = rf"(?P<numbers>\d{{1,2}}(?!\d)(?:\s*(?:[,、&]|{_any_of('conjunctions')})\s*\d{{1,2}}(?!\d))*)"
_SDG = regex.compile(rf"{_any_of('sdg')}{_SIGN}{_NUMBERS}", regex.IGNORECASE)
_OBJECTIVE = regex.compile(
    rf"(?:{_any_of('compact')}\s+)?{_any_of('objective')}{_SIGN}{_NUMBERS}(?:\s+{_any_of('of_compact')})?",
    regex.IGNORECASE,
)
_YEAR = rf"(?<!\d)(?:19|20)\d\d(?!\d)(?!\s*{_any_of('counted_people')})"
_NO_AMOUNT = rf"(?<!\b{_any_of('before_amounts')}\s)"
_PERIOD = regex.compile(
    rf"(?P<since>\b{_any_of('since')}\s+)?(?P<before>\b{_any_of('before')}\s+)?(?:\b{_any_of('between')}\s+)?"
    rf"{_NO_AMOUNT}(?P<first>{_YEAR}){_any_of('year')}?"
    rf"(?:\s*(?:[-–—]|{_any_of('until')})\s*(?P<last>{_YEAR}){_any_of('year')}?)?"
    rf"(?:\s*(?:(?P<since_behind>{_any_of('since_behind')})|(?P<before_behind>{_any_of('before_behind')})))?",
    regex.IGNORECASE,
)
_ORIGIN = regex.compile(rf"{_any_of('origins')}\s*(?:{_any_of('articles')}\s+)?$", regex.IGNORECASE)
"""Before a place where people come from or go to, which is not where a practice is."""
_TYPE = regex.compile(rf"{_any_of('type')}(?:\s+{_any_of('of_practice')})?\W*$", regex.IGNORECASE)
"""Before a type of practice whose name is a common word."""


def find_constraints(
    text: str, language: str, gazetteer: Gazetteer, facets: FacetMasks, intent_spans: Sequence[QuestionSpan]
) -> list[Constraint]:
    """Find the constraints that a question names, in the order of their facets' first mention.

    :param intent_spans: they say what is asked for; a place right behind them is where the practices are from.
    """
    taken = list(intent_spans)
    constraints: list[Constraint] = []
    for constraint in [*_numbered("sdg", SDGS, _SDG, text), *_numbered("objective", OBJECTIVES, _OBJECTIVE, text)]:
        span = constraint.spans[0]
        if span in taken[len(intent_spans) :] or _is_free(span, taken):  # several numbers stand in one place
            taken += constraint.spans
            constraints.append(constraint)
    for constraint in _periods(text, facets):
        if _is_free(constraint.spans[0], taken):
            taken += constraint.spans
            constraints.append(constraint)
    mentions = [mention for mention in gazetteer.find(text, language) if _is_free((mention.start, mention.end), taken)]
    constraints += _by_name([mention for mention in mentions if _constrains(text, mention, intent_spans)])
    return sorted(constraints, key=lambda constraint: constraint.spans[0])


def _is_free(span: QuestionSpan, taken: Sequence[QuestionSpan]) -> bool:
    return all(span[1] <= start or end <= span[0] for start, end in taken)


def _constrains(text: str, mention: Mention, intent_spans: Sequence[QuestionSpan]) -> bool:
    """Tell whether a mention narrows the question: not a common word, nor where people come from or go to."""
    entry = mention.entry
    if entry.facet == "type" and " " not in entry.label and "/" not in entry.label:
        return _TYPE.search(text[: mention.start]) is not None
    if entry.facet not in ("country", "region"):
        return True
    origin = _ORIGIN.search(text[: mention.start])
    return origin is None or any(not text[end : origin.start()].strip() for _, end in intent_spans)


def _by_name(mentions: Sequence[Mention]) -> Iterator[Constraint]:
    """Make one constraint of the mentions of each name."""
    ordered = sorted(mentions, key=lambda mention: (mention.entry.facet, mention.entry.label))
    for (facet, label), group in groupby(ordered, key=lambda mention: (mention.entry.facet, mention.entry.label)):
        same_name = list(group)
        values = tuple(dict.fromkeys(value for mention in same_name for value in mention.entry.values))
        yield Constraint(facet, values, label, tuple((mention.start, mention.end) for mention in same_name))


def _numbered(facet: str, names: dict[int, str], pattern: regex.Pattern[str], text: str) -> Iterator[Constraint]:
    for match in pattern.finditer(text):
        numbers = [int(number) for number in regex.findall(r"\d+", match["numbers"])]
        if all(number in names for number in numbers):
            for number in dict.fromkeys(numbers):
                yield Constraint(facet, (str(number),), f"{number}. {names[number]}", (match.span(),))


def _periods(text: str, facets: FacetMasks) -> Iterator[Constraint]:
    known = [int(year) for year in facets.values("year")]
    for match in _PERIOD.finditer(text) if known else ():
        first, last = int(match["first"]), int(match["last"] or match["first"])
        if not match["last"] and (match["since"] or match["since_behind"]):
            last = max(*known, first)
        elif not match["last"] and (match["before"] or match["before_behind"]):
            first = min(*known, last)
        if first > last or last - first > 100:
            continue
        years = f"{first}-{last}" if last > first else str(first)
        yield Constraint("year", (years,), years, (match.span(),))
