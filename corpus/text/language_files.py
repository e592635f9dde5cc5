"""Word lists and patterns of the six languages: data files, one a language and purpose, read here alone."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from corpus.text.language import UN_LANGUAGES


@cache
def load_language_files(folder: Path) -> dict[str, dict[str, Any]]:
    """Read ``<language>.toml`` of each of the six languages from a folder.

    :return: the values of each file by language; every language has the keys of all others, if with empty values.
    :raises ValueError: a file lacks a key that another one has; the message names both.
    """
    values = {
        language: tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8")) for language in UN_LANGUAGES
    }
    keys = {key for table in values.values() for key in _keys(table)}
    for language, table in values.items():
        if missing := sorted(keys - set(_keys(table))):
            raise ValueError(f"{folder / language}.toml lacks {', '.join(missing)}, which other languages have.")
    return values


def union_pattern(folder: Path, section: str, key: str) -> str:
    """Join the alternatives that the six languages list under a key of a section, each once, into one group."""
    alternatives = (pattern for table in load_language_files(folder).values() for pattern in table[section][key])
    return f"(?:{'|'.join(dict.fromkeys(alternatives))})"


def _keys(table: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Name the keys of a table and of the tables in it, with dots between the levels."""
    for key, value in table.items():
        yield f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from _keys(value, f"{prefix}{key}.")
