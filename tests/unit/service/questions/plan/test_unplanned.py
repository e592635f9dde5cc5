"""What no field of a practice holds is named: when it was approved, groups of countries; and names stay whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer
from service.questions.plan.reader import read_plan
from tests.support.small_practices import ten_small_practices

DONORS = (
    "EU Trust Fund for Africa",
    "EU Trust Fund for Africa, SOS SAHEL",
    "EU Delegation Burundi",
    "EU Delegation Mali",
)


@pytest.fixture(scope="module")
def facets() -> FacetMasks:
    practices = {
        practice.practice_id: replace(practice, donors=DONORS, countries=("NE",)) for practice in ten_small_practices()
    }
    return FacetMasks(practices, [])


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "projects approved in 2017"),
        ("fr", "projets approuvés en 2017"),
        ("es", "proyectos aprobados en 2017"),
        ("ru", "проекты, утвержденные в 2017 году"),
        ("ar", "المشاريع المعتمدة في 2017"),
        ("zh", "2017年批准的项目"),
    ],
)
def test_a_time_of_what_is_no_field_is_named_with_its_verb(facets: FacetMasks, language: str, question: str) -> None:
    plan = read_plan(question, language, Gazetteer(facets), facets)

    assert (plan.conditions, plan.topic) == ((), "")
    assert "2017" in plan.not_understood
    assert len(plan.not_understood) > 1


def test_a_verb_of_another_event_leaves_the_time_of_a_field_alone(facets: FacetMasks) -> None:
    plan = read_plan("projects approved in 2016 that started in 2018", "en", Gazetteer(facets), facets)

    assert [condition.key for condition in plan.conditions] == ["start:2018"]
    assert {"approved", "2016"} <= set(plan.not_understood)


@pytest.mark.parametrize("question", ["projects in ECOWAS countries", "projets dans les pays de la CEDEAO"])
def test_a_group_of_countries_that_is_not_known_is_named(facets: FacetMasks, question: str) -> None:
    plan = read_plan(question, "fr" if "pays" in question else "en", Gazetteer(facets), facets)

    assert plan.topic == ""
    assert {"ECOWAS", "CEDEAO"} & set(plan.not_understood)


@pytest.mark.parametrize(
    ("language", "question", "values"),
    [
        ("en", "projects funded by the EU Trust Fund", 2),
        ("en", "projects funded by the European Union Trust Fund", 2),
        ("fr", "projets financés par le Fonds fiduciaire de l'UE", 2),
        ("en", "projects funded by the EU", 4),
    ],
)
def test_the_beginning_of_one_organisation_s_name_is_it(
    facets: FacetMasks, language: str, question: str, values: int
) -> None:
    plan = read_plan(question, language, Gazetteer(facets), facets)

    (condition,) = plan.conditions
    assert (condition.field, len(condition.values)) == ("donor", values)
    assert (plan.topic, plan.not_understood) == ("", ())


def test_the_beginning_of_several_names_is_none_of_them(facets: FacetMasks) -> None:
    plan = read_plan("projects funded by the EU Delegation", "en", Gazetteer(facets), facets)

    (condition,) = plan.conditions
    assert condition.label == "European Union (EU)"


@pytest.mark.parametrize(
    ("language", "question", "word"),
    [
        ("en", "Italian projects in Niger", "Italian"),
        ("en", "Which Spanish practices are about skills?", "Spanish"),
        ("ru", "итальянские проекты в Нигере", "итальянские"),
    ],
)
def test_adjectives_of_a_people_and_its_language_are_named_beside_the_noun(
    facets: FacetMasks, language: str, question: str, word: str
) -> None:
    plan = read_plan(question, language, Gazetteer(facets), facets)

    assert word in plan.not_understood
    assert word not in plan.topic
