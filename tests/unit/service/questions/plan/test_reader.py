"""Every word of a question has one use, and an operator that is in no condition is said not to be understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Amount
from corpus.text.language_files import UN_LANGUAGES
from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer
from service.questions.plan.cues import tokenise
from service.questions.plan.plan import QuestionPlan, WordUse
from service.questions.plan.reader import read_plan
from tests.support.small_practices import ten_small_practices

WORDS = {
    "en": "projects not in Niger and Chad either started before 2017 or "
    "later by IOM without more than 5 million euros which",
    "fr": "projets pas au Niger et Tchad commencé avant 2017 ou après par "
    "OIM sans plus de 5 millions d'euros quels mis en œuvre",
    "es": "proyectos no en Níger y Chad iniciados antes de 2017 o después "
    "por OIM sin más de 5 millones de euros qué excepto",
    "ru": "проекты не в Нигере и Чаде начатые до 2017 или позже кроме МОМ без более 5 миллионов евро какие реализует",
    "ar": "مشاريع ليس في النيجر و تشاد بدأت قبل 2017 أو بعد دون أكثر من 5 ملايين يورو ما التي تنفذها باستثناء",
    "zh": "项目 不 在 尼日尔 和 乍得 2017年 以前 开始 或 以后 实施 超过 500万 欧元 哪些 除了 没有",
}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    organisations = ("International Organization for Migration (IOM)", "GIZ", "UNICEF")
    practices = {
        practice.practice_id: replace(practice, countries=("NE", "TD"), implementing=organisations)
        for practice in ten_small_practices()
    }
    return Gazetteer(FacetMasks(practices, []))


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, str]:
    language = draw(st.sampled_from(UN_LANGUAGES))
    words = draw(st.lists(st.one_of(st.sampled_from(WORDS[language].split()), st.text(max_size=8)), max_size=12))
    return " ".join(words), language


@given(questions())
def test_every_word_has_exactly_one_use(gazetteer: Gazetteer, asked: tuple[str, str]) -> None:
    question, language = asked

    plan = read_plan(question, language, gazetteer)

    assert plan is not None
    spans = [span for span, _ in plan.uses]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    for token in tokenise(question, language):
        assert sum(start <= token.start and token.end <= end for start, end in spans) == 1, token
    named = [question[start:end] for (start, end), use in plan.uses if use is WordUse.NOT_UNDERSTOOD]
    assert list(plan.not_understood) == named


def plan_of(question: str, language: str, gazetteer: Gazetteer) -> tuple[Mapping[str, tuple[str, ...]], QuestionPlan]:
    plan = read_plan(question, language, gazetteer)
    assert plan is not None
    return plan.filters, plan


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Which projects by IOM are not in Niger?"),
        ("fr", "Quels projets de l'OIM ne sont pas au Niger ?"),
        ("es", "¿Qué proyectos de la OIM no están en Níger?"),
        ("ru", "Какие проекты МОМ не в Нигере?"),
        ("ar", "ما المشاريع التي ليست في النيجر؟"),
        ("zh", "哪些项目不在尼日尔？"),
    ],
)
def test_a_negated_place_is_left_out(gazetteer: Gazetteer, language: str, question: str) -> None:
    filters, plan = plan_of(question, language, gazetteer)

    assert filters["country"] == ("not:NE", "missing")
    assert not plan.topic
    assert not plan.not_understood


@pytest.mark.parametrize(
    ("question", "filters"),
    [
        ("projects in both Niger and Chad", {"country": ("all:NE", "all:TD")}),
        ("projects in Niger or Chad", {"country": ("NE", "TD")}),
        ("projects in Niger but not in Chad", {"country": ("NE", "not:TD")}),
        ("projects in neither Niger nor Chad", {"country": ("not:NE", "not:TD", "missing")}),
        ("projects that started in 2017", {"start": ("2017",)}),
        ("projects that ended before 2019", {"end": ("-2018",)}),
        ("projects started in 2018 or later", {"start": ("2018-",)}),
        ("projects that ran between 2016 and 2018", {"year": ("2016-2018",)}),
        ("projects with no end date", {"end": ("missing",)}),
        ("projects of more than 5 million euros", {"amount": ("EUR 5000000.01-",)}),
        ("projects between 2 and 5 million dollars", {"amount": ("USD 2000000-5000000",)}),
        ("projects implemented by GIZ and funded by UNICEF", {"implementing": ("giz",), "donor": ("unicef",)}),
        ("projects not implemented by GIZ", {"implementing": ("not:giz", "missing")}),
        ("all but UNICEF in Niger", {"organisation": ("not:unicef", "missing"), "country": ("NE",)}),
        ("projects that GIZ implements together with UNICEF", {"implementing": ("all:giz", "all:unicef")}),
        ("projects that started in 2016 or 2018", {"start": ("2016", "2018")}),
        ("projects that ran after 2015 and before 2018", {"year": ("2016-2017",)}),
        ("projects started from 2018 on", {"start": ("2018-",)}),
        ("projects that ended no later than 2017", {"end": ("-2017",)}),
        ("projects that started in March 2018", {"start_date": ("2018.0300-2018.0399",)}),
        ("projects that started between March and August 2018", {"start_date": ("2018.0300-2018.0899",)}),
        ("projects that ended before 15 June 2020", {"end_date": ("-2020.0614",)}),
        ("projects that started in the second quarter of 2018", {"start_date": ("2018.0400-2018.0699",)}),
        ("projects that ended before the second half of 2019", {"end_date": ("-2019.0699",)}),
        ("projects that started between Q1 2018 and Q3 2018", {"start_date": ("2018.0100-2018.0999",)}),
        ("projects whose start date is known", {"start": ("not:missing",)}),
        (
            "projects with a partner and a budget in Niger",
            {"partner": ("not:missing",), "amount": ("not:missing",), "country": ("NE",)},
        ),
        (
            "projects with an implementing organisation but no budget",
            {"implementing": ("not:missing",), "amount": ("missing",)},
        ),
        ("projects with no start or end date", {"start": ("missing",), "end": ("missing",)}),
        ("projects with an unknown end date", {"end": ("missing",)}),
        (
            "How many projects did GIZ not implement in Niger?",
            {"implementing": ("not:giz", "missing"), "country": ("NE",)},
        ),
        (
            "projects neither in Niger nor by GIZ",
            {"country": ("not:NE", "missing"), "organisation": ("not:giz", "missing")},
        ),
        ("projects of exactly 5 million euros", {"amount": ("EUR 5000000",)}),
        ("projects in Niger by someone other than GIZ", {"country": ("NE",), "organisation": ("not:giz", "missing")}),
        ("projects with no donor declared", {"donor": ("missing",)}),
        ("projects that ran in H1 2019", {"start_date": ("-2019.0699",), "end_date": ("2019.0100-",)}),
    ],
)
def test_operators_are_planned(gazetteer: Gazetteer, question: str, filters: dict[str, tuple[str, ...]]) -> None:
    planned, plan = plan_of(question, "en", gazetteer)

    assert planned == filters
    assert (plan.topic, plan.not_understood) == ("", ())


@pytest.mark.parametrize(
    ("stated", "planned"),
    [
        ({"XXX"}, ("XXX 5000000.01-", "more than 5,000,000 (currency not stated)")),
        ({"XXX", "USD"}, ("XXX 5000000.01-", "more than 5,000,000 (currency not stated)")),
        ({"XXX", "EUR"}, ("EUR 5000000.01-", "more than EUR 5,000,000")),
        ({"USD"}, ("EUR 5000000.01-", "more than EUR 5,000,000")),
    ],
)
def test_sums_are_compared_as_the_collection_states_them(stated: set[str], planned: tuple[str, str]) -> None:
    practices = {
        practice.practice_id: replace(practice, amounts=tuple(Amount(6e6, currency, "6e6") for currency in stated))
        for practice in ten_small_practices()
    }
    facets = FacetMasks(practices, [])

    plan = read_plan("projects of more than 5 million euros", "en", Gazetteer(facets), facets)

    assert [(condition.values[0], condition.label) for condition in plan.conditions] == [planned]
    assert not plan.not_understood


def test_an_operator_without_anything_to_bind_to_is_named(gazetteer: Gazetteer) -> None:
    _, plan = plan_of("projects in Niger that are not evaluated", "en", gazetteer)

    assert "not" in plan.not_understood
    assert plan.topic == "evaluated"


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("projects in Niger or Chad, but not both, by IOM", "but not"),
        ("projects only in Niger", "only"),
        ("Which projects does UNICEF not implement but fund?", "fund"),
        ("projects in Niger started in the last five years", "five"),
        ("Are there no projects in Niger?", "no"),
        ("projects implemented by Chad", "Chad"),
        ("projects about refugees but not about returnees in Niger", "but not"),
        ("projects in Niger that cost the most", "the most"),
        ("projects that trained more than 2000 people", "2000"),
        ("projects that started and ended in 2018", "started"),
        ("projects run by women", "run by"),
        ("How many years did the projects in Niger run?", "years"),
        ("Which ministries fund projects in Niger?", "ministries"),
        ("projects with a start date or an end date", "or"),
        ("projects about refugees or in Niger", "or"),
        ("projects in Niger whose budget is twice that of others", "twice"),
        ("the third largest project in Niger", "third"),
        ("Which projects in Niger are on average larger?", "larger"),
        ("projects with one donor", "donor"),
    ],
)
def test_what_says_how_to_choose_and_is_in_no_condition_is_named(
    gazetteer: Gazetteer, question: str, word: str
) -> None:
    _, plan = plan_of(question, "en", gazetteer)

    assert word in plan.not_understood


def test_an_article_is_no_number(gazetteer: Gazetteer) -> None:
    for language, question in (("fr", "projets qui ont un budget"), ("es", "proyectos que tienen un presupuesto")):
        filters, plan = plan_of(question, language, gazetteer)

        assert (filters, plan.not_understood) == ({"amount": ("not:missing",)}, ())


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("projects on the cost of remittances in Niger", "cost of remittances"),
        ("projects with language training in Niger", "language training"),
        ("projects with local partners", "local partners"),
        ("projects for more resilient communities", "more resilient communities"),
        ("projects on second chance education", "second chance education"),
        ("projects on health or education in Niger", "health or education"),
        ("projects on gender equality", "gender equality"),
        ("projects on information sharing", "information sharing"),
    ],
)
def test_words_of_fields_and_comparisons_may_be_part_of_a_topic(
    gazetteer: Gazetteer, question: str, topic: str
) -> None:
    _, plan = plan_of(question, "en", gazetteer)

    assert (plan.topic, plan.not_understood) == (topic, ())


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Which projects did GIZ not carry out in Niger?"),
        ("fr", "Quels projets la GIZ n'a-t-elle pas mis en œuvre au Niger ?"),
        ("es", "¿Qué proyectos no ejecutó GIZ en Níger?"),
        ("ru", "Какие проекты GIZ не реализует в Нигере?"),
        ("zh", "GIZ没有在尼日尔实施的项目"),
    ],
)
def test_a_negated_verb_leaves_out_who_does_it(gazetteer: Gazetteer, language: str, question: str) -> None:
    filters, plan = plan_of(question, language, gazetteer)

    assert filters["country"] == ("NE",)
    assert "not:giz" in filters["implementing"]
    assert not plan.not_understood


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Where does GIZ work?"),
        ("en", "Where is GIZ active?"),
        ("en", "Where in Western Africa does GIZ run projects?"),
        ("fr", "Où travaille la GIZ ?"),
        ("es", "¿Dónde trabaja la GIZ?"),
        ("ru", "Где работает GIZ?"),
        ("ar", "أين تعمل GIZ؟"),
        ("zh", "GIZ在哪里工作？"),
    ],
)
def test_where_an_organisation_works_asks_for_countries(gazetteer: Gazetteer, language: str, question: str) -> None:
    _, plan = plan_of(question, language, gazetteer)

    assert (plan.asked_unit, plan.asks_for_fact, plan.is_all_conditions) == ("country", False, True)


@pytest.mark.parametrize(
    "question",
    ["Where is GIZ?", "Where is GIZ based?", "Where in Niger does GIZ work?", "Where does GIZ train teachers?"],
)
def test_a_place_that_no_field_has_is_asked_for_as_a_fact(gazetteer: Gazetteer, question: str) -> None:
    _, plan = plan_of(question, "en", gazetteer)

    assert (plan.asked_unit, plan.asks_for_fact) == ("", True)


@pytest.mark.parametrize(
    ("language", "quarter", "half"),
    [
        (
            "en",
            "projects that started in the second quarter of 2018",
            "projects that started in the first half of 2019",
        ),
        ("fr", "projets commencés au deuxième trimestre 2018", "projets commencés au premier semestre de 2019"),
        (
            "es",
            "proyectos iniciados en el segundo trimestre de 2018",
            "proyectos iniciados en la primera mitad de 2019",
        ),
        ("ru", "проекты, начатые во 2-м квартале 2018 года", "проекты, начатые в первом полугодии 2019 года"),
        ("ar", "المشاريع التي بدأت في الربع الثاني من عام 2018", "المشاريع التي بدأت في النصف الأول من 2019"),
        ("zh", "2018年第二季度开始的项目", "2019年上半年开始的项目"),
    ],
)
def test_quarters_and_halves_of_years_are_ranges_of_dates(
    gazetteer: Gazetteer, language: str, quarter: str, half: str
) -> None:
    assert plan_of(quarter, language, gazetteer)[0] == {"start_date": ("2018.0400-2018.0699",)}
    assert plan_of(half, language, gazetteer)[0] == {"start_date": ("2019.0100-2019.0699",)}


def test_a_quarter_of_no_year_is_not_understood(gazetteer: Gazetteer) -> None:
    _, plan = plan_of("projects in Niger that started in the first quarter", "en", gazetteer)

    assert plan.not_understood == ("first quarter",)


def test_pairs_of_characters_in_a_question_in_another_script_are_read_once(gazetteer: Gazetteer) -> None:
    _, plan = plan_of("กกก", "ar", gazetteer)

    assert [span for span, _ in plan.uses] == [(0, 2), (2, 3)]


def test_initials_may_be_written_small_where_that_is_no_common_word(gazetteer: Gazetteer) -> None:
    written, small = (
        plan_of(f"Which projects by {initials} are in Niger?", "en", gazetteer)[0] for initials in ("IOM", "iom")
    )

    assert small == written
    assert [mention.entry.label for mention in gazetteer.find("who runs it in niger", "en")] == ["Niger"]
