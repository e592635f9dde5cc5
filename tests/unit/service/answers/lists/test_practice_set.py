from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.model import Dates, Practice
from index.facets.masks import FacetMasks
from service.answers.lists.practice_set import Group, set_by_fields, table_of, unstated
from service.questions.gazetteer import Gazetteer
from service.questions.plan.plan import QuestionPlan
from service.questions.plan.reader import read_plan
from tests.support.small_practices import ten_small_practices

COUNTRIES = [("NE",), ("NE", "TD"), ("TD",), None, ("ML",), ("NE",)]
STARTS = ["2017-03-01", "2018", None, "2017-06-30", "2019-01", "2017"]


@pytest.fixture(scope="module")
def facets() -> FacetMasks:
    template = ten_small_practices()[0]
    practices: dict[str, Practice] = {
        f"p{number}": replace(
            template, practice_id=f"p{number}", countries=countries, dates=Dates(start, None) if start else None
        )
        for number, (countries, start) in enumerate(zip(COUNTRIES, STARTS, strict=True))
    }
    return FacetMasks(practices, [])


ORDER = [f"p{number}" for number in range(len(COUNTRIES))]


def planned(question: str, facets: FacetMasks) -> tuple[QuestionPlan, tuple[str, ...]]:
    plan = read_plan(question, "en", Gazetteer(facets), facets)
    return plan, set_by_fields(facets, ORDER, plan.filters)


def test_practices_that_do_not_state_a_field_are_left_out_and_counted(facets: FacetMasks) -> None:
    plan, members = planned("projects in Niger", facets)

    assert members == ("p0", "p1", "p5")
    assert unstated(facets, plan, plan.filters) == ({"country": 1}, {})


def test_where_values_are_only_left_out_they_belong_and_are_counted(facets: FacetMasks) -> None:
    plan, members = planned("projects not in Niger", facets)

    assert members == ("p2", "p3", "p4")
    assert unstated(facets, plan, plan.filters) == ({}, {"country": 1})


@pytest.mark.parametrize(
    ("question", "members", "left_out"),
    [
        ("projects active in 2019", ["both"], 3),  # only-start, only-end and undated may have run in 2019
        ("projects active in 2017", [], 2),
        ("projects active in 2024", ["ongoing"], 2),
        ("projects active since 2021", ["both", "only-end", "ongoing"], 2),
        ("projects active until 2016", [], 2),
    ],
)
def test_what_states_half_of_its_time_is_counted_where_it_may_have_run(
    question: str, members: list[str], left_out: int
) -> None:
    dates = {
        "both": Dates("2018", "2021"),
        "only-start": Dates("2018", None),
        "only-end": Dates(None, "2022"),
        "ongoing": Dates("2020", None, ongoing=True),
        "undated": None,
    }
    template = ten_small_practices()[0]
    made = {name: replace(template, practice_id=name, dates=value, submitted="2025") for name, value in dates.items()}
    facets = FacetMasks(made, [])

    plan = read_plan(question, "en", Gazetteer(facets), facets)

    assert set_by_fields(facets, list(dates), plan.filters) == tuple(members)
    assert unstated(facets, plan, plan.filters)[0] == {"year": left_out}


def test_a_date_of_less_precision_is_neither_before_nor_not_before(facets: FacetMasks) -> None:
    assert planned("projects that started before June 2017", facets)[1] == ("p0",)
    assert planned("projects that started after March 2017", facets)[1] == ("p1", "p3", "p4")
    assert planned("projects that started in March 2017", facets)[1] == ("p0",)


def test_groups_have_the_practices_of_each_value_and_say_who_states_none(facets: FacetMasks) -> None:
    plan, members = planned("Which country has the most projects?", facets)
    table = table_of(facets, ORDER, members, plan)

    assert table is not None
    assert table.groups[0] == Group("NE", "Niger", ("p0", "p1", "p5"))
    assert sum(len(group.practice_ids) for group in table.groups) == sum(len(c or ()) for c in COUNTRIES)
    assert table.not_stated == ("p3",)


def test_groups_of_organisations_have_the_names_that_pages_write() -> None:
    practices = {
        practice.practice_id: replace(practice, implementing=("Danish Refugee Council", "Weavers of Zinder"))
        for practice in ten_small_practices()
    }
    facets = FacetMasks(practices, [])
    plan = read_plan("Which organisation implements most projects?", "en", Gazetteer(facets), facets)

    table = table_of(facets, list(practices), list(practices), plan)

    assert table is not None
    assert {group.label for group in table.groups} == {"Danish Refugee Council", "Weavers of Zinder"}


def test_an_order_stops_at_the_number_asked_for_with_its_equals(facets: FacetMasks) -> None:
    plan, members = planned("the two newest projects", facets)
    table = table_of(facets, ORDER, members, plan)

    assert table is not None
    assert [group.practice_ids for group in table.groups] == [("p4",), ("p1",)]
    assert table.not_stated == ("p2",)


def test_without_order_and_groups_there_is_no_table(facets: FacetMasks) -> None:
    plan, members = planned("projects in Niger", facets)

    assert table_of(facets, ORDER, members, plan) is None
