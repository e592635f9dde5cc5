"""Words that exist, by language: those that people write, of whatever subject, from the frequency lists of wordfreq.

A list is read when the first word is looked up in it: 0.4 seconds and some 20 MB for a language of Latin letters.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from corpus.text.strings import fold
from index.lexical.stopwords import FUNCTION_WORDS

_LEAST = 2.0
"""The least Zipf frequency of a word: 1 in 10 million. Measured: below it the lists hold many common slips."""
_LEAST_NAME = 1.0
"""That of a name: 1 in 100 million, where the lists end."""
_MOST = 9.0
"""The Zipf frequency of a word that is all of a text: it is the logarithm of the occurrences in a billion words."""


def exists(word: str, language: str | None, *, is_name: bool = False) -> bool:
    """Tell whether people write a word, accents aside, in its language or any of the six in its script.

    :param language: of the text around it, ISO 639-1; ``None`` where it is not known.
    :param is_name: it is written as names are, which may be rarer.
    """
    folded = fold(word)
    spoken = [language] if language and has_word_list(language) else []
    languages = dict.fromkeys([*spoken, *_languages_in_script_of(word)])
    return any(folded in _listed(known, _LEAST_NAME if is_name else _LEAST) for known in languages)


def has_word_list(language: str) -> bool:
    """Tell whether the words of a language, ISO 639-1, are known."""
    return language in _lists()


@cache
def _lists() -> dict[str, str]:
    """List the files of words by language."""
    import wordfreq  # here: it takes 0.2 seconds to import, and most questions hold no word to look up

    return wordfreq.available_languages("best")


@cache
def _listed(language: str, least: float) -> frozenset[str]:
    """Read the words of a language, folded, down to a Zipf frequency."""
    import wordfreq

    by_frequency = wordfreq.read_cBpack(_lists()[language])  # a list of words for each hundredth of a unit
    common = by_frequency[: round(100 * (_MOST - least)) + 1]
    return frozenset(fold(" ".join(word for words in common for word in words if word.isalpha())).split())


def _languages_in_script_of(word: str) -> list[str]:
    """List those of the six languages that are written in the script of a word, as their function words are."""
    script = _script(word)
    return [language for language, words in FUNCTION_WORDS.items() if _script(words[0]) == script]


def _script(word: str) -> str:
    """Name the script of a word's first letter, as the Unicode names of letters begin with it: ``LATIN``."""
    return unicodedata.name(word[0], "").partition(" ")[0]
