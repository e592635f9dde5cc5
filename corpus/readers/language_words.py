"""The words of languages by which layouts are read: ``languages/<language>.toml``, one file a language."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.text.language_files import load_language_files

_FOLDER = Path(__file__).with_name("languages")


def words_of(key: str) -> tuple[str, ...]:
    """List the words of all languages under a key, without repetitions."""
    tables = load_language_files(_FOLDER).values()
    return tuple(dict.fromkeys(word for table in tables for word in table[key]))


def any_word_of(key: str, *others: str) -> str:
    """Write a regular expression for any of the words under a key.

    :param others: words of languages that have no file.
    """
    return f"(?:{'|'.join(map(re.escape, (*words_of(key), *others)))})"
