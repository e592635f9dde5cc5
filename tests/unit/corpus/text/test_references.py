"""Sentences that lean on the one before them, in six languages."""

from __future__ import annotations

import pytest
import regex

from corpus.text.language_files import UN_LANGUAGES, load_language_files
from corpus.text.references import may_refer_back, refers_back
from tests.support.paths import ROOT

LEANING = [
    ("en", "It costs nothing."),
    ("en", "“They were trained by the police.”"),
    ("en", "Out of it came a law."),
    ("en", "In that year, 300 people came."),
    ("en", "Some 300 people came that year."),
    ("en", "Twice as many applied in the following month."),
    ("fr", "Elle a formé 300 agents."),
    ("fr", "Cette année, 300 personnes sont venues."),
    ("fr", "Plus de 300 personnes sont venues l'année suivante."),
    ("es", "En ese año llegaron 300 personas."),
    ("es", "Dicho programa formó a 300 agentes."),
    ("ru", "Они прошли обучение."),
    ("ru", "Эти люди прошли обучение."),
    ("ru", "В том же году пришли 300 человек."),
    ("ar", "هذا البرنامج يدرب 300 شخص."),
    ("ar", "وفي ذلك العام جاء 300 شخص."),
    ("zh", "这一项目培训了三百人。"),
    ("zh", "同年，三百人接受了培训。"),
]
STANDING = [
    ("en", "The ministry says that migrants work."),
    ("en", "Italy identified 300 people and told their families."),
    ("en", "There are forty beds for women."),
    ("en", "Itinerant teams visited the camps."),
    ("fr", "Le ministère dit que les migrants travaillent."),
    ("es", "El ministerio formó a 300 agentes."),
    ("ru", "Министерство обучило 300 человек."),
    ("ar", "دربت الوزارة 300 شخص."),
    ("zh", "20世纪80年代，外交部培训了三百人。"),
    ("de", "Es kostet nichts."),
]


@pytest.mark.parametrize(("language", "sentence"), LEANING)
def test_a_sentence_that_speaks_of_the_one_before_it_is_known(language: str, sentence: str) -> None:
    assert refers_back(sentence, language)
    assert may_refer_back(sentence), "what does refer back may do so"


@pytest.mark.parametrize(("language", "sentence"), STANDING)
def test_a_sentence_that_stands_by_itself_is_left_alone(language: str, sentence: str) -> None:
    assert not refers_back(sentence, language)


def test_what_need_not_refer_back_is_still_no_sentence_to_put_behind_another() -> None:
    assert may_refer_back("There are forty beds for women.")
    assert not may_refer_back("Forty beds are for women.")


def test_all_languages_have_every_key_and_only_regular_expressions() -> None:
    files = load_language_files(ROOT / "corpus/text/references")

    assert sorted(files) == sorted(UN_LANGUAGES)
    assert all(list(table["references"]) == list(files["en"]["references"]) for table in files.values())
    for table in files.values():
        for alternatives in table["references"].values():
            assert all(regex.compile(alternative) for alternative in alternatives)
