"""Cues: the words that say how the parts of a question belong together, by language (``lexicon/*.toml``).

They are the closed classes of a language (negations, comparisons, conjunctions, question words) and the names of the
fields that practices have; what a question is about is none of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import regex
from babel import Locale

from corpus.text.language_files import UN_LANGUAGES, load_language_files
from corpus.vocabularies.currencies import split_prefixed
from index.lexical.analysed_text import analyse
from index.lexical.phrase_trie import PhraseTrie
from service.questions.plan.figures import Kind, find_figures, plain_figures, year_digits

_LEXICON = Path(__file__).with_name("lexicon")
_SPACELESS = regex.compile(r"\p{N}+|\p{Latin}[\p{Latin}&-]*|\p{Sc}|[^\s]")
DASHES = frozenset("-‐‑–—−~～")
"""Between two numbers they are *to*."""
_TO = frozenset({"operators.to"})
_COMPARISONS = {
    sign: frozenset({f"operators.{name}"})
    for name, signs in {
        "more": (">",),
        "less": ("<",),
        "least": ("≥", ">=", "⩾"),
        "most": ("≤", "<=", "⩽"),
        "exactly": ("=",),
        "about": ("≈", "±", "≃"),
        "least_behind": ("+",),
    }.items()
    for sign in signs
}
_YEAR = regex.compile(r"(?:19|20)\d\d")
_SIGNS = regex.compile(
    r"\p{Sc}|&|[<>]=?|[≤≥⩽⩾≈±≃=]|(?<=\d|\d\p{L}{1,3}|\p{Sc}|million)\+|(?<!\S)~(?=\s*\p{Sc}?\d)|(?<=[\d\p{Sc}]|\d\p{L}{1,3})\s*[-‐‑–—−~～](?=\s*\p{Sc}?\s*\d)"
)

_LOCALES = {"ar": ("ar", "ar_SY", "ar_DZ", "ar_MA")}
"""Months have other names from country to country."""
_FORMS: tuple[Literal["format"], Literal["stand-alone"]] = ("format", "stand-alone")

_AS_WRITTEN = "numbers.a_"
"""Cues of one form of a word: *миллион* is one, *миллионы* are several."""

Cues = frozenset[str]
"""Of a word: ``operators.not``, ``fields.start``."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a question, or a sign: its span, and the term by which forms of one word are equal."""

    start: int
    end: int
    text: str
    term: str
    kind: Kind = ""
    """Of a figure: how it is read."""


def tokenise(text: str, language: str) -> list[Token]:
    """Split a question; in Chinese into characters, whose words the cues and names spell. A figure is one token."""
    figures = [
        Token(figure.start, figure.end, written := text[figure.start : figure.end], plain_figures(written), figure.kind)
        for figure in find_figures(text, language)
    ]
    whole = list(_words(text, language))
    starts, ends = [figure.start for figure in figures], [figure.end for figure in figures]
    words = [
        piece
        for word in whole
        for piece in _beside_figures(
            word, figures[bisect_right(ends, word.start) : bisect_left(starts, word.end)], language
        )
    ]
    inside = {at for token in (*words, *figures) for at in range(token.start, token.end)}
    signs = [] if language == "zh" else [Token(m.start(), m.end(), m[0], m[0].strip()) for m in _SIGNS.finditer(text)]
    signs = [sign for sign in signs if inside.isdisjoint(range(sign.start, sign.end))]
    return sorted([*words, *figures, *signs], key=lambda token: token.start)


def _words(text: str, language: str) -> Iterator[Token]:
    if language == "zh":
        yield from (Token(m.start(), m.end(), m[0], m[0].lower()) for m in _SPACELESS.finditer(text))
        return
    last = 0
    for start, end, term in analyse(text, language).words():
        start = max(start, last)  # pairs of characters of scripts without spaces overlap
        if start < end:
            yield Token(start, end, text[start:end], term)
            last = end


