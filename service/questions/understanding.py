"""Query understanding: what a question asks for, what its own words narrow it to, and what is left to judge by."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern
from index.facets.masks import FacetMasks, Filters
from index.facets.operators import Condition
from index.lexical.analysed_text import analyse
from index.lexical.analysis import is_stopword
from index.query.reader import Query
from service.questions.constraints import Constraint, find_constraints
from service.questions.gazetteer import Gazetteer
from service.questions.intent import AnswerKind, QuestionSpan, Unit, parse_intent

INTENT_KEY = "kind"
"""The key that switches off that a question is taken to ask for a list."""
_STATED = {"objective": ("basis", ("stated",))}
"""What a page says of itself is counted, not what is inferred from its text."""
_NEEDED: Mapping[Unit, str] = {
    "country": "country",
    "organisation": "organisation",
    "implementer": "organisation",
    "partner": "organisation",
}
"""The facet without which a collection cannot tell a unit."""
_CLOSED = ("objective", "sdg")
"""Facets whose values are asked for by number, so that there is no doubt what is meant, be none of them stated."""


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The interpretation of a question: its intent, its constraints, its subject."""

    kind: AnswerKind
    unit: Unit
    constraints: tuple[Constraint, ...]
    """What it is narrowed to."""
    off: tuple[Constraint, ...]
    """What it would be narrowed to, had that not been switched off."""
    subject: str
    """What its practices are to be about; empty where the constraints say it all."""

    @property
    def filters(self) -> Filters:
        """The constraints as filters: any of the values within a facet, all of the facets together."""
        filters: dict[str, tuple[str, ...]] = {}
        for constraint in self.constraints:
            values = (*filters.get(constraint.facet, ()), *(str(Condition(value)) for value in constraint.values))
            filters[constraint.facet] = tuple(dict.fromkeys(values))
            if implied := _STATED.get(constraint.facet):
                filters[implied[0]] = implied[1]
        return filters


def interpret(query: Query, gazetteer: Gazetteer, facets: FacetMasks, without: Collection[str] = ()) -> Interpretation:
    """Interpret a question: its intent, its constraints, its subject.

    :param query: the question as it was read; its own words are interpreted, slips and all.
    :param without: constraints that are not to be applied, by their keys; their words then count like all others.
    """
    question, language = query.written, query.language
    intent = parse_intent(question)
    needed = _NEEDED.get(intent.unit)
    if intent.kind == "passage" or INTENT_KEY in without or (needed and not facets.values(needed)):
        return Interpretation("passage", "practice", (), (), question)
    constraints = [
        constraint
        for constraint in find_constraints(question, language, gazetteer, facets, intent.spans)
        if constraint.facet in _CLOSED or facets.values(constraint.facet)
    ]
    applied = tuple(constraint for constraint in constraints if constraint.key not in without)
    taken = [*intent.spans, *(span for constraint in applied for span in constraint.spans)]
    off = tuple(constraint for constraint in constraints if constraint.key in without)
    return Interpretation(intent.kind, intent.unit, applied, off, _find_subject(question, taken, language))


def _find_subject(question: str, taken: Iterable[QuestionSpan], language: str) -> str:
    """Find what is left of a question, without the words at its ends that carry no meaning."""
    left = list(question)
    for start, end in taken:
        left[start:end] = " " * (end - start)
    text = "".join(left)
    words = [(start, end) for start, end, _ in analyse(text, "xx" if language != "zh" else "zh").words()]
    telling = [span for span in words if not _is_empty_word(text[slice(*span)], language)]
    if not telling:
        return ""
    text = text[telling[0][0] : telling[-1][1]]
    return " ".join(text.split())


_STOP_WORD = regex.compile(
    union_pattern(Path(__file__).with_name("patterns"), "subject", "stop_words"), regex.IGNORECASE
)
"""Words of questions for a list that say nothing of its subject."""


def _is_empty_word(word: str, language: str) -> bool:
    """Tell whether a word says nothing of a subject."""
    return is_stopword(word, language) or _STOP_WORD.fullmatch(word) is not None
