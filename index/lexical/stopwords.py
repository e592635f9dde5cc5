"""Stop words: words that carry no meaning of their own, above all those that questions are made of.

The lists stand in ``words/<language>.toml``. Where tantivy has a list (Snowball's: Spanish, French, Russian) they come
on top of it. What is an algorithm rather than a list, such as the stemming of Arabic (light10), is code, in
:mod:`index.lexical.analysis`.
"""

from __future__ import annotations

from pathlib import Path

import regex

from corpus.text.language_files import load_language_files

_FILES = load_language_files(Path(__file__).parent / "words")

FUNCTION_WORDS: dict[str, list[str]] = {language: words["function_words"].split() for language, words in _FILES.items()}
"""By language; Chinese in pairs of characters, as it is indexed."""

QUESTION_PATTERNS = {
    language: regex.compile(words["question_pattern"])
    for language, words in _FILES.items()
    if words["question_pattern"]
}
"""By language, for those indexed as pairs of characters: a pair with a character of a question word asks, or straddles
what asks and what is asked."""

PARTICLE_PATTERNS = {
    language: regex.compile(words["particle_pattern"])
    for language, words in _FILES.items()
    if words["particle_pattern"]
}
"""Likewise: a pair with a particle means nothing by itself, yet it helps to find (measured): queries keep it."""
