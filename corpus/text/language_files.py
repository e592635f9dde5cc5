"""Word lists and patterns of the six languages: data files, one a language and purpose, read here alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

UN_LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
"""The official languages of the United Nations."""
_READING_ORDER = ("en", "fr", "es", "ru", "ar", "zh")
"""Where languages disagree on a word the later one counts; the first word of a list can be the one to show."""


@cache
def load_language_files(folder: Path) -> dict[str, dict[str, Any]]:
    """Read ``<language>.toml`` of each of the six languages from a folder.

    :return: the values of each file by language; every language has the keys of all others, if with empty values.
    :raises ValueError: a file lacks a key that another one has; the message names both.
    """
    values = {
        language: tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8")) for language in UN_LANGUAGES
    }
    keys = {key for table in values.values() for key in table}
    for language, table in values.items():
        if missing := sorted(keys - table.keys()):
            raise ValueError(f"{folder / language}.toml lacks {', '.join(missing)}, which other languages have.")
    return values


def gather_words(folder: Path, key: str) -> tuple[str, ...]:
    """Gather the list under one key from all languages, English first, each entry once."""
    return tuple(dict.fromkeys(word for values in _in_order(folder, key) for word in values))


def gather_table(folder: Path, key: str) -> dict[str, tuple[str, ...]]:
    """Gather the table of lists under one key from all languages, English first, each entry of a list once.

    A table may be open: a language leaves out the names of a table that it has no words for.
    """
    tables = list(_in_order(folder, key))
    names = dict.fromkeys(name for table in tables for name in table)
    return {name: tuple(dict.fromkeys(word for table in tables for word in table.get(name, ()))) for name in names}


def _in_order(folder: Path, key: str) -> Iterator[Any]:
    files = load_language_files(folder)
    return (files[language][key] for language in _READING_ORDER)
