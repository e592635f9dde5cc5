from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex

from corpus.text.language_files import load_language_files
from corpus.text.language_patterns import union_pattern

SERVICE = Path(__file__).parents[4] / "service"
LANGUAGES = {"ar", "en", "es", "fr", "ru", "zh"}


def keys(table: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for key, value in table.items():
        yield f"{prefix}{key}"
        if isinstance(value, dict):
            yield from keys(value, f"{prefix}{key}.")


def patterns(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for part in value.values() if isinstance(value, dict) else value:
            yield from patterns(part)


@pytest.mark.parametrize("room", ["questions", "answers/lists", "writer"])
def test_all_six_languages_have_every_key_of_every_table(room: str) -> None:
    files = load_language_files(SERVICE / room / "patterns")

    assert set(files) == LANGUAGES
    english = list(keys(files["en"]))
    assert {language: list(keys(table)) for language, table in files.items()} == dict.fromkeys(files, english)


@pytest.mark.parametrize("room", ["questions", "answers/lists", "writer"])
def test_every_pattern_of_a_language_is_a_regular_expression(room: str) -> None:
    for table in load_language_files(SERVICE / room / "patterns").values():
        for pattern in patterns(table):
            regex.compile(pattern)


def test_a_union_has_the_alternatives_of_all_languages_once(tmp_path: Path) -> None:
    listed = {"ar": "[]", "en": "['x', 'y']", "es": "['y', 'z']", "fr": "[]", "ru": "['я']", "zh": "['一']"}
    for language, alternatives in listed.items():
        (tmp_path / f"{language}.toml").write_text(f"[section]\nkey = {alternatives}\n", encoding="utf-8")

    assert union_pattern(tmp_path, "section", "key") == "(?:x|y|z|я|一)"
