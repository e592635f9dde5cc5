"""Word lists and patterns of the six languages: data files, one a language and purpose, read here alone."""

from __future__ import annotations

import tomllib
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
    keys = {key for table in values.values() for key in table}
    for language, table in values.items():
        if missing := sorted(keys - table.keys()):
            raise ValueError(f"{folder / language}.toml lacks {', '.join(missing)}, which other languages have.")
    return values
