from __future__ import annotations

import pytest

from index.query import word_lists
from index.query.spelling import SpellingReader
from index.query.word_lists import exists, has_word_list


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("destitution", "en"),
        ("Asparagus", "en"),
        ("marcado", "es"),
        ("desaparecidos", "fr"),  # of any of the six in its script
        ("requérants", "fr"),
        ("requerants", "fr"),  # without accents
        ("миграций", "ru"),
        ("ещё", "ru"),
        ("Flüchtlinge", "de"),  # of the question's language
        ("destitution", None),
        ("destitution", "xx"),
    ],
)
def test_a_word_that_people_write_exists(word: str, language: str | None) -> None:
    assert exists(word, language)


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("remitance", "en"),
        ("mécansime", "fr"),
        ("desapareidos", "es"),
        ("миграцяи", "ru"),
        ("Flüchtlinge", "en"),
    ],
)
def test_a_slip_does_not(word: str, language: str) -> None:
    assert not exists(word, language)


def test_names_may_be_rarer() -> None:
    assert not exists("imigration", "en")
    assert exists("imigration", "en", is_name=True)


def test_languages_without_a_list_are_told() -> None:
    assert has_word_list("sw") is has_word_list("xx") is False
    assert all(map(has_word_list, ("ar", "en", "es", "fr", "ru", "zh")))


def test_no_list_is_read_for_words_that_are_near_to_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError

    monkeypatch.setattr(word_lists, "_lists", fail)
    reader = SpellingReader.from_texts([("the referral of victims, a referral", "en")])

    assert not reader.read("penguins refer the Victims of blockchain").changes
    with pytest.raises(AssertionError):
        reader.read("refferal")
