"""*By*, *before the end of*, *on or after* are ranges; *about* and *early* are named, for no range is known of them."""

from __future__ import annotations

import pytest

from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer
from service.questions.plan.reader import read_plan
from tests.support.small_practices import ten_small_practices


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(FacetMasks({practice.practice_id: practice for practice in ten_small_practices()}, []))


RANGES = [
    ("en", "projects that started by 2017", "start", "-2017"),
    ("en", "projects that had ended by the end of 2017", "end", "-2017"),
    ("fr", "projets qui ont commencé d'ici 2017", "start", "-2017"),
    ("fr", "projets terminés d'ici fin 2017", "end", "-2017"),
    ("es", "proyectos que terminaron para 2017", "end", "-2017"),
    ("ru", "проекты, завершенные к концу 2017 года", "end", "-2017"),
    ("ru", "проекты, начатые к 2017 году", "start", "-2017"),
    ("ar", "المشاريع التي بدأت بحلول عام 2017", "start", "-2017"),
    ("zh", "截至2017年开始的项目", "start", "-2017"),
    ("en", "projects started before the end of 2016", "start", "-2016"),
    ("fr", "projets commencés avant la fin de 2016", "start", "-2016"),
    ("fr", "projets commencés avant fin 2016", "start", "-2016"),
    ("es", "proyectos que empezaron antes de finales de 2016", "start", "-2016"),
    ("ru", "проекты, начатые до конца 2016 года", "start", "-2016"),
    ("ar", "المشاريع التي بدأت قبل نهاية عام 2016", "start", "-2016"),
    ("zh", "2016年底前开始的项目", "start", "-2016"),
    ("en", "projects started before the beginning of 2016", "start", "-2015"),
    ("en", "projects started since the beginning of 2016", "start", "2016-"),
    ("en", "projects started on or after 1 July 2019", "start_date", "2019.0701-"),
    ("en", "projects started on or before 2019-07-01", "start_date", "-2019.0701"),
    ("en", "projects started before 15/06/2016", "start_date", "-2016.0614"),
    ("ru", "проекты, начатые до 15.06.2016", "start_date", "-2016.0614"),
    ("fr", "projets commencés le 1er juillet 2019 ou après", "start_date", "2019.0701-"),
    ("es", "proyectos iniciados el 1 de julio de 2019 o después", "start_date", "2019.0701-"),
    ("ru", "проекты, начатые 1 июля 2019 года или позже", "start_date", "2019.0701-"),
    ("ar", "المشاريع التي بدأت في 1 يوليو 2019 أو بعد ذلك", "start_date", "2019.0701-"),
    ("zh", "2019年7月1日或之后开始的项目", "start_date", "2019.0701-"),
    ("en", "projects not before 2019", "start", "2019-"),
    ("en", "projects no later than 2019", "end", "-2019"),
    ("fr", "projets qui se terminent avant 2022", "end", "-2021"),
    ("es", "proyectos que terminan antes de 2022", "end", "-2021"),
    ("ru", "проекты, которые завершатся до 2022 года", "end", "-2021"),
    ("en", "projects with a budget of exactly 5 million", "amount", "5000000"),
    ("fr", "projets dont le budget est d'exactement 5 millions", "amount", "5000000"),
    ("es", "proyectos con un presupuesto de exactamente 5 millones", "amount", "5000000"),
    ("ru", "проекты с бюджетом ровно 5 миллионов", "amount", "5000000"),
    ("ar", "المشاريع التي ميزانيتها 5 ملايين بالضبط", "amount", "5000000"),
    ("zh", "预算正好500万的项目", "amount", "5000000"),
]


@pytest.mark.parametrize(("language", "question", "field", "value"), RANGES)
def test_a_range_in_words(gazetteer: Gazetteer, language: str, question: str, field: str, value: str) -> None:
    plan = read_plan(question, language, gazetteer)

    assert [(condition.field, condition.values) for condition in plan.conditions] == [(field, (value,))]
    assert (plan.topic, plan.not_understood) == ("", ())


EITHER = [
    ("en", "projects started before 2017 or after 2019"),
    ("fr", "projets commencés avant 2017 ou après 2019"),
    ("es", "proyectos iniciados antes de 2017 o después de 2019"),
    ("ru", "проекты, начатые до 2017 или после 2019 года"),
    ("ar", "المشاريع التي بدأت قبل 2017 أو بعد 2019"),
    ("zh", "2017年以前或2019年以后开始的项目"),
]


@pytest.mark.parametrize(("language", "question"), EITHER)
def test_before_or_after_is_either_of_two_ranges(gazetteer: Gazetteer, language: str, question: str) -> None:
    plan = read_plan(question, language, gazetteer)

    assert plan.filters == {"start": ("-2016", "2020-")}
    assert (plan.topic, plan.not_understood) == ("", ())


VAGUE = [
    ("en", "projects of about 3 million", "about"),
    ("en", "projects of around €3m", "around"),
    ("en", "projects of 3 million or so", "or so"),
    ("fr", "projets d'environ 3 millions", "environ"),
    ("es", "proyectos de unos 3 millones", "unos"),
    ("ru", "проекты примерно на 3 миллиона", "примерно"),
    ("ar", "مشاريع ميزانيتها حوالي 3 ملايين", "حوالي"),
    ("zh", "大约300万的项目", "大约"),
    ("zh", "300万左右的项目", "左右"),
    ("en", "projects that started in early 2018", "early"),
    ("en", "projects that started in mid-2018", "mid"),
    ("en", "projects that started in the summer of 2018", "summer of"),
    ("en", "projects that started around 2018", "around"),
    ("fr", "projets commencés en été 2018", "été"),
    ("fr", "projets commencés début 2018", "début"),
    ("es", "proyectos iniciados a mediados de 2018", "mediados de"),
    ("ru", "проекты, начатые летом 2018 года", "летом"),
    ("ar", "المشاريع التي بدأت في أوائل عام 2018", "أوائل"),
    ("zh", "2018年夏季开始的项目", "夏季"),
    ("en", "projects by 2018", "by"),
    ("en", "projects implemented by 2018", "implemented by"),
    ("en", "projects in exactly one country", "exactly"),
]


@pytest.mark.parametrize(("language", "question", "word"), VAGUE)
def test_what_no_range_is_known_of_is_named(gazetteer: Gazetteer, language: str, question: str, word: str) -> None:
    plan = read_plan(question, language, gazetteer)

    assert word in plan.not_understood


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("practices on early warning", "early warning"),
        ("practices about border management in 2018", "border management"),
        ("summer schools in 2018", "summer schools"),
        ("practices for spring cleaning", "spring cleaning"),
    ],
)
def test_the_same_words_are_of_a_topic_elsewhere(gazetteer: Gazetteer, question: str, topic: str) -> None:
    plan = read_plan(question, "en", gazetteer)

    assert (plan.topic, plan.not_understood) == (topic, ())
