"""Text to index terms: lower case, no accents, stemmed by language. One definition for indexing, asking and marking."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

import regex
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from corpus.strings import clean

STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
DEFAULT_LANGUAGE = "en"
"""Also for passages whose language is not known."""
_STOPWORDS = {"en", "es", "fr", "ru"}
_ENGLISH_FUNCTION_WORDS = (
    "a about above after again all also am an and any are as at be because been before being below between "
    "both but by can could did do does doing down during each few for from further had has have having he her "
    "here hers him his how i if in into is it its itself just may me might more most must my no nor not of off "
    "on once only or other our out over own same shall she should so some such than that the their them then "
    "there these they this those through to too under until up upon us very was we were what when where which "
    "while who whom whose why will with would you your "
).split()
"""tantivy's own English list lacks the words that questions are made of."""
_LONGEST_TERM = 60
_WORD = regex.compile(r"[\p{Alphabetic}\p{N}]+")
"""What tantivy's simple tokenizer takes for a word."""


def analysis_language(language: str | None) -> str:
    """The language whose rules a text is analysed by; languages without a stemmer share plain rules, as ``xx``."""
    if language is None:
        return DEFAULT_LANGUAGE
    return language if language in STEMMERS else "xx"


@cache
def analyzer(language: str, stopwords: bool = True) -> TextAnalyzer:
    """The analyser of a language; without ``stopwords`` the words that carry no meaning are left out."""
    builder = (
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(_LONGEST_TERM)).filter(Filter.lowercase())
    )
    if not stopwords and language == "en":
        builder = builder.filter(Filter.custom_stopword(_ENGLISH_FUNCTION_WORDS))
    elif not stopwords and language in _STOPWORDS:
        builder = builder.filter(Filter.stopword(STEMMERS[language]))
    if language in STEMMERS:
        builder = builder.filter(Filter.stemmer(STEMMERS[language]))
    return builder.filter(Filter.ascii_fold()).build()


def query_terms(query: str, language: str) -> list[str]:
    """The terms to look for: content words, or all words where the query has no others."""
    query = clean(query)
    return analyzer(language, stopwords=False).analyze(query) or analyzer(language).analyze(query)


@lru_cache(maxsize=100_000)
def term_of(word: str, language: str) -> str:
    """The index term of one word."""
    terms = analyzer(language).analyze(word)
    return terms[0] if terms else ""


def words_with_terms(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Every word of a text as (start, end, term), offsets in characters."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), term_of(match.group(), language)


def matched_words(query: str, text: str, language: str | None) -> list[str]:
    """The words of a text that a query shares with it, as the text writes them, each once."""
    rules = analysis_language(language)
    terms = set(query_terms(query, rules))
    return list(dict.fromkeys(text[start:end] for start, end, term in words_with_terms(text, rules) if term in terms))


@lru_cache(maxsize=100_000)
def is_stopword(word: str) -> bool:
    """Whether a word carries no meaning of its own in some language: nobody says which language a question is in."""
    return not all(analyzer(language, stopwords=False).analyze(word) for language in _STOPWORDS)
