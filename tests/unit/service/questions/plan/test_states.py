"""States without a time, further groups, and what would be lost beside an order: planned, or named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer
from service.questions.intent import parse_intent
from service.questions.plan.plan import QuestionPlan
from service.questions.plan.reader import read_plan
from tests.support.small_practices import ten_small_practices


@pytest.fixture(scope="module")
def facets() -> FacetMasks:
    organisations = {"implementing": ("IOM", "GIZ"), "countries": ("NG", "MA", "NE")}
    return FacetMasks({p.practice_id: replace(p, **organisations) for p in ten_small_practices()}, [])  # type: ignore[arg-type]


def read(question: str, language: str, facets: FacetMasks) -> QuestionPlan:
    return read_plan(question, language, Gazetteer(facets), facets, frame=parse_intent(question).spans)


def asked(plan: QuestionPlan) -> dict[str, list[str]]:
    return {name: sorted(values) for name, values in plan.filters.items()}


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "How many projects have been completed in Nigeria?"),
        ("en", "Which projects in Nigeria are finished?"),
        ("en", "Projects already closed in Nigeria"),
        ("fr", "Quels projets au Nigeria sont achevés ?"),
        ("es", "¿Qué proyectos de Nigeria están terminados?"),
        ("ru", "Завершённые проекты в Нигерии"),
        ("ar", "المشاريع المنتهية في نيجيريا"),
        ("zh", "已完成的尼日利亚项目"),
    ],
)
def test_what_is_over_is_a_condition(facets: FacetMasks, language: str, question: str) -> None:
    plan = read(question, language, facets)

    assert asked(plan) == {"country": ["NG"], "ongoing": ["no"]}
    assert (plan.topic, plan.not_understood) == ("", ())


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Projects in Morocco that have not ended yet"),
        ("fr", "Quels projets au Maroc ne sont pas encore terminés ?"),
        ("es", "Proyectos de Marruecos que aún no han terminado"),
        ("ru", "Проекты в Марокко, которые ещё не закончились"),
        ("zh", "尚未结束的摩洛哥项目"),
    ],
)
def test_what_is_not_over_goes_on(facets: FacetMasks, language: str, question: str) -> None:
    plan = read(question, language, facets)

    assert asked(plan) == {"country": ["MA"], "ongoing": ["yes"]}
    assert (plan.topic, plan.not_understood) == ("", ())


@pytest.mark.parametrize(
    ("question", "condition"),
    [
        ("projects completed in 2020", {"end": ["2020"]}),
        ("projects on skills that were completed in 2020", {"end": ["2020"]}),
    ],
)
def test_an_end_with_a_time_is_that_time(facets: FacetMasks, question: str, condition: dict[str, list[str]]) -> None:
    assert asked(read(question, "en", facets)) == condition


@pytest.mark.parametrize(
    "question", ["projects to end violence", "how many people completed training?", "when did the project end?"]
)
def test_an_end_of_something_else_is_no_state(facets: FacetMasks, question: str) -> None:
    assert "ongoing" not in read(question, "en", facets).filters


def test_an_end_that_cannot_be_planned_is_named(facets: FacetMasks) -> None:
    assert read("Which projects on skills are completed?", "en", facets).not_understood == ("completed",)


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "How many projects per country and per year?"),
        ("en", "How many projects by country and year?"),
        ("fr", "Combien de projets par pays et par année ?"),
        ("es", "¿Cuántos proyectos por país y por año?"),
        ("ru", "Сколько проектов по странам и годам?"),
        ("ar", "كم عدد المشاريع حسب البلد والسنة؟"),
        ("zh", "每个国家每年有多少项目？"),
    ],
)
def test_a_second_group_is_named(facets: FacetMasks, language: str, question: str) -> None:
    plan = read(question, language, facets)

    assert plan.group is not None
    assert plan.group.field == "country"
    assert plan.not_understood


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "How many projects do IOM and GIZ have each?"),
        ("fr", "Combien de projets l'OIM et la GIZ ont-elles chacune ?"),
        ("es", "¿Cuántos proyectos tienen la OIM y la GIZ cada una?"),
        ("zh", "国际移民组织和GIZ分别有多少项目？"),
    ],
)
def test_numbers_of_several_apart_are_named(facets: FacetMasks, language: str, question: str) -> None:
    assert read(question, language, facets).not_understood


def test_each_of_a_noun_is_form(facets: FacetMasks) -> None:
    assert read("Each project in Niger", "en", facets).not_understood == ()


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Projects in Niger sorted by budget"),
        ("fr", "Projets au Niger triés par budget"),
        ("es", "Proyectos en Níger ordenados por presupuesto"),
        ("ru", "Проекты в Нигере, отсортированные по бюджету"),
        ("ar", "المشاريع في النيجر مرتبة حسب الميزانية"),
        ("zh", "按预算排序的尼日尔项目"),
    ],
)
def test_a_field_to_sort_by_is_an_order(facets: FacetMasks, language: str, question: str) -> None:
    plan = read(question, language, facets)

    assert plan.order is not None
    assert (plan.order.field, plan.order.is_descending) == ("amount", True)
    assert (plan.topic, plan.not_understood) == ("", ())


@pytest.mark.parametrize(
    ("language", "question", "is_descending"),
    [
        ("en", "Projects in Niger sorted by budget in ascending order", False),
        ("fr", "Projets au Niger classés par date de début, du plus ancien au plus récent", False),
        ("ru", "Проекты в Нигере, отсортированные по бюджету по возрастанию", False),
        ("zh", "按预算从高到低排列的尼日尔项目", True),
    ],
)
def test_an_order_has_the_direction_that_is_said(
    facets: FacetMasks, language: str, question: str, is_descending: bool
) -> None:
    order = read(question, language, facets).order

    assert order is not None
    assert order.is_descending == is_descending


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Projects under way in Niger"),
        ("fr", "Projets en cours au Niger"),
        ("es", "Proyectos en ejecución en Níger"),
        ("ar", "المشاريع الجارية في النيجر"),
        ("zh", "尼日尔正在进行的项目"),
    ],
)
def test_what_is_under_way_goes_on(facets: FacetMasks, language: str, question: str) -> None:
    assert asked(read(question, language, facets)) == {"country": ["NE"], "ongoing": ["yes"]}


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("fr", "Combien de projets a l'OIM et combien en a la GIZ ?"),
        ("ru", "Сколько проектов у МОМ и сколько у GIZ?"),
    ],
)
def test_a_second_number_is_named(facets: FacetMasks, language: str, question: str) -> None:
    assert read(question, language, facets).not_understood


def test_what_cannot_be_sorted_by_is_named(facets: FacetMasks) -> None:
    assert "sorted by" in read("Projects in Niger sorted by popularity", "en", facets).not_understood


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Is the largest project in Niger implemented by IOM?"),
        ("fr", "Est-ce que le plus grand projet au Niger est mis en œuvre par l'OIM ?"),
        ("zh", "尼日尔最大的项目是由国际移民组织实施的吗？"),
    ],
)
def test_whether_the_largest_is_of_somebody_is_not_which_is_the_largest_of_theirs(
    facets: FacetMasks, language: str, question: str
) -> None:
    plan = read(question, language, facets)

    assert plan.order is None
    assert plan.not_understood


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Projects started last year"),
        ("en", "Projects that started in recent years"),
        ("en", "and which of them ended in 2020?"),
        ("fr", "Projets commencés l'année dernière"),
        ("es", "Proyectos iniciados el año pasado"),
        ("ru", "Проекты, начатые в прошлом году"),
        ("ar", "المشاريع التي بدأت العام الماضي"),
        ("zh", "去年开始的项目"),
    ],
)
def test_times_from_today_and_what_was_said_before_are_named(facets: FacetMasks, language: str, question: str) -> None:
    plan = read(question, language, facets)

    assert plan.order is None
    assert plan.not_understood


@pytest.mark.parametrize("question", ["Projects with a budget in dollars", "Projects whose budget is stated in euros"])
def test_a_currency_without_a_sum_is_named(facets: FacetMasks, question: str) -> None:
    assert read(question, "en", facets).not_understood[-1:] in (("dollars",), ("euros",))


def test_a_currency_behind_de_is_that_of_the_sum(facets: FacetMasks) -> None:
    plan = read("proyectos de más de 2 millones de euros", "es", facets)

    assert plan.not_understood == ()
    assert [condition.values for condition in plan.conditions] == [("EUR 2000000.01-",)]


@pytest.mark.parametrize("question", ["Projects where IOM is the implementer", "Projets où l'OIM est l'exécutant"])
def test_a_where_behind_the_noun_of_practices_asks_for_no_countries(facets: FacetMasks, question: str) -> None:
    assert read(question, "fr" if "où" in question else "en", facets).asked_unit == ""


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Proyectos sobre trata de personas en Níger", "trata de personas"),
        ("Proyectos que tratan de la trata en Níger", "la trata"),
        ("Proyectos que tratan de migración en Níger", "migración"),
    ],
)
def test_a_topic_is_not_lost_in_a_verb_that_sounds_alike(facets: FacetMasks, question: str, topic: str) -> None:
    assert read(question, "es", facets).topic == topic


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("projects on objective 9 or objective 10", ("9", "10")),
        ("projects on objective 9 and objective 10", ("9", "all:10")),
    ],
)
def test_two_objectives_are_two_values_and_no_range(facets: FacetMasks, question: str, values: tuple[str, ...]) -> None:
    filters = read(question, "en", facets).filters

    assert {value.removeprefix("all:") for value in filters["objective"]} == {"9", "10"}
    assert any(value.startswith("all:") for value in filters["objective"]) == ("all:10" in values)
