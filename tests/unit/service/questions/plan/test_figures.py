"""A sum or a date is read alike in whatever way it is written, and never by a part of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.text.language_files import UN_LANGUAGES
from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer
from service.questions.plan.cues import tokenise
from service.questions.plan.plan import QuestionPlan
from service.questions.plan.reader import read_plan
from tests.support.small_practices import ten_small_practices

MORE_THAN = {
    "en": "projects of more than {0}",
    "fr": "projets de plus de {0}",
    "es": "proyectos de más de {0}",
    "ru": "проекты стоимостью более {0}",
    "ar": "المشاريع التي تزيد ميزانيتها عن {0}",
    "zh": "预算超过{0}的项目",
}
BETWEEN = {
    "en": "projects of between {0} and {1}",
    "fr": "projets de entre {0} et {1}",
    "es": "proyectos de entre {0} y {1}",
    "ru": "проекты стоимостью от {0} до {1}",
    "ar": "المشاريع التي ميزانيتها بين {0} و{1}",
    "zh": "预算在{0}到{1}之间的项目",
}
MILLION = {
    "en": ["{0} million", "{0}m", "{0} mn", "{0} Mio"],
    "fr": ["{0} millions", "{0} M", "{0}M"],
    "es": ["{0} millones", "{0} M"],
    "ru": ["{0} миллионов", "{0} млн", "{0}млн"],
    "ar": ["{0} مليون", "{0} ملايين"],
    "zh": ["{0}百万"],
}
THOUSAND = {
    "en": ["{0} thousand", "{0}k"],
    "fr": ["{0} mille", "{0}k"],
    "es": ["{0} mil", "{0}k"],
    "ru": ["{0} тысяч", "{0} тыс."],
    "ar": ["{0} ألف"],
    "zh": ["{0}千"],
}
EUROS = {
    "en": ["{0} euros", "€{0}", "€ {0}", "EUR {0}", "{0} EUR", "{0} €"],
    "fr": ["{0} euros", "{0} €", "{0}€", "{0} EUR"],
    "es": ["{0} euros", "{0} €", "€{0}"],
    "ru": ["{0} евро", "€{0}", "{0} EUR"],
    "ar": ["{0} يورو", "€{0}"],
    "zh": ["{0}欧元", "€{0}", "{0} 欧元"],
}
ARABIC = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    practices = {practice.practice_id: replace(practice, countries=("NE", "TD")) for practice in ten_small_practices()}
    return Gazetteer(FacetMasks(practices, []))


def whole(value: int, language: str) -> Iterator[str]:
    """Write a number of thousands in figures, with each mark that parts its digits."""
    yield str(value)
    marks = [",", " ", "\u00a0", "\u202f", "'", "’", *([".", "٬"] if value % 1000 == 0 else [])]
    yield from (f"{value:,}".replace(",", mark) for mark in marks)
    if language == "ar":
        yield f"{value:,}".translate(ARABIC)
    if language == "zh":
        yield f"{value:,}".translate(FULL_WIDTH)


def scaled(value: int, scale: int, words: list[str]) -> Iterator[str]:
    """Write a sum with a magnitude, and a decimal point or comma where it needs one."""
    digits = f"{value / scale:.2f}".rstrip("0").rstrip(".")
    for word in words:
        yield word.format(digits)
        yield word.format(digits.replace(".", ","))
        yield word.format(digits.translate(ARABIC))


def written_sums(value: int, language: str) -> Iterator[str]:
    yield from whole(value, language)
    yield from scaled(value, 1_000_000, MILLION[language])
    if value % 1000 == 0 and value < 1_000_000:
        yield from (word.format(value // 1000) for word in THOUSAND[language])
    if language == "zh":
        yield f"{value / 10_000:g}万"


def ranges(plan: QuestionPlan) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(condition.field, condition.operator, condition.values) for condition in plan.conditions]


def sums() -> Iterator[tuple[str, int]]:
    chance = random.Random(46)
    for language in UN_LANGUAGES:
        for _ in range(12):
            digits = chance.randrange(1, 100)
            yield language, digits * chance.choice([10_000, 100_000, 1_000_000])


@pytest.mark.parametrize(("language", "value"), list(sums()))
def test_a_sum_is_read_alike_in_whatever_way_it_is_written(gazetteer: Gazetteer, language: str, value: int) -> None:
    unlike = []
    for written in written_sums(value, language):
        for money, unit in ((written, ""), *((euros.format(written), "EUR ") for euros in EUROS[language])):
            question = MORE_THAN[language].format(money)
            plan = read_plan(question, language, gazetteer)
            read = ranges(plan), plan.topic, plan.not_understood
            if read != ([("amount", "between", (f"{unit}{value}.01-",))], "", ()):
                unlike.append((question, read))
    assert unlike == []


@pytest.mark.parametrize(("language", "value"), list(sums())[::4])
def test_the_ends_of_a_range_may_be_written_in_two_ways(gazetteer: Gazetteer, language: str, value: int) -> None:
    chance, unlike = random.Random(value), []
    lows, highs = list(written_sums(value, language)), list(written_sums(2 * value, language))
    for low in lows:
        question = BETWEEN[language].format(low, chance.choice(highs))
        plan = read_plan(question, language, gazetteer)
        if ranges(plan) != [("amount", "between", (f"{value}-{2 * value}",))] or plan.topic or plan.not_understood:
            unlike.append((question, ranges(plan), plan.topic, plan.not_understood))
    assert unlike == []


WORDS = [
    ("projects of more than twenty-five million euros", "en", "EUR 25000000.01-"),
    ("projects over half a million", "en", "500000.01-"),
    ("projects over one hundred and fifty thousand euros", "en", "EUR 150000.01-"),
    ("projets de plus de deux cent cinquante mille euros", "fr", "EUR 250000.01-"),
    ("projets de plus de quatre-vingt-dix millions", "fr", "90000000.01-"),
    ("proyectos de más de treinta y cinco millones", "es", "35000000.01-"),
    ("проекты дороже двадцати пяти миллионов", "ru", "25000000.01-"),
    ("проекты более миллиона евро", "ru", "EUR 1000000.01-"),
    ("المشاريع التي تزيد ميزانيتها عن خمسة وعشرين مليون يورو", "ar", "EUR 25000000.01-"),
    ("预算超过一千五百万欧元的项目", "zh", "EUR 15000000.01-"),
    ("预算超过3千5百万的项目", "zh", "35000000.01-"),
    ("预算在200至500万欧元之间的项目", "zh", "EUR 2000000-5000000"),
    ("projects of more than US$ 2.5m", "en", "USD 2500000.01-"),
    ("projects of more than 2½ million", "en", "2500000.01-"),
    ("projects of more than .5 million", "en", "500000.01-"),
    ("projects of more than 3 MEUR", "en", "EUR 3000000.01-"),
    ("projects of more than £2 million", "en", "GBP 2000000.01-"),
    ("projects between 2 million and 500,000", "en", "500000-2000000"),
    ("projects of €2-5m", "en", "EUR 2000000-5000000"),
    ("projects of 2m-5m", "en", "2000000-5000000"),
    ("projects of more than 2000 euros", "en", "EUR 2000.01-"),
    ("projects over three and a half million", "en", "3500000.01-"),
    ("projets de plus d'un million et demi", "fr", "1500000.01-"),
    ("proyectos de más de un millón y medio", "es", "1500000.01-"),
    ("проекты дороже полутора миллионов", "ru", "1500000.01-"),
    ("проекты дороже двух с половиной миллионов", "ru", "2500000.01-"),
    ("مشاريع ميزانيتها أكثر من مليونين ونصف", "ar", "2500000.01-"),
    ("projects with a budget > 5 million", "en", "5000000.01-"),
    ("projects with a budget ≤ 3 million", "en", "-3000000"),
    ("projects of 5 million+", "en", "5000000-"),
    ("проекты с бюджетом 5 миллионов", "ru", "5000000"),
]


@pytest.mark.parametrize(("question", "language", "value"), WORDS)
def test_sums_in_words_and_with_their_units(gazetteer: Gazetteer, question: str, language: str, value: str) -> None:
    plan = read_plan(question, language, gazetteer)

    assert ranges(plan) == [("amount", "between", (value,))]
    assert (plan.topic, plan.not_understood) == ("", ())


UNSURE = [
    ("projects of more than 1.500 million", "en", "1.500"),
    ("projets de plus de 1,500 million", "fr", "1,500"),
    ("projects of more than 1,5,7 million", "en", "1,5,7"),
    ("projects of more than 1/2 million", "en", "1/2"),
    ("projects of more than 2 million 500 000 euros", "en", "2"),
    ("projects of more than five six million", "en", "five six"),
    ("projects of more than several million", "en", "million"),
    ("预算超过一百五的项目", "zh", "一百五"),
    ("预算超过数百万欧元的项目", "zh", "百万"),
    ("预算超过300万元的项目", "zh", "元"),
    ("projects that started after 05/06/2016", "en", "05/06/2016"),
    ("projects that started in 2011-12", "en", "2011-12"),
    ("projects that started after 31.02.2016", "en", "31.02.2016"),
    ("projects of between 500 and 1 million", "en", "500"),
    ("projects over one million five hundred thousand", "en", "five hundred"),
    ("projects of ~3 million", "en", "~"),
    ("projects reaching more than 10,000 people", "en", "10,000"),
    ("projects that started in the 1990s", "en", "1990s"),
]


@pytest.mark.parametrize(("question", "language", "word"), UNSURE)
def test_what_can_be_read_two_ways_is_named(gazetteer: Gazetteer, question: str, language: str, word: str) -> None:
    plan = read_plan(question, language, gazetteer)

    assert word in plan.not_understood


@given(st.text(alphabet="0123456789.,' \u00a0\u202f٬٫'’/-½km€", min_size=1, max_size=14), st.sampled_from(UN_LANGUAGES))
def test_no_number_is_read_from_within_a_longer_one(written: str, language: str) -> None:
    tokens = tokenise(written, language)

    figures = [token for token in tokens if token.kind]
    assert all(first.end <= second.start for first, second in pairwise(tokens))
    for figure in figures:
        behind, before = written[figure.end : figure.end + 2], written[max(0, figure.start - 2) : figure.start]
        assert not behind[:1].isdecimal()
        assert not before[-1:].isdecimal()
        is_parted = len(behind) == 2 and behind[0] in ".'’٬٫" and behind[1].isdecimal()
        assert not is_parted, (written, figure)
