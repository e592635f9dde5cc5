"""What a model proposes counts only where the words of the question say it, and nothing else is understood by it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.model import Dates
from index.facets.masks import FacetMasks
from index.query.reader import Query
from service.questions.gazetteer import Gazetteer
from service.questions.given_plans.adoption import adopt_plan
from service.questions.given_plans.document import ConditionDocument, PlanDocument
from service.questions.given_plans.parsing import parse_plan, plan_of
from service.questions.given_plans.proposals import take_proposals
from service.questions.plan.plan import WordUse
from service.questions.understanding import Interpretation, interpret
from service.wording import describe_plan
from tests.support.small_practices import ten_small_practices

FUNDED = "Which projects in Niger are funded by Germany?"
OR_FUNDED = "Which projects are funded by Germany or Norway?"
NOR_FUNDED = "Which projects in Mali are neither in Niger nor funded by Germany?"
EITHER = "List the projects in Niger that are also in Chad or Mali."


@pytest.fixture(scope="module")
def facets() -> FacetMasks:
    first, second, *others = ten_small_practices()
    made = [
        replace(
            first, countries=("NE", "TD"), donors=("Germany",), partners=("World Bank",), dates=Dates("2016", "2018")
        ),
        replace(second, countries=("NE",), implementing=("Germany", "Red Cross")),
        *others,
    ]
    return FacetMasks({practice.practice_id: practice for practice in made}, [])


@pytest.fixture(scope="module")
def gazetteer(facets: FacetMasks) -> Gazetteer:
    return Gazetteer(facets)


def proposal(field: str, words: str, *values: str, operator: str = "any", **more: object) -> dict[str, object]:
    return {"field": field, "words": words, "values": list(values), "operator": operator, **more}


def taken(
    question: str,
    facets: FacetMasks,
    gazetteer: Gazetteer,
    *proposals: dict[str, object],
    without: tuple[str, ...] = (),
) -> tuple[Interpretation, Interpretation]:
    """Give a plan as the rules read it, and with what was proposed."""
    query = Query(question, question, "en")
    read = interpret(query, gazetteer, facets, without)
    documents = plan_of({"conditions": list(proposals)}).conditions
    return read, take_proposals(read, documents, query, gazetteer, facets, without)


def test_a_condition_that_its_words_say_is_taken_and_said_to_be_proposed(
    facets: FacetMasks, gazetteer: Gazetteer
) -> None:
    donor = proposal("organisation", "funded by Germany", "Germany", role="donor")

    read, plan = taken(FUNDED, facets, gazetteer, donor)

    assert read.plan.not_understood == ("Germany",)
    assert plan.plan.not_understood == ()
    assert plan.filters == {"country": ("NE",), "donor": ("germany",)}
    assert describe_plan(plan.plan, plan.unit) == (
        "practices · in Niger · funded by Germany (as a model reads “funded by Germany”)"
    )


def test_a_clash_can_be_solved(facets: FacetMasks, gazetteer: Gazetteer) -> None:
    read, plan = taken(EITHER, facets, gazetteer, proposal("country", "in Chad or Mali", "Chad", "Mali"))

    assert set(read.plan.not_understood) == {"Chad", "or", "Mali"}
    assert plan.plan.not_understood == ()
    assert plan.filters == {"country": ("TD", "ML", "all:NE")}


@pytest.mark.parametrize(
    ("question", "proposed"),
    [
        (FUNDED, proposal("organisation", "funded by Germany", "Germany", role="implementing")),
        (FUNDED, proposal("organisation", "Germany", "Germany")),
        (FUNDED, proposal("organisation", "Germany", "Germany", role="donor")),
        (FUNDED, proposal("organisation", "funded by Germany", "World Bank", role="donor")),
        (FUNDED, proposal("organisation", "funded by Germany", "Germany", "World Bank", role="donor")),
        (FUNDED, proposal("organisation", "funded by Germany", "Germany", role="donor", operator="none")),
        (FUNDED, proposal("organisation", "funded by Germany", role="donor", operator="missing")),
        (FUNDED, proposal("organisation", "funded by germany", "Germany", role="donor")),
        (FUNDED, proposal("organisation", "", "Germany", role="donor")),
        (FUNDED, proposal("country", "funded by Germany", "Germany", operator="none")),
        (FUNDED, proposal("country", "in Niger are funded by Germany", "Germany")),
        (FUNDED, proposal("ongoing", "Germany", "yes")),
        (FUNDED, proposal("start", "Germany", "2017")),
        (
            "Which projects are funded by Germany or Norway?",
            proposal("organisation", "funded by Germany", "Germany", role="donor"),
        ),
        (
            "Which projects are not funded by Germany?",
            proposal("organisation", "funded by Germany", "Germany", role="donor"),
        ),
        (EITHER, proposal("country", "in Chad or Mali", "Chad", "Mali", operator="all")),
        (EITHER, proposal("country", "in Chad or", "Chad")),
        (EITHER, proposal("country", "Mali", "Mali")),
        (FUNDED, proposal("country", "Germany", "Germany")),
        (OR_FUNDED, proposal("organisation", "funded by Germany or", "Germany", role="donor")),
        (NOR_FUNDED, proposal("organisation", "nor funded by Germany", "Germany", role="donor")),
        (NOR_FUNDED, proposal("organisation", "funded by Germany", "Germany", role="donor")),
        ("Which projects were not led by Germany?", proposal("organisation", "Germany", "Germany")),
        (EITHER, proposal("country", "in Chad", "Chad")),
        (EITHER, proposal("country", "in Chad or Mali", "Chad", "Kenya")),
        (EITHER, proposal("country", "in Chad or Mali", "Chad")),
        ("Which projects reached more than 2000 people?", proposal("amount", "more than 2000", "2000.01-")),
        ("Which are the only projects in Niger?", proposal("country", "only projects in Niger", "Niger")),
        ("Which are the only projects in Niger?", proposal("country", "only", "Niger")),
    ],
    ids=str,
)
def test_a_condition_that_its_words_do_not_say_is_dropped(
    facets: FacetMasks, gazetteer: Gazetteer, question: str, proposed: dict[str, object]
) -> None:
    read, plan = taken(question, facets, gazetteer, proposed)

    assert plan == read
    assert read.plan.not_understood


def test_a_word_that_no_part_of_the_condition_is_for_stays_not_understood(
    facets: FacetMasks, gazetteer: Gazetteer
) -> None:
    question = "Which projects are only funded by Germany?"
    donor = proposal("organisation", "only funded by Germany", "Germany", role="donor")

    read, plan = taken(question, facets, gazetteer, donor)

    assert set(read.plan.not_understood) == {"only", "Germany"}
    assert plan.plan.not_understood == ("only",)


def test_a_proposed_condition_can_be_switched_off_and_given_back(facets: FacetMasks, gazetteer: Gazetteer) -> None:
    donor = proposal("organisation", "funded by Germany", "Germany", role="donor")
    query = Query(FUNDED, FUNDED, "en")

    _, plan = taken(FUNDED, facets, gazetteer, donor)
    _, without = taken(FUNDED, facets, gazetteer, donor, without=("donor:Germany",))
    given_back = adopt_plan(parse_plan(PlanDocument.of(plan).as_json()), query, gazetteer, facets)
    forged = replace(
        PlanDocument.of(plan), conditions=(ConditionDocument("country", None, "any", ("TD",), words="Germany"),)
    )

    assert PlanDocument.of(given_back) == PlanDocument.of(plan)
    assert (without.filters, without.plan.not_understood) == ({"country": ("NE",)}, ("Germany",))
    assert [condition.key for condition in without.plan.off] == ["donor:Germany"]
    assert adopt_plan(forged, query, gazetteer, facets).plan.not_understood == ("Germany",)


QUESTIONS = [
    FUNDED,
    EITHER,
    "Which projects are not about returnees in Ethiopia?",
    "Which are the only projects in Niger by the French agency?",
    "How many projects by Germany started before 2017 or later?",
    "Which projects that the Red Cross does not implement but funds are in Mali?",
    "the best 3 projects in Chad in March",
]


@st.composite
def proposals(draw: st.DrawFn) -> tuple[str, list[dict[str, object]]]:
    question = draw(st.sampled_from(QUESTIONS))
    words = question.rstrip("?.").split()
    listed = []
    for _ in range(draw(st.integers(1, 3))):
        first = draw(st.integers(0, len(words) - 1))
        claimed = " ".join(words[first : draw(st.integers(first + 1, len(words)))])
        listed.append(
            proposal(
                draw(st.sampled_from(["country", "organisation", "start", "year", "ongoing", "amount", "start_date"])),
                claimed,
                *draw(
                    st.lists(
                        st.sampled_from([*words, "2017", "-2016", "2018-", "2018-03", "yes", "Red Cross"]), max_size=2
                    )
                ),
                operator=draw(st.sampled_from(["any", "all", "none", "missing", "between", "at least", "at most"])),
                role=draw(st.sampled_from([None, None, "donor", "implementing"])),
            )
        )
    return question, [made for made in listed if made["role"] is None or made["field"] == "organisation"]


@given(proposals())
def test_no_proposal_takes_anything_from_the_plan_of_the_rules(
    facets: FacetMasks, gazetteer: Gazetteer, asked: tuple[str, list[dict[str, object]]]
) -> None:
    question, listed = asked

    read, plan = taken(question, facets, gazetteer, *listed)

    meant = [(c.field, c.operator, c.values, c.is_negated) for c in plan.plan.conditions]
    assert [c for c in read.plan.conditions if (c.field, c.operator, c.values, c.is_negated) not in meant] == []
    assert (plan.kind, plan.unit, plan.subject) == (read.kind, read.unit, read.subject)
    assert set(plan.plan.not_understood) <= set(read.plan.not_understood)
    added = [condition for condition in plan.plan.conditions if condition.is_proposed]
    unclear = [question[slice(*span)] for span, use in read.plan.uses if use is WordUse.NOT_UNDERSTOOD]
    for word in ("not", "only", "best", "or", "funds", "later"):
        if word in unclear and not any(word in condition.words for condition in added):
            assert word in plan.plan.not_understood
    assert added or plan == read
    assert json.loads(PlanDocument.of(plan).as_json())
