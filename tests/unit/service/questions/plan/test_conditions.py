from __future__ import annotations

import pytest

from corpus import Practice, Section, SectionKind
from corpus.model import Dates, Passage
from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer
from service.questions.intent import parse_intent
from service.questions.plan.plan import PlannedCondition
from service.questions.plan.reader import read_plan

ORGANISATIONS = (
    ("International Organization for Migration (IOM)",),
    ("IOM Moldova", "UNICEF"),
    ("Organisation internationale pour les migrations (OIM)",),
    ("EU Trust Fund for Africa", "Mexican Red Cross"),
)


@pytest.fixture(scope="module")
def facets() -> FacetMasks:
    practices = {
        f"p{number}": Practice(
            practice_id=f"p{number}",
            title=f"Practice {number}",
            url=None,
            language="en",
            countries=("NE", "NG", "US"),
            regions=("Gulf Cooperation Council countries",),
            implementing=named,
            type="Strategy/framework",
            dates=Dates("2016", "2020", False, "2016 - 2020"),
            sections=(Section(SectionKind.SUMMARY, "Summary", "Text."),),
        )
        for number, named in enumerate(ORGANISATIONS)
    }
    return FacetMasks(
        practices, [Passage(f"x{practice}", practice, 0, 0, 5, "Text.", 1, "en") for practice in practices]
    )


def conditions_of(question: str, language: str, facets: FacetMasks) -> tuple[PlannedCondition, ...]:
    plan = read_plan(question, language, Gazetteer(facets), facets, frame=parse_intent(question).spans)
    return plan.conditions


def named_by(question: str, language: str, facets: FacetMasks) -> list[tuple[str, str]]:
    conditions = conditions_of(question, language, facets)
    return [(condition.field, condition.label.partition(". ")[0]) for condition in conditions]


@pytest.mark.parametrize(
    ("question", "language", "expected"),
    [
        ("Which practices are in Niger?", "en", [("country", "Niger")]),
        ("Which practices are in Nigeria?", "en", [("country", "Nigeria")]),
        ("Which practices in the US help us?", "en", [("country", "United States")]),
        ("Which practices in West Africa?", "en", [("region", "Western Africa")]),
        (
            "Which practices in the Gulf Cooperation Council countries?",
            "en",
            [("region", "Gulf Cooperation Council")],
        ),
        ("Which practices in the Horn of Africa?", "en", [("region", "Horn of Africa")]),
        ("Quelles pratiques dans la Corne de l'Afrique ?", "fr", [("region", "Horn of Africa")]),
        ("¿Qué prácticas hay en el Magreb?", "es", [("region", "Maghreb")]),
        ("Какие практики есть в Сахеле?", "ru", [("region", "Sahel")]),
        ("ما هي الممارسات في منطقة الساحل؟", "ar", [("region", "Sahel")]),
        ("西巴尔干有哪些做法？", "zh", [("region", "Western Balkans")]),
        ("Which practices in the Lake Chad Basin?", "en", [("region", "Lake Chad Basin")]),
        ("Which practices in the CAR?", "en", [("country", "Central African Republic")]),
        ("Which practices repair a car?", "en", []),
        ("Quelles pratiques en RCA ?", "fr", [("country", "Central African Republic")]),
        ("¿Qué prácticas hay en EE. UU.?", "es", [("country", "United States")]),
        ("Какие практики есть в ДРК?", "ru", [("country", "Congo - Kinshasa")]),
        ("Which practices in the uae?", "en", [("country", "United Arab Emirates")]),
        ("Which practices in Bosnia and Herzegovina?", "en", [("country", "Bosnia & Herzegovina")]),
        ("Quelles pratiques en Afrique de l’Ouest ?", "fr", [("region", "Western Africa")]),
        ("¿Qué prácticas hay en Estados Unidos?", "es", [("country", "United States")]),
        ("Какие практики есть в Нигере?", "ru", [("country", "Niger")]),
        ("ما هي الممارسات في النيجر؟", "ar", [("country", "Niger")]),
        ("尼日尔有哪些做法？", "zh", [("country", "Niger")]),
        ("Which practices help people from Niger?", "en", []),
        ("Which practices from Niger help?", "en", [("country", "Niger")]),
        ("Which practices are on objective 10?", "en", [("objective", "10")]),
        ("Quelles pratiques concernent l'objectif 7 et 8 ?", "fr", [("objective", "7"), ("objective", "8")]),
        ("¿Qué prácticas hay sobre el ODS 8?", "es", [("sdg", "8")]),
        ("Which practices are on objective 99?", "en", []),
        ("Which practices ran in 2018?", "en", [("year", "2018")]),
        ("Which practices ran between 2017 and 2019?", "en", [("year", "2017-2019")]),
        ("Which practices ran since 2018?", "en", [("year", "2018 or later")]),
        ("Which practices ran before 2018?", "en", [("year", "2017 or earlier")]),
        ("Which practices trained more than 2000 people?", "en", []),
        ("List practices of type Strategy/framework", "en", [("type", "Strategy/framework")]),
        ("Which practices offer a service?", "en", []),
        ("Which practices of UNICEF are in Niger?", "en", [("organisation", "UNICEF"), ("country", "Niger")]),
        ("Quelles pratiques de l'OIM ?", "fr", [("organisation", "International Organization for Migration (IOM)")]),
    ],
)
def test_constraints_are_read_from_the_words_of_the_question(
    facets: FacetMasks, question: str, language: str, expected: list[tuple[str, str]]
) -> None:
    constraints = named_by(question, language, facets)

    assert constraints == expected


def test_an_organisation_is_meant_by_each_of_its_names(facets: FacetMasks) -> None:
    (condition,) = conditions_of("Which practices of IOM?", "en", facets)

    kept = facets.practices({"organisation": condition.values})
    assert kept.tolist() == [True, True, True, False]


def test_a_condition_tells_where_it_stands(facets: FacetMasks) -> None:
    question = "Which practices in Niger ran in 2018?"

    conditions = conditions_of(question, "en", facets)

    named = [[question[start:end] for start, end in condition.spans] for condition in conditions]
    assert named == [["Niger"], ["ran", "2018"]]
    assert [condition.key for condition in conditions] == ["country:Niger", "year:2018"]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quelles pratiques de réunion ou de libération ?", "fr"),
        ("Which practices build an island?", "en"),
        ("Какие практики используют самое новое?", "ru"),
        ("ما هي الممارسات المالية؟", "ar"),
    ],
)
def test_a_word_of_the_stem_of_a_place_is_no_condition(facets: FacetMasks, question: str, language: str) -> None:
    assert named_by(question, language, facets) == []


def test_one_of_two_countries_that_are_both_asked_for_is_excluded_instead(facets: FacetMasks) -> None:
    plan = read_plan("projects in both Niger and Nigeria", "en", Gazetteer(facets), facets)

    turned = plan.with_turned(plan.conditions[1])

    assert plan.filters == {"country": ("all:NE", "all:NG")}
    assert turned.filters == {"country": ("all:NE", "not:NG")}
    assert turned.with_turned(turned.conditions[1]).filters == {"country": ("all:NE", "NG")}
