"""Whether words are a form of a name of a place: they have its stems, and may be other words all the same.

Stems join words that no reader would: *المالية* (financial) and Mali, *данные* (data) and Denmark, *mal* and Mali.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from corpus.text.strings import fold
from index.lexical.analysis import is_stopword
from index.query.inflection import ARTICLE, CLITICS, inflected

_NUMBERS = {"en": ("", "s"), "fr": ("", "s"), "es": ("", "s")}
"""Endings that a name or its adjective may have beside: two *Niger*s, *Ethiopians*."""
_TO = ("ل", "ول", "فل")
"""Behind them the article has lost its first letter."""


@lru_cache(maxsize=10_000)
def is_form_of(written: str, name: str, language: str) -> bool:
    """Tell whether words that have the stems of a name are a form of it, and no other word of one stem.

    Several words are: together they are hardly another name.

    :param name: a name, or one of what :func:`inflected` gives.
    """
    if len(written.split()) > 1 or len(name.split()) > 1:
        return True
    if written.islower() and is_stopword(written, language):
        return False  # *того* is no Togo
    word, wanted = fold(written), fold(name)
    if language == "ar":
        return _is_arabic_form(word, wanted)
    forms = {wanted, *map(fold, inflected(name, language))} if language == "ru" else {wanted}
    return any(word == f"{form}{ending}" for form in forms for ending in _NUMBERS.get(language, ("",)))


def _is_arabic_form(word: str, name: str) -> bool:
    """Tell whether a word is a name with clitics; the article is part of the name, or stands before its adjective."""
    word, name = (regex.sub("ية$", "يا", form) for form in (word, name))  # *سورية* is *سوريا*
    rests = [word.removeprefix(clitic) for clitic in ("", *CLITICS) if word.startswith(clitic)]
    with_article = [f"{ARTICLE}{word.removeprefix(f'{clitic}ل')}" for clitic in _TO if word.startswith(f"{clitic}ل")]
    return name in (*rests, *with_article)
