"""Plans that are given: names become values of the index, and what cannot be carried out is refused by its name."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Amount, Dates
from index.facets.masks import FacetMasks
from index.query.reader import Query
from service.errors import PlanError
from service.questions.gazetteer import Gazetteer
from service.questions.given_plans.adoption import adopt_plan
from service.questions.given_plans.document import PlanDocument
from service.questions.given_plans.parsing import LONGEST_PLAN, MOST_CONDITIONS, parse_plan
from service.questions.understanding import Interpretation
from tests.support.small_practices import ten_small_practices

IOM = "International Organization for Migration (IOM)"
QUESTION = "Which projects are in Niger?"


@pytest.fixture(scope="module")
def facets() -> FacetMasks:
    first, *others = ten_small_practices()
    implemented = replace(
        first, implementing=(IOM,), dates=Dates("2016-03", "2018"), amounts=(Amount(5e6, "EUR", "5 m"),)
    )
    return FacetMasks({practice.practice_id: practice for practice in (implemented, *others)}, [])


def adopted(
    facets: FacetMasks, question: str = QUESTION, without: tuple[str, ...] = (), **plan: object
) -> Interpretation:
    document = parse_plan(json.dumps(plan))
    return adopt_plan(document, Query(question, question, "en"), Gazetteer(facets), facets, without)


def on(field: str, *values: str, operator: str = "any", **more: object) -> dict[str, object]:
    return {"field": field, "values": list(values), "operator": operator, **more}


@pytest.mark.parametrize(
    ("condition", "filters"),
    [
        (on("country", "Niger"), {"country": ("NE",)}),
        (on("country", "NE", "Tchad"), {"country": ("NE", "TD")}),
        (on("country", "NE", "ML", operator="all"), {"country": ("all:NE", "all:ML")}),
        (on("country", "Niger", operator="none"), {"country": ("not:NE", "missing")}),
        (on("country", operator="missing"), {"country": ("missing",)}),
        (on("country", operator="stated"), {"country": ("not:missing",)}),
        (on("objective", "17"), {"objective": ("17",), "basis": ("stated",)}),
        (on("organisation", "IOM", role="implementing"), {"implementing": ("iom",)}),
        (on("implementing", IOM), {"implementing": ("iom",)}),
        (on("start", "2017"), {"start": ("2017",)}),
        (on("start", "2017", operator="at least"), {"start": ("2017-",)}),
        (on("start", "2017-", operator="at least"), {"start": ("2017-",)}),
        (on("start", "2017", operator="at most"), {"start": ("-2017",)}),
        (on("start", "2016-2018", operator="none"), {"start": ("not:2016-2018", "missing")}),
        (on("start", "2016-2018", operator="between", negated=True), {"start": ("not:2016-2018", "missing")}),
        (on("start_date", "2018-03", operator="at most"), {"start_date": ("-2018.0399",)}),
        (on("start_date", "2018-03", operator="at least"), {"start_date": ("2018.0300-",)}),
        (on("amount", "EUR 1m", operator="at least"), {"amount": ("EUR 1000000-",)}),
    ],
    ids=str,
)
def test_a_condition_is_carried_out_as_a_filter_is(
    facets: FacetMasks, condition: dict[str, object], filters: dict[str, tuple[str, ...]]
) -> None:
    assert adopted(facets, conditions=[condition]).filters == filters


def test_an_organisation_that_no_practice_has_gives_an_empty_set(facets: FacetMasks) -> None:
    filters = adopted(facets, conditions=[on("organisation", "World Circus Union")]).filters

    assert not facets.practices(filters, textless=True).any()


def test_the_rest_of_a_plan_may_be_left_out(facets: FacetMasks) -> None:
    read = adopted(facets)

    assert (read.kind, read.unit, read.filters, read.subject) == ("list", "practice", {}, "")


@pytest.mark.parametrize(
    ("plan", "named"),
    [
        ({"conditions": [on("place", "Niger")]}, ["plan.conditions[0].field 'place'", "country, region"]),
        ({"conditions": [on("basis", "stated")]}, ["'basis'", "country"]),
        ({"conditions": [on("country", "NE", operator="like")]}, ["'like'", "any, all, none, missing"]),
        ({"conditions": [on("country", "Atlantis")]}, ["country 'Atlantis'", "ISO"]),
        ({"conditions": [on("start", "2019-2017")]}, ["start '2019-2017'", "2017-2019"]),
        ({"conditions": [on("start", "soon")]}, ["start 'soon'", "2018-2020"]),
        ({"conditions": [on("end_date", "2019.0101-2017.0101")]}, ["end_date '2019.0101-2017.0101'", "2018-03"]),
        ({"conditions": [on("objective", "24")]}, ["objective '24'", "1 to 23"]),
        ({"conditions": [on("country", " ")]}, ["country", "is not known"]),
        ({"conditions": [on("start", " , ")]}, ["start has an empty value"]),
        ({"conditions": [on("country")]}, ["country", "'any'", "at least one value"]),
        ({"conditions": [on("country", "NE", operator="missing")]}, ["'missing'", "no values"]),
        ({"conditions": [on("country", "NE", operator="between")]}, ["country", "'between'", "for ranges"]),
        ({"conditions": [on("country", "NE", negated=True)]}, ["negated", "'none'"]),
        ({"conditions": [on("country", "NE", negated="yes")]}, ["'yes'", "true, false"]),
        ({"conditions": [on("start", "2017", "2018", operator="at most")]}, ["at most", "one number", "2017, 2018"]),
        ({"conditions": [on("start", "-2017", operator="at least")]}, ["at least", "-2017"]),
        ({"conditions": [on("country", "NE", role="donor")]}, ["role 'donor'", "country"]),
        ({"conditions": [on("organisation", "IOM", role="friend")]}, ["'friend'", "implementing, partner"]),
        ({"conditions": [on("country", "NE")] * (MOST_CONDITIONS + 1)}, ["21", "20"]),
        ({"conditions": [on("country", "NE", "ML"), on("country", "BD", "TD")]}, ["country", "two conditions"]),
        ({"conditions": [on("start", "2016"), on("start", "2017", "2018")]}, ["start", "two conditions"]),
        ({"conditions": [on("country", "NE"), on("country", operator="missing")]}, ["country", "missing"]),
        ({"conditions": [on("country", "NE", lable="Niger")]}, ["'lable'", "label"]),
        ({"conditions": "Niger"}, ["plan.conditions 'Niger'", "no list"]),
        ({"conditions": [["NE"]]}, ["plan.conditions[0] (a list)", "no object"]),
        ({"off": [on("country", "Atlantis")]}, ["'Atlantis'"]),
        ({"order": {"field": "country"}}, ["plan.order.field 'country'", "start_date", "amount"]),
        ({"order": {"field": "amount", "most": 0}}, ["plan.order.most 0", "1000"]),
        ({"order": {"field": "amount", "most": True}}, ["plan.order.most true"]),
        ({"order": {"field": "amount", "direction": "up"}}, ["'up'", "ascending"]),
        ({"group": {"field": "colour"}}, ["plan.group.field 'colour'", "country"]),
        ({"order": {"field": "amount"}, "group": {"field": "country"}}, ["plan.order", "plan.group"]),
        ({"kind": "poem"}, ["plan.kind 'poem'", "passage, list, count"]),
        ({"unit": "city"}, ["plan.unit 'city'", "country"]),
        ({"topic": 7}, ["plan.topic 7"]),
        ({"topic": "x" * 2001}, ["plan.topic", "2000"]),
        ({"theme": "fish"}, ["'theme'", "topic"]),
    ],
    ids=str,
)
def test_what_cannot_be_carried_out_is_named_in_one_line(
    facets: FacetMasks, plan: dict[str, object], named: list[str]
) -> None:
    with pytest.raises(PlanError) as error:
        adopted(facets, **plan)

    message = str(error.value)
    assert [part for part in named if part not in message] == [], message
    assert "\n" not in message


@pytest.mark.parametrize(
    "text", ["", "Niger", "[]", "7", "{", "[" * 9000, "NaN", '"\\ud800"', "x" * (LONGEST_PLAN + 1)]
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanError, match="plan"):
        parse_plan(text)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
CONDITION_KEYS = st.fixed_dictionaries(
    {},
    optional={
        "field": st.sampled_from(["country", "organisation", "start", "amount", "start_date", "region", "type"]),
        "role": st.sampled_from([None, "donor"]),
        "operator": st.sampled_from(["any", "all", "none", "missing", "stated", "between", "at least", "at most"]),
        "values": st.lists(st.sampled_from(["NE", "2017", "2016-2018", "IOM", "-", "EUR 5", "\ud800"]) | json_values),
        "negated": st.booleans(),
        "label": st.text(max_size=5) | json_values,
    },
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "kind": st.sampled_from(["list", "count", "passage"]) | json_values,
            "conditions": st.lists(CONDITION_KEYS, max_size=3) | json_values,
            "topic": st.text(max_size=9) | json_values,
            "order": json_values,
            "group": json_values,
        },
    )
)
def test_any_json_is_a_plan_that_can_be_given_back_or_refused(facets: FacetMasks, plan: dict[str, object]) -> None:
    try:
        read = adopted(facets, **plan)
    except PlanError:
        return
    assert facets.practices(read.filters, textless=True).shape == (10,)
    given_back = json.loads(PlanDocument.of(read).as_json())
    assert PlanDocument.of(adopted(facets, **given_back)) == PlanDocument.of(read)


def test_a_label_that_names_other_values_is_not_taken(facets: FacetMasks) -> None:
    labels = {"Niger": "Niger", "Mali": "Niger", "not really Niger": "Niger", "": "Niger"}

    for label, shown in labels.items():
        [condition] = adopted(facets, conditions=[on("country", "NE", label=label)]).plan.conditions
        assert condition.label == shown


def test_what_the_rules_do_not_understand_stays_so_under_any_plan(facets: FacetMasks) -> None:
    question = "Which are the only projects in Niger?"
    without_plan = adopt_plan(
        PlanDocument("list", "practice"), Query(question, question, "en"), Gazetteer(facets), facets
    )

    assert without_plan.plan.not_understood
    assert adopted(facets, question, not_understood=[]).plan.not_understood == without_plan.plan.not_understood


def test_what_is_left_out_is_doubtful_where_countries_are_asked_for(facets: FacetMasks) -> None:
    condition = on("implementing", "IOM", operator="none")

    assert adopted(facets, unit="country", conditions=[condition]).plan.not_understood == (f"not {IOM}",)
    assert adopted(facets, conditions=[condition]).plan.not_understood == ()


def test_a_statement_is_held_to_what_the_question_names_unless_it_is_switched_off(facets: FacetMasks) -> None:
    question = "How many people were registered in Niger in 2019?"

    held = adopted(facets, question, kind="passage").plan
    freed = adopted(facets, question, kind="passage", off=[on("year", "2019")]).plan

    assert [condition.key for condition in held.conditions] == ["country:Niger", "year:2019"]
    assert [condition.key for condition in freed.conditions] == ["country:Niger"]


def test_conditions_of_a_plan_can_be_switched_off(facets: FacetMasks) -> None:
    conditions = [on("country", "NE"), on("start", "2017")]

    read = adopted(facets, without=("country:Niger",), conditions=conditions)
    sentences = adopted(facets, without=("kind",), conditions=conditions)

    assert read.filters == {"start": ("2017",)}
    assert [condition.key for condition in read.plan.off] == ["country:Niger"]
    assert sentences.kind == "passage"
