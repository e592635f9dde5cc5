"""Names of places in other languages."""

from __future__ import annotations

import pytest

from index.lexical.bm25_index import LexicalIndex
from index.query.inflection import inflected
from index.query.name_forms import is_form_of
from index.query.place_names import names_elsewhere, place_names, places_named


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Identifying missing migrants in Italy", "en"),
        ("Identifier les migrants disparus en Italie", "fr"),
        ("Migrantes desaparecidos en Italia", "es"),
        ("Пропавшие мигранты в Италии", "ru"),
        ("المهاجرون المفقودون في إيطاليا", "ar"),
        ("意大利失踪移民", "zh"),
    ],
)
def test_a_place_is_known_in_each_language_and_inflected(text: str, language: str) -> None:
    names = {"en": "Italy", "fr": "Italie", "es": "Italia", "ru": "Италия", "ar": "إيطاليا", "zh": "意大利"}

    assert names_elsewhere(text, language) == {other: (name,) for other, name in names.items() if other != language}


def test_of_names_within_one_another_the_longest_counts() -> None:
    assert names_elsewhere("the border of South Sudan", "en")["fr"] == ("Soudan du Sud",)
    assert names_elsewhere("Papua New Guinea, Guinea", "en")["es"] == ("Papúa Nueva Guinea", "Guinea")


def test_regions_and_unions_are_places_too() -> None:
    assert names_elsewhere("the European Union and Latin America", "en")["fr"] == (
        "Union européenne",
        "Amérique latine",
    )


@pytest.mark.parametrize(("text", "language"), [("referral mechanisms", "en"), ("", "en"), ("Italien", "de")])
def test_a_text_without_a_place_and_other_languages_give_nothing(text: str, language: str) -> None:
    assert names_elsewhere(text, language) == {}


def test_a_place_is_looked_for_among_the_passages_of_its_language_only(tmp_path) -> None:
    texts = [
        ("Les personnes disparues en Allemagne sont identifiées.", "fr"),
        ("Les personnes disparues au Maroc sont identifiées.", "fr"),
        ("Allemagne is not an English word.", "en"),
    ]
    LexicalIndex.build(tmp_path, [(text, language, {}) for text, language in texts])

    ordinals, _ = LexicalIndex.open(tmp_path).search(
        "people in Germany", 10, language="en", places=names_elsewhere("people in Germany", "en")
    )

    assert ordinals.tolist() == [0]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("المساعدة المالية والبحرية", "ar"),
        ("قبل مايو أو بعد يونيو", "ar"),
        ("данные из того центра, самое мало", "ru"),
        ("le mal des Georges", "fr"),
        ("así fue una gran mala obra", "es"),
    ],
)
def test_a_word_that_only_shares_a_stem_with_a_name_names_no_place(text: str, language: str) -> None:
    assert places_named(text, language) == ()


@pytest.mark.parametrize("written", ["مالي", "بمالي", "ومالي", "لمالي"])
def test_a_name_in_arabic_counts_with_what_is_written_in_one_with_it(written: str) -> None:
    assert places_named(f"مشاريع {written}", "ar") == ("ML",)


def test_the_article_of_a_name_in_arabic_goes_with_a_preposition() -> None:
    assert places_named("للمغرب وبالعراق", "ar") == ("MA", "IQ")


def test_a_name_of_a_stop_word_is_meant_where_it_is_written_as_a_name() -> None:
    assert places_named("проекты в Того", "ru") == ("TG",)


def test_adjectives_in_arabic_are_formed_from_names_that_do_not_end_as_adjectives_do() -> None:
    assert "المصرية" in set(inflected("مصر", "ar"))
    assert "سوري" in set(inflected("سوريا", "ar"))
    assert list(inflected("مالي", "ar")) == []
    assert is_form_of("والمصريين", "المصريين", "ar")


def test_a_place_that_some_languages_have_no_name_for_is_none_there() -> None:
    codes = {language: set(place_names(language)) for language in ("en", "fr", "ar", "ru", "es", "zh")}
    some = set.union(*codes.values()) - set.intersection(*codes.values())

    assert some
    for code in some:
        language = next(language for language, known in codes.items() if code in known)
        lacking = [other for other, known in codes.items() if code not in known]
        elsewhere = names_elsewhere(place_names(language)[code], language)
        assert all(elsewhere.get(other, ()) == () for other in lacking), code
