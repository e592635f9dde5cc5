"""Negation words in the six languages of the United Nations."""

from __future__ import annotations

from pathlib import Path

import regex

from corpus.text.language_files import load_language_files

_NEGATION = {
    language: regex.compile(words["pattern"], regex.IGNORECASE)
    for language, words in load_language_files(Path(__file__).with_name("negation")).items()
}


def negates(text: str, language: str | None) -> bool:
    """Tell whether a text holds a negation; ``False`` where its language is none of the six."""
    return language in _NEGATION and bool(_NEGATION[language].search(text))
