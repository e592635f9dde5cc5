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
from index.query.inflection import with_clitics
from index.query.name_forms import is_form_of

_NO_PLACES = {"001", "ZZ", "XA", "XB", "EZ", "QO"}
"""The world, which every question is about, the unknown, and what the CLDR has for its own use."""


def places_named(text: str, language: str) -> tuple[str, ...]:
    """Find the CLDR's codes of the places that a text names, in its order; none in a language beside the six.

    Words are compared as the index compares them, so that ``в Италии`` names Italy, and are forms of the name:
    *المالية* (financial) has the stem of Mali. Of names within one another the longest counts.
    """
    if language not in UN_LANGUAGES:
        return ()
    analysed = analyse(text, language)
    spans = [(start, end) for start, end, _ in analysed.words()]
    names = place_names(language)
    return tuple(
        dict.fromkeys(
            code
            for first, last, codes in _trie(language).find_all(analysed.terms)
            for code in codes
            if is_form_of(text[spans[first][0] : spans[last - 1][1]], names[code], language)
        )
    )


def names_elsewhere(text: str, language: str) -> dict[str, tuple[str, ...]]:
    """Translate the places named in a text: their names in the other languages of the United Nations, by language.

    A few places, as Sark, have a name in some languages alone.
    """
    codes = places_named(text, language)
    if not codes:
        return {}
    names = {other: place_names(other) for other in UN_LANGUAGES if other != language}
    return {
        other: tuple(dict.fromkeys(known[code] for code in codes if code in known)) for other, known in names.items()
    }


@cache
def place_names(language: str) -> Mapping[str, str]:
    """List what one of the six languages calls each place of the CLDR, by its code (ISO 3166-1, UN M49)."""
    territories = Locale(language).territories
    return {code: name for code, name in territories.items() if code not in _NO_PLACES}


@cache
def _trie(language: str) -> PhraseTrie[list[str]]:
    codes: dict[tuple[str, ...], list[str]] = {}
    for code, name in place_names(language).items():
        for terms in {analyse(form, language).terms for form in with_clitics(name, language)}:
            codes.setdefault(terms, []).append(code)
    root: PhraseTrie[list[str]] = PhraseTrie()
    for terms, named_alike in codes.items():
        if terms:
            root.add(terms, named_alike)
    return root