def _beside_figures(word: Token, figures: Sequence[Token], language: str) -> Iterator[Token]:
    """Give what of a word is in none of the figures that it meets: ``m`` of ``2.5m``; a compound is parted."""
    pieces = [(word.start, word.end)]
    for figure in figures:
        pieces = [
            (start, end)
            for first, last in pieces
            for start, end in ((first, min(last, figure.start)), (max(first, figure.end), last))
            if start < end
        ]
    for start, end in pieces:
        written = word.text[start - word.start : end - word.start]
        parts = split_prefixed(written)
        if len(parts) == 1 and written == word.text:
            yield word
            continue
        for part in parts:
            terms = analyse(part, language).terms
            yield Token(start, start + len(part), part, terms[0] if terms else part.lower())
            start += len(part)


def longest_cue(tokens: Sequence[Token], start: int, language: str) -> tuple[int, Cues]:
    """Find the longest cue that begins at a token: as it is written, else by its terms.

    :return: where it ends, and what it may mean; ``(start, {})`` where none begins.
    """
    if sign := _COMPARISONS.get(tokens[start].term, _TO if tokens[start].term in DASHES else None):
        return start + 1, sign
    as_written, by_term, most = _tries(language)
    ahead = tokens[start : start + most]  # not all of them, which would be read anew for each token
    length, cues = as_written.longest([_written(token) for token in ahead], 0)
    length_by_term, cues_by_term = by_term.longest([token.term for token in ahead], 0)
    if cues_by_term is not None and length_by_term > length:
        return start + length_by_term, cues_by_term
    return (start + length, cues) if cues is not None else (start, frozenset())


def longest_cues(tokens: Sequence[Token], language: str) -> Iterator[tuple[int, int, Cues]]:
    """Read tokens from left to right: the longest cue at each place, or a token that is none.

    :return: where each begins and ends, and what it may mean.
    """
    at = 0
    while at < len(tokens):
        end, cues = longest_cue(tokens, at, language)
        end = max(end, at + 1)
        yield at, end, cues
        at = end


def is_year(token: Token) -> bool:
    """Tell whether a figure is written as a year is."""
    return token.kind in ("number", "chinese") and _YEAR.fullmatch(year_digits(token.term)) is not None


@cache
def number_words(language: str) -> dict[str, float]:
    """Map words for one to ten, as terms, to their numbers."""
    words = load_language_files(_LEXICON)[language]["numbers"]["units"]
    return {token.term: value for value, word in enumerate(words, 1) for token in tokenise(word, language)[:1]}


def has_lexicon(language: str) -> bool:
    """Tell whether the cues of a language are known."""
    return language in UN_LANGUAGES


@cache
def _tries(language: str) -> tuple[PhraseTrie[Cues], PhraseTrie[Cues], int]:
    """Make the tries of the cues as they are written and by their terms, with how many tokens the longest has."""
    sections = load_language_files(_LEXICON)[language]
    phrases = [
        (tokenise(phrase, language), f"{section}.{name}")
        for section, names in sections.items()
        for name, alternatives in names.items()
        for phrase in alternatives
    ]
    phrases += [(tokenise(name, language), f"time.month.{number}") for name, number in _months(language)]
    inflected = [(tokens, cue) for tokens, cue in phrases if not cue.startswith(_AS_WRITTEN)]
    most = max(len(tokens) for tokens, _ in phrases)
    return _trie(phrases, _written), _trie(inflected, lambda token: token.term), most


def _months(language: str) -> set[tuple[str, int]]:
    """List the names of months with their numbers; in Chinese months are numbers themselves."""
    if language == "zh":
        return set()
    widths = [Locale(locale).months[form]["wide"] for locale in _LOCALES.get(language, (language,)) for form in _FORMS]
    return {(name, number) for names in widths for number, name in names.items()}


def _trie(phrases: Sequence[tuple[list[Token], str]], key: Callable[[Token], str]) -> PhraseTrie[Cues]:
    by_words: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for tokens, cue in phrases:
        by_words[tuple(map(key, tokens))].add(cue)
    root: PhraseTrie[Cues] = PhraseTrie()
    for words, cues in by_words.items():
        if all(words):
            root.add(words, frozenset(cues))
    return root


def _written(token: Token) -> str:
    return token.text.casefold().strip()
