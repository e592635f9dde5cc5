"""Lexical analysis: text to index terms, in lower case, without accents, stemmed by language.

One definition serves indexing, queries and highlighting.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import regex
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from corpus.text.strings import clean
from index.lexical.normalisation import LETTER, MARK, PAIR, POSSESSIVE, SPACELESS, character_pairs, index_text
from index.lexical.stopwords import FUNCTION_WORDS, PARTICLE_PATTERNS, QUESTION_PATTERNS

STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
LANGUAGES = (*STEMMERS, "zh", "xx")
"""The languages that have rules of analysis, and ``xx`` for all others."""
DEFAULT_LANGUAGE = "en"
"""Also for passages whose language is not known."""
_SNOWBALL_STOPWORDS = {"es", "fr", "ru"}
_LONGEST_TERM = 60

_WORD = regex.compile(
    rf"(?V1)(?!{POSSESSIVE})[{LETTER}--{SPACELESS}][[{LETTER}--{SPACELESS}]{MARK}]*|(?<run>{SPACELESS}+)"
)


def analysis_language(language: str | None) -> str:
    """Choose the language whose rules a text is analysed by; languages without rules share plain ones, as ``xx``."""
    if language is None:
        return DEFAULT_LANGUAGE
    return language if language in LANGUAGES else "xx"


@cache
def analyzer(language: str, stopwords: bool = True) -> TextAnalyzer:
    """Make the analyser of a language, for what :func:`~index.lexical.normalisation.index_text` gives.

    :param stopwords: whether stop words become terms as other words do.
    """
    builder = (
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_TERM)).filter(Filter.lowercase())
    )
    if not stopwords and language in _SNOWBALL_STOPWORDS:
        builder = builder.filter(Filter.stopword(STEMMERS[language]))
    if not stopwords and language in FUNCTION_WORDS:
        left_out = index_text(" ".join(FUNCTION_WORDS[language]), language).split()
        builder = builder.filter(Filter.custom_stopword(left_out))
    if language in STEMMERS:
        builder = builder.filter(Filter.stemmer(STEMMERS[language]))
    return builder.filter(Filter.ascii_fold()).build()


def all_terms(text: str, language: str) -> list[str]:
    """List all terms of a text, in order."""
    return analyzer(language).analyze(index_text(clean(text), language))


@lru_cache(maxsize=1_000)
def query_terms(query: str, language: str) -> tuple[str, ...]:
    """List the terms to look for: content words, or all words where the query has no others."""
    terms = analyzer(language, stopwords=False).analyze(index_text(clean(query), language))
    if question := QUESTION_PATTERNS.get(language):
        terms = [term for term in terms if not question.search(term)]
    return tuple(terms or all_terms(query, language))


@lru_cache(maxsize=100_000)
def term_of(word: str, language: str) -> str:
    """Give the index term of a single word; empty where it is none."""
    terms = analyzer(language).analyze(index_text(word, language))
    return terms[0] if terms else ""


def words_with_terms(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a text as (start, end, term), offsets in characters; pairs of characters overlap."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match.lastgroup is None:
            yield start, end, term_of(match.group(), language)
            continue
        for at, pair in enumerate(character_pairs(match.group()), start):
            yield at, at + len(pair), term_of(pair, language)


@lru_cache(maxsize=100_000)
def is_stopword(word: str, language: str | None = None) -> bool:
    """Tell whether a word carries no meaning of its own, in a language or, where it is not known, in any of them."""
    languages = list(FUNCTION_WORDS) if language is None else [language]
    patterns = [
        pattern
        for by_language in (QUESTION_PATTERNS, PARTICLE_PATTERNS)
        for spoken, pattern in by_language.items()
        if spoken in languages
    ]
    if len(word) <= PAIR and any(pattern.search(word) for pattern in patterns):
        return True
    return not all(analyzer(spoken, stopwords=False).analyze(index_text(word, spoken)) for spoken in languages)
