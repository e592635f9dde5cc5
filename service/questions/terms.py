"""The words of a question that carry meaning, weighed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.lexical.analysis import analysis_language, is_stopword, term_of, words_with_terms
from index.lexical.term_weights import inverse_document_frequency
from index.retrieval.searcher import Searcher

_LEAST_SIZE = 100
"""Passages that a collection is taken to have for the weight of words: a handful cannot tell rare words from others."""


@dataclass(frozen=True, slots=True)
class QueryTerm:
    """A word of the question that carries meaning: its terms by language, its weight (idf; Spärck Jones 1972)."""

    text: str
    terms: dict[str, str]
    weight: float
    occurs: bool


def weigh_terms(question: str, searcher: Searcher, language: str | None = None) -> list[QueryTerm]:
    """The words of a question that carry meaning, rare ones heavier, each once.

    :param language: of the question; where it is not known, a stop word of any language carries none.
    """
    rules = analysis_language(language)
    lexical = searcher.snapshot.lexical
    size = max(len(searcher.snapshot.passages), _LEAST_SIZE)
    words: dict[str, QueryTerm] = {}
    for start, end, term in words_with_terms(question, rules):
        text = question[start:end]
        if term in words or is_stopword(text, language and rules):
            continue
        terms = {language: term_of(text, language) for language in lexical.languages}
        frequency = sum(lexical.document_frequency(t, language) for language, t in terms.items() if t)
        weight = inverse_document_frequency(frequency, size)
        words[term] = QueryTerm(text, terms, weight, frequency > 0)
    return list(words.values())


def term_coverage(words: Sequence[QueryTerm], texts: Iterable[str], language: str | None) -> float:
    """The share of the question's weight whose words occur in the texts, from 0 to 1."""
    rules = analysis_language(language)
    present = {term for text in texts for _, _, term in words_with_terms(text, rules)}
    total = sum(word.weight for word in words)
    return sum(word.weight for word in words if word.terms.get(rules) in present) / total if total else 0.0
