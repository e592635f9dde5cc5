"""Query terms: the words of a question that carry meaning, weighed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.lexical.analysed_text import AnalysedText, analyse
from index.lexical.analysis import is_stopword, term_of
from index.lexical.term_weights import inverse_document_frequency
from index.snapshot.snapshot import Snapshot

_LEAST_SIZE = 100
"""Passages that a collection is taken to have for the weight of words: a handful cannot tell rare words from others."""


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word of the question that carries meaning: its terms by language, its weight (idf; Spärck Jones 1972)."""

    text: str
    term: str
    """By the rules of the question's language, in which the collection may have nothing."""
    terms: dict[str, str]
    weight: float
    occurs: bool


def weigh_terms(question: str, snapshot: Snapshot, language: str | None = None) -> list[QueryTerm]:
    """Weigh the words of a question that carry meaning, rare ones heavier, each once.

    :param language: of the question; where it is not known, a stop word of any language carries none.
    """
    analysed = analyse(question, language)
    lexical = snapshot.lexical
    size = max(len(snapshot.passages), _LEAST_SIZE)
    weighed: dict[str, QueryTerm] = {}
    for start, end, term in analysed.words():
        word = question[start:end]
        if term in weighed or is_stopword(word, language and analysed.rules):
            continue
        terms = {rules: term_of(word, rules) for rules in lexical.languages}
        frequency = sum(lexical.document_frequency(t, rules) for rules, t in terms.items() if t)
        weight = inverse_document_frequency(frequency, size)
        weighed[term] = QueryTerm(word, term, terms, weight, frequency > 0)
    return list(weighed.values())


def term_coverage(terms: Sequence[QueryTerm], texts: Iterable[AnalysedText]) -> float:
    """Compute the share of the question's weight whose words occur in texts of one language, from 0 to 1."""
    held: set[str] = set()
    rules = ""
    for text in texts:
        held |= text.term_set
        rules = text.rules
    total = sum(term.weight for term in terms)
    return sum(term.weight for term in terms if term.terms.get(rules) in held) / total if total else 0.0
