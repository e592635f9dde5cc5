from __future__ import annotations

from pathlib import Path

import pytest

import corpus.readers
import corpus.sync
from corpus.readers.language_words import any_word_of, words_of
from corpus.text.language import UN_LANGUAGES
from corpus.text.language_files import load_language_files

FOLDERS = [Path(corpus.readers.__path__[0]) / "languages", Path(corpus.sync.__path__[0]) / "error_titles"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_each_of_the_six_languages_has_its_file_with_the_keys_of_all(folder: Path) -> None:
    tables = load_language_files(folder)

    assert {path.stem for path in folder.iterdir()} == set(tables) == set(UN_LANGUAGES)
    assert len({frozenset(table) for table in tables.values()}) == 1
    assert all(
        isinstance(word, str) and word for table in tables.values() for words in table.values() for word in words
    )


def test_words_of_all_languages_are_listed_once() -> None:
    assert words_of("title_styles") == ("title", "título", "titre")


def test_a_pattern_takes_words_as_they_are_written() -> None:
    assert any_word_of("title_styles", "a.b") == r"(?:title|título|titre|a\.b)"
