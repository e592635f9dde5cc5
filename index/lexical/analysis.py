"""Lexical analysis: text to index terms, in lower case, without accents, stemmed by language.

One definition serves indexing, queries and highlighting.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

import regex
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from corpus.text.strings import clean
from index.lexical.stopwords import FUNCTION_WORDS, PARTICLE_PATTERNS, QUESTION_PATTERNS

STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
LANGUAGES = (*STEMMERS, "zh", "xx")
"""The languages that have rules of analysis, and ``xx`` for all others."""
DEFAULT_LANGUAGE = "en"
"""Also for passages whose language is not known."""
_SNOWBALL_STOPWORDS = {"es", "fr", "ru"}
_LONGEST_TERM = 60
_PAIR = 2
"""Characters of a term in scripts without spaces."""

_LETTER = r"[\p{Alphabetic}\p{N}]"
"""What tantivy's simple tokenizer makes words of."""
_MARK = r"[\u00ad\u0300-\u0344\u0346-\u036f]"
"""Accents written apart, where no single character has them."""
_SPACELESS = (
    r"[[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]&&[\p{Alphabetic}\p{N}]]"
)
"""Scripts without spaces between words, and Korean, whose spaces part phrases."""
_RUN = regex.compile(rf"(?V1){_SPACELESS}+")
_MARKS = regex.compile(rf"(?V1)(?<=[{_LETTER}--{_SPACELESS}]){_MARK}+")
_ACCENTED = regex.compile(r"(?V1)[\p{Latin}--\p{ASCII}]+")
_POSSESSIVE = rf"(?<=[{_LETTER}{_MARK}]['’])[sS](?![{_LETTER}{_MARK}])"
_POSSESSIVES = regex.compile(rf"(?V1){_POSSESSIVE}")
_WORD = regex.compile(
    rf"(?V1)(?!{_POSSESSIVE})[{_LETTER}--{_SPACELESS}][[{_LETTER}--{_SPACELESS}]{_MARK}]*|(?<run>{_SPACELESS}+)"
)
_SPANISH_ION = regex.compile(rf"(?<=[cstx])ion(?!{_LETTER})", regex.IGNORECASE)
"""The ending that Spanish stems only with its accent."""
_FRENCH_FEMININE = regex.compile(rf"(?<=e)(?<!(?<!{_LETTER})donne)e(?=s?(?!{_LETTER}))", regex.IGNORECASE)
"""That of a participle, *déplacée*; but *données*, data, is not *donner*."""
# The tables of light10 (Larkey, Ballesteros and Connell 2007): part of an algorithm, so that they stand beside it.
_ARABIC_WORD = regex.compile(r"[\u0640\u064b-\u0652\u0670]*[\u0621-\u063a\u0641-\u064a][\u0621-\u0652\u0670]*")
_ARABIC_LETTERS = str.maketrans("آأإىة", "اااي" + "ه", "ـ\u0670" + "".join(map(chr, range(0x64B, 0x653))))
_ARABIC_ARTICLES = ("ال", "بال", "كال", "فال", "لل")
_ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


def analysis_language(language: str | None) -> str:
    """Choose the language whose rules a text is analysed by; languages without rules share plain ones, as ``xx``."""
    if language is None:
        return DEFAULT_LANGUAGE
    return language if language in LANGUAGES else "xx"


def index_text(text: str, language: str) -> str:
    """Normalise a text for :func:`analyzer`, by what tantivy's own filters lack.

    Scripts without spaces become overlapping pairs of characters, as in Lucene's CJKAnalyzer. Spanish and French lose
    their accents before they are stemmed, so that both spellings are one, and endings are helped that their stemmers
    then miss. Arabic is stemmed lightly before Snowball does so; ё is е; a possessive *'s* goes.
    """
    text = _MARKS.sub("", _POSSESSIVES.sub("", text))
    text = _RUN.sub(lambda match: f" {' '.join(_pairs(match.group()))} ", text)
    if language in ("es", "fr"):
        text = _ACCENTED.sub(lambda match: _MARKS.sub("", unicodedata.normalize("NFD", match.group())), text)
    if language == "es":
        text = _SPANISH_ION.sub("ión", text)
    elif language == "fr":
        text = _FRENCH_FEMININE.sub("", text)
    elif language == "ar":
        text = _ARABIC_WORD.sub(lambda match: _light10(match.group()), text)
    elif language == "ru":
        text = text.replace("ё", "е").replace("Ё", "Е")
    return text


@cache
def analyzer(language: str, stopwords: bool = True) -> TextAnalyzer:
    """Make the analyser of a language, for what :func:`index_text` gives.

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


def query_terms(query: str, language: str) -> list[str]:
    """List the terms to look for: content words, or all words where the query has no others."""
    terms = analyzer(language, stopwords=False).analyze(index_text(clean(query), language))
    if question := QUESTION_PATTERNS.get(language):
        terms = [term for term in terms if not question.search(term)]
    return terms or all_terms(query, language)


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
        for at, pair in enumerate(_pairs(match.group()), start):
            yield at, at + len(pair), term_of(pair, language)


def matched_spans(text: str, terms: Collection[str], language: str | None) -> Iterator[tuple[int, int]]:
    """Yield where words of a text have one of the terms; what overlaps or touches is one span."""
    first, last = 0, -1
    for start, end, term in words_with_terms(text, analysis_language(language)):
        if term not in terms:
            continue
        if start > last >= 0:
            yield first, last
        if start > last:
            first = start
        last = end
    if last >= 0:
        yield first, last


def matched_words(query: str, text: str, language: str | None) -> list[str]:
    """List the words of a text that a query shares with it, as the text writes them, each once."""
    terms = set(query_terms(query, analysis_language(language)))
    return list(dict.fromkeys(text[start:end] for start, end in matched_spans(text, terms, language)))


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
    if len(word) <= _PAIR and any(pattern.search(word) for pattern in patterns):
        return True
    return not all(analyzer(spoken, stopwords=False).analyze(index_text(word, spoken)) for spoken in languages)


def _pairs(run: str) -> list[str]:
    return [run[at : at + _PAIR] for at in range(max(1, len(run) - _PAIR + 1))]


@lru_cache(maxsize=100_000)
def _light10(word: str) -> str:
    """Stem an Arabic word lightly: off go *and*, article and common endings (light10; Larkey et al. 2007)."""
    word = word.translate(_ARABIC_LETTERS)
    if word.startswith("و") and len(word) > 3:
        word = word[1:]
    articles = (form for form in _ARABIC_ARTICLES if word.startswith(form) and len(word) >= len(form) + 2)
    article = next(articles, "")
    word = word[len(article) :]
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word
