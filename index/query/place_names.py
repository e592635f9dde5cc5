"""Names of places in several languages: ``Italy`` is looked for as ``Italie`` among French passages.

A multilingual model reads the gist of a question and little of its names, and those of places are the names that change
most from language to language. The names are those of the Unicode CLDR, read through Babel: countries, larger regions
and the unions of countries that it knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel import Locale

from corpus.text.language import UN_LANGUAGES
from index.lexical.analysed_text import analyse
from index.lexical.phrase_trie import PhraseTrie

_NO_PLACES = {"001", "ZZ", "XA", "XB", "EZ", "QO"}
"""The world, which every question is about, the unknown, and what the CLDR has for its own use."""


def places_named(text: str, language: str) -> tuple[str, ...]:
    """Find the CLDR's codes of the places that a text names, in its order; none in a language beside the six.

    Words are compared as the index compares them, so that ``в Италии`` names Italy; of names within one another the
    longest counts.
    """
    if language not in UN_LANGUAGES:
        return ()
    terms = analyse(text, language).terms
    return tuple(dict.fromkeys(code for _, _, code in _trie(language).find_all(terms)))


def names_elsewhere(text: str, language: str) -> dict[str, tuple[str, ...]]:
    """Translate the places named in a text: their names in the other languages of the United Nations, by language."""
    codes = places_named(text, language)
    if not codes:
        return {}
    return {
        other: tuple(dict.fromkeys(place_names(other)[code] for code in codes))
        for other in UN_LANGUAGES
        if other != language
    }


@cache
def place_names(language: str) -> Mapping[str, str]:
    """List what one of the six languages calls each place of the CLDR, by its code (ISO 3166-1, UN M49)."""
    territories = Locale(language).territories
    return {code: name for code, name in territories.items() if code not in _NO_PLACES}


@cache
def _trie(language: str) -> PhraseTrie[str]:
    root: PhraseTrie[str] = PhraseTrie()
    for code, name in place_names(language).items():
        terms = analyse(name, language).terms
        if terms:
            root.add(terms, code)
    return root
