"""Text to index terms: lower case, no accents, stemmed by language. One definition for indexing, asking and marking."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

import regex
from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from corpus.text.strings import clean
from index.lexical.stopwords import FUNCTION_WORDS

STEMMERS = {"ar": "arabic", "en": "english", "es": "spanish", "fr": "french", "ru": "russian"}
LANGUAGES = (*STEMMERS, "zh", "xx")
"""Whatever :func:`analysis_language` can say."""
DEFAULT_LANGUAGE = "en"
"""Also for passages whose language is not known."""
_SNOWBALL_STOPWORDS = {"es", "fr", "ru"}
_LONGEST_TERM = 60

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
_ARABIC_WORD = regex.compile(r"[\u0640\u064b-\u0652\u0670]*[\u0621-\u063a\u0641-\u064a][\u0621-\u0652\u0670]*")
_ARABIC_LETTERS = str.maketrans("آأإىة", "اااي" + "ه", "ـ\u0670" + "".join(map(chr, range(0x64B, 0x653))))
_ARABIC_ARTICLES = ("ال", "بال", "كال", "فال", "لل")
_ARABIC_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_CHINESE_QUESTION = regex.compile("[么些哪谁吗呢]")
"""Characters of question words: a pair with one of them asks, or straddles what asks and what is asked."""
_CHINESE_PARTICLE = regex.compile("(?<!目)的(?!地)|了(?!解)|吧")
"""A pair with one of them means nothing by itself, yet it helps to find (measured), so that queries keep it."""


def analysis_language(language: str | None) -> str:
    """The language whose rules a text is analysed by; languages without rules share plain ones, as ``xx``."""
    if language is None:
        return DEFAULT_LANGUAGE
    return language if language in LANGUAGES else "xx"


def index_text(text: str, language: str) -> str:
    """The text as :func:`analyzer` is given it: what tantivy's own filters lack is done here.

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
    """The analyser of a language, for :func:`index_text`; without ``stopwords`` words without meaning are left out."""
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
    """Every term of a text, in order."""
    return analyzer(language).analyze(index_text(clean(text), language))


@lru_cache(maxsize=1_000)
def query_terms(query: str, language: str) -> tuple[str, ...]:
    """Give the terms to look for: content words, or all words where the query has no others."""
    terms = analyzer(language, stopwords=False).analyze(index_text(clean(query), language))
    if language == "zh":
        terms = [term for term in terms if not _CHINESE_QUESTION.search(term)]
    return tuple(terms or all_terms(query, language))


@lru_cache(maxsize=100_000)
def term_of(word: str, language: str) -> str:
    """The index term of one word."""
    terms = analyzer(language).analyze(index_text(word, language))
    return terms[0] if terms else ""


def words_with_terms(text: str, language: str) -> Iterator[tuple[int, int, str]]:
    """Every word of a text as (start, end, term), offsets in characters; pairs of characters overlap."""
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match.lastgroup is None:
            yield start, end, term_of(match.group(), language)
            continue
        for at, pair in enumerate(_pairs(match.group()), start):
            yield at, at + len(pair), term_of(pair, language)


@lru_cache(maxsize=100_000)
def is_stopword(word: str, language: str | None = None) -> bool:
    """Whether a word carries no meaning of its own, in a language or, where nobody says which, in some language."""
    if (
        language in (None, "zh")
        and len(word) <= 2
        and (_CHINESE_QUESTION.search(word) or _CHINESE_PARTICLE.search(word))
    ):
        return True
    languages = FUNCTION_WORDS if language is None else [language]
    return not all(analyzer(one, stopwords=False).analyze(index_text(word, one)) for one in languages)


def _pairs(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(max(1, len(run) - 1))]


@lru_cache(maxsize=100_000)
def _light10(word: str) -> str:
    """An Arabic word without *and*, article and common endings: light10 of Larkey, Ballesteros and Connell (2007)."""
    word = word.translate(_ARABIC_LETTERS)
    if word.startswith("و") and len(word) > 3:
        word = word[1:]
    article = next((one for one in _ARABIC_ARTICLES if word.startswith(one) and len(word) >= len(one) + 2), "")
    word = word[len(article) :]
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word
