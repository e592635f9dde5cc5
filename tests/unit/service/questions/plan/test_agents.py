"""A place that does something is no place where a practice is, in any language, case or voice."""

from __future__ import annotations

import pytest

from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer
from service.questions.intent import parse_intent
from service.questions.plan.plan import QuestionPlan
from service.questions.plan.reader import read_plan
from tests.support.small_practices import ten_small_practices


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    practices = {practice.practice_id: practice for practice in ten_small_practices()}
    return Gazetteer(FacetMasks(practices, []))


def plan_of(question: str, language: str, gazetteer: Gazetteer) -> QuestionPlan:
    return read_plan(question, language, gazetteer, frame=parse_intent(question).spans)


AGENTS = {
    "en": [
        ("Which projects are funded by Germany?", "Germany"),
        ("Which projects are implemented by Spain?", "Spain"),
        ("Which projects are run by Norway?", "Norway"),
        ("Which projects does Germany fund?", "Germany"),
        ("Which projects has Germany funded?", "Germany"),
        ("projects in partnership with Norway", "Norway"),
    ],
    "fr": [
        ("Quels projets sont financés par l'Allemagne ?", "Allemagne"),
        ("Quels projets sont mis en œuvre par l'Espagne ?", "Espagne"),
        ("Quels projets sont gérés par la Norvège ?", "Norvège"),
        ("Quels projets l'Allemagne finance-t-elle ?", "Allemagne"),
    ],
    "es": [
        ("¿Qué proyectos están financiados por Alemania?", "Alemania"),
        ("¿Qué proyectos son ejecutados por España?", "España"),
        ("¿Qué proyectos son gestionados por Noruega?", "Noruega"),
        ("¿Qué proyectos financia Alemania?", "Alemania"),
    ],
    "ru": [
        ("Какие проекты финансируются Германией?", "Германией"),
        ("Какие проекты реализуются Испанией?", "Испанией"),
        ("Какие проекты проводятся Норвегией?", "Норвегией"),
        ("Какие проекты были профинансированы Германией?", "Германией"),
        ("Проекты, финансируемые Германией", "Германией"),
        ("Какие проекты Германия финансирует?", "Германия"),
    ],
    "ar": [
        ("ما هي المشاريع التي تمولها ألمانيا؟", "ألمانيا"),
        ("ما هي المشاريع التي تنفذها إسبانيا؟", "إسبانيا"),
        ("ما هي المشاريع التي تديرها النرويج؟", "النرويج"),
        ("ما هي المشاريع الممولة من ألمانيا؟", "ألمانيا"),
        ("المشاريع التي مولتها ألمانيا", "ألمانيا"),
    ],
    "zh": [
        ("哪些项目由德国资助？", "德国"),
        ("哪些项目由西班牙实施？", "西班牙"),
        ("哪些项目由挪威执行？", "挪威"),
        ("德国资助了哪些项目？", "德国"),
    ],
}


@pytest.mark.parametrize(
    ("language", "question", "agent"),
    [(language, *asked) for language, questions in AGENTS.items() for asked in questions],
)
def test_a_place_that_does_something_is_not_understood(
    gazetteer: Gazetteer, language: str, question: str, agent: str
) -> None:
    plan = plan_of(question, language, gazetteer)

    assert [condition.field for condition in plan.conditions if condition.field == "country"] == []
    assert plan.not_understood == (agent,)


@pytest.mark.parametrize(
    ("language", "question", "agents"),
    [
        ("en", "Which projects do Germany and France fund in Niger?", ("Germany", "France")),
        ("fr", "Quels projets sont financés par l'Allemagne ou la France au Niger ?", ("Allemagne", "France")),
        ("es", "¿Qué proyectos financian Alemania y Francia en Níger?", ("Alemania", "Francia")),
        ("ru", "Какие проекты в Нигере финансируются Германией и Францией?", ("Германией", "Францией")),
        ("ar", "ما هي المشاريع في النيجر التي تمولها ألمانيا وفرنسا؟", ("ألمانيا", "وفرنسا")),
        ("zh", "德国和法国资助的在尼日尔的项目", ("德国", "法国")),
    ],
)
def test_what_a_conjunction_joins_to_an_agent_is_one_and_other_places_are_not(
    gazetteer: Gazetteer, language: str, question: str, agents: tuple[str, ...]
) -> None:
    plan = plan_of(question, language, gazetteer)

    assert plan.filters == {"country": ("NE",)}
    assert plan.not_understood == agents


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("en", "Which projects are not funded by Germany?", {"not", "Germany"}),
        ("en", "Which projects has Germany not funded?", {"not", "Germany"}),
        ("fr", "Quels projets ne sont pas financés par l'Allemagne ?", {"ne", "pas", "Allemagne"}),
        ("es", "¿Qué proyectos no están financiados por Alemania?", {"no", "Alemania"}),
        ("ru", "Какие проекты не финансируются Германией?", {"не", "Германией"}),
        ("ar", "ما المشاريع التي لا تمولها ألمانيا؟", {"لا", "ألمانيا"}),
        ("zh", "德国没有资助哪些项目？", {"没有", "德国"}),
    ],
)
def test_what_an_agent_does_not_do_is_not_asked_of_everybody(
    gazetteer: Gazetteer, language: str, question: str, words: set[str]
) -> None:
    plan = plan_of(question, language, gazetteer)

    assert plan.conditions == ()
    assert set(plan.not_understood) == words


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "Which projects are funded in Niger?"),
        ("en", "Which projects are implemented within Niger?"),
        ("en", "Which projects does UNICEF run in Niger?"),
        ("en", "Which funded projects are in Niger?"),
        ("en", "Which funded Niger projects are there?"),
        ("en", "border management Niger"),
        ("en", "projects: funded; Niger"),
        ("fr", "Quels projets sont mis en œuvre au Niger ?"),
        ("fr", "projets financés du Niger"),
        ("es", "¿Qué proyectos se ejecutan en Níger?"),
        ("ru", "Какие проекты реализуются в Нигере?"),
        ("ru", "Какие проекты проводятся в Нигере?"),
        ("ru", "финансируемые проекты Нигера"),
        ("ar", "ما هي المشاريع الممولة في النيجر؟"),
        ("ar", "مشاريع النيجر الممولة"),
        ("zh", "哪些项目在尼日尔实施？"),
        ("zh", "尼日尔实施了多少个项目？"),
    ],
)
def test_a_place_where_something_is_done_is_a_condition(gazetteer: Gazetteer, language: str, question: str) -> None:
    plan = plan_of(question, language, gazetteer)

    assert plan.filters["country"] == ("NE",)
    assert plan.not_understood == ()
