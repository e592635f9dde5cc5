from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.strings import clean
from index.lexical.analysis import (
    LANGUAGES,
    all_terms,
    analysis_language,
    analyzer,
    is_stopword,
    query_terms,
    term_of,
    words_with_terms,
)
from index.lexical.normalisation import index_text

letters = st.text("aeésSñÑœßİn'’ -.,\n2½٣ёЁйЫ\u0301\u0308واله\u064fةىإـ移民网络税ー々カがきน้ำ한국हिन्दी", max_size=30)


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=letters)
def test_marking_and_indexing_see_the_same_terms(language: str, text: str) -> None:
    text = clean(text)
    words = list(words_with_terms(text, language))
    indexed = analyzer(language).analyze(index_text(text, language))

    assert [term for _, _, term in words if term] == [term for term in indexed if term]
    assert all(term_of(text[start:end], language) == term for start, end, term in words)


@pytest.mark.parametrize(
    ("language", "rules"), [(None, "en"), ("en", "en"), ("zh", "zh"), ("ar", "ar"), ("ja", "xx"), ("pt", "xx")]
)
def test_languages_without_rules_share_plain_ones(language: str | None, rules: str) -> None:
    assert analysis_language(language) == rules


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", "migración migracion migraciones MIGRACIÓN"),
        ("es", "organización organizaciones organizacion"),
        ("es", "niño nino niños"),
        ("fr", "éducation education Éducation éducations"),
        ("fr", "réfugié réfugiée réfugiés réfugiées refugies refugiees"),
        ("fr", "déplacé déplacées deplacees"),
        ("ru", "учёт учета учетом УЧЁТ"),
        ("ru", "мигрант мигранты мигрантов мигрантам"),
        ("ru", "замо\u0301к замок"),
        ("ar", "هجرة الهجرة والهجرة للهجرة بالهجرة كالهجرة فالهجرة هجره"),
        ("ar", "مهاجر مهاجرون مهاجرين المهاجرين مُهاجِر مهــاجر"),
        ("ar", "إدارة ادارة الإدارة"),
        ("en", "agency agency's agency’s AGENCY'S agencies"),
        ("en", "migrants migrants' migrant’s"),
    ],
)
def test_forms_of_a_word_are_one_term(language: str, words: str) -> None:
    assert (
        len({term for word in words.split() for term in [*all_terms(word, language), len(all_terms(word, language))]})
        == 2
    )


def test_data_is_not_the_verb_to_give_in_french() -> None:
    assert not {term_of("données", "fr"), term_of("donnees", "fr")} & {term_of("donner", "fr"), term_of("donné", "fr")}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("国际移民网络", ["国际", "际移", "移民", "民网", "网络"]),
        ("2016年IOM在中国，税", ["2016", "年", "iom", "在中", "中国", "税"]),
        ("ヘルプ", ["ヘル", "ルプ"]),
        ("한국어 교육", ["한국", "국어", "교육"]),
    ],
)
@pytest.mark.parametrize("language", ["zh", "xx", "en"])
def test_scripts_without_spaces_are_cut_in_overlapping_pairs(text: str, terms: list[str], language: str) -> None:
    assert all_terms(text, language) == terms


@pytest.mark.parametrize("language", ["en", "zh", "xx"])
def test_plain_text_is_given_to_the_index_as_it_is(language: str) -> None:
    text = "Counter-trafficking networks, 2019: l’éducation; учёт; الهجرة."

    assert index_text(text, language) == text


def test_hyphens_part_words_and_possessives_leave_no_term() -> None:
    assert query_terms("counter-trafficking", "en") == query_terms("counter trafficking", "en")
    assert query_terms("IOM's migrants’ S. aureus", "en") == ("iom", "migrant", "s", "aureus")


@pytest.mark.parametrize(
    ("language", "question", "content"),
    [
        ("en", "Which are the networks that worked on it?", "networks worked"),
        ("es", "¿Cuáles son las redes que trabajan y cómo?", "redes trabajan"),
        ("fr", "Quelles sont les associations, et combien ?", "associations"),
        ("ru", "Какие сети и сколько из них?", "сети"),
        ("ar", "ما هي الشبكات التي عملت على الهجرة؟", "الشبكات عملت الهجرة"),
        ("zh", "哪些网络打击贩运？是否", "网络打击贩运"),
    ],
)
def test_a_question_is_asked_by_its_content_words(language: str, question: str, content: str) -> None:
    assert query_terms(question, language) == tuple(all_terms(content, language))


@pytest.mark.parametrize(("language", "query"), [("en", "who"), ("fr", "où"), ("ar", "ما هي"), ("zh", "什么")])
def test_a_query_of_function_words_alone_is_asked_as_it_is(language: str, query: str) -> None:
    assert query_terms(query, language) == tuple(all_terms(query, language)) != ()


@pytest.mark.parametrize(
    "word", ["which", "cuáles", "cuales", "quelles", "où", "какие", "هل", "什么", "哪些", "么网", "络的", "呢"]
)
def test_function_words_of_every_language_are_known(word: str) -> None:
    assert is_stopword(word)


@pytest.mark.parametrize("word", ["migration", "redes", "réseaux", "сети", "الهجرة", "移民", "目的", "了解"])
def test_content_words_are_no_function_words(word: str) -> None:
    assert not is_stopword(word)


def test_a_function_word_of_one_language_may_mean_something_in_another() -> None:
    assert is_stopword("comment", "fr")
    assert not is_stopword("comment", "en")
