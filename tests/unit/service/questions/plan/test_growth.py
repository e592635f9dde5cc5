"""The plan of a long question: reading it takes in proportion to its length, and its conditions are bounded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.facets.masks import FacetMasks
from service.questions.gazetteer import Gazetteer
from service.questions.plan.plan import MOST_CONDITIONS
from service.questions.plan.reader import read_plan
from tests.support.growth import grows_in_proportion
from tests.support.small_practices import ten_small_practices


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    practices = {
        practice.practice_id: replace(practice, countries=("NE", "TD"), implementing=("GIZ", "UNICEF"))
        for practice in ten_small_practices()
    }
    return Gazetteer(FacetMasks(practices, []))


@pytest.mark.parametrize(
    ("language", "unit", "size"),
    [
        ("zh", "哪些国家不在尼日尔", 60),
        ("zh", "不在", 500),
        ("en", "2019 ", 200),
        ("en", "$1 ", 300),
        ("en", "not ", 400),
        ("en", "not in Niger ", 100),
        ("en", "GIZ and UNICEF ", 60),
        ("en", "since 2019 in Niger or Chad ", 60),
    ],
)
def test_reading_takes_in_proportion_to_the_question(gazetteer: Gazetteer, language: str, unit: str, size: int) -> None:
    assert grows_in_proportion(lambda number: read_plan(unit * number, language, gazetteer), size)


def test_what_is_beyond_the_conditions_of_a_plan_is_not_understood(gazetteer: Gazetteer) -> None:
    years = [str(year) for year in range(1980, 1980 + MOST_CONDITIONS + 3)]

    plan = read_plan(" projects ".join(["", *years]), "en", gazetteer)

    assert len(plan.conditions) == MOST_CONDITIONS
    assert plan.not_understood == tuple(years[MOST_CONDITIONS:])
