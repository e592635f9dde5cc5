"""Names of places in other languages: ``Italy`` is looked for as ``Italie`` among French passages.

A model across languages reads the gist of a question and little of its names, and those of places are the names that
change most from language to language. The names are those of the Unicode CLDR, read through Babel: countries, larger
regions and the unions of countries that it knows.
"""

from __future__ import annotations

from functools import cache

from babel import Locale

from corpus.text.language import UN_LANGUAGES
from index.lexical.analysed_text import analyse
from index.lexical.phrase_trie import PhraseTrie

_NO_PLACES = {"001", "ZZ", "XA", "XB", "EZ", "QO"}
"""The world, which every question is about, the unknown, and what the CLDR has for its own use."""


def places_named(text: str, language: str) -> tuple[str, ...]:
    """The CLDR's codes of the places that a text names, in its order; none in a language beside the six.

    Words are compared as the index compares them, so that ``в Италии`` names Italy; of names within one another the
    longest counts.
    """
    tree = _tree(language) if language in UN_LANGUAGES else None
    if tree is None:
        return ()
    terms = analyse(text, language).terms
    codes: list[str] = []
    at = 0
    while at < len(terms):
        until, code = tree.longest(terms, at)
        if code:
            codes.append(code)
        at = max(until, at + 1)
    return tuple(dict.fromkeys(codes))


def names_elsewhere(text: str, language: str) -> dict[str, tuple[str, ...]]:
    """The names, by language, that the places named in a text have in the other languages of the United Nations."""
    codes = places_named(text, language)
    if not codes:
        return {}
    return {
        other: tuple(dict.fromkeys(_names(other)[code] for code in codes))
        for other in UN_LANGUAGES
        if other != language
    }


@cache
def _names(language: str) -> dict[str, str]:
    """What a language calls each territory of the CLDR, by code."""
    territories = Locale(language).territories
    return {code: name for code, name in territories.items() if code not in _NO_PLACES}


@cache
def _tree(language: str) -> PhraseTrie[str]:
    root: PhraseTrie[str] = PhraseTrie()
    for code, name in _names(language).items():
        terms = analyse(name, language).terms
        if terms:
            root.add(terms, code)
    return root
