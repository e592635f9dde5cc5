"""The other words that pages, API and command line share."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import Practice
from corpus.model import Capture, Dates
from index.enrichment.objective_classifier import InferredObjective
from service.answers.answerability.decision import MatchStrength, Outcome
from service.answers.support import Support
from service.feedback.store import REASONS
from service.messages.answers import HEADLINES, describe_intent, describe_support
from service.messages.feedback import FEEDBACK_REASONS
from service.messages.practices import list_facts
from service.messages.writing import FAULTS, describe_left_out
from service.questions.intent import AnswerKind, Unit
from service.reasons import Reason, ReasonCode, WriterSlow
from service.wording import unit_name
from service.writer.verification import Fault


def test_every_outcome_unit_fault_and_feedback_reason_has_its_words() -> None:
    assert set(HEADLINES) == set(Outcome)
    assert set(FAULTS) == set(Fault)
    assert tuple(FEEDBACK_REASONS) == REASONS
    assert len({unit_name(unit, count) for unit in get_args(Unit) for count in (1, 2)}) == 2 * len(get_args(Unit))
    assert len(set(FAULTS.values())) == len(FAULTS)


def test_one_of_a_unit_is_singular_and_any_other_number_plural() -> None:
    assert [unit_name("country", count) for count in (0, 1, 2)] == ["countries", "country", "countries"]
    assert describe_intent("count", "partner") == "a number of partner or donor organisations"
    assert describe_intent("list", "network") == "a list of networks"


def test_support_is_told_in_a_line() -> None:
    support = Support(2, ("IOM", "Red Cross"), 2021, ongoing=True, only_country="NE")

    assert describe_support("passage", support) == (
        "2 practices of 2 implementers, all from Niger (newest year 2021, ongoing)."
    )
    assert describe_support("passage", Support(1)) == "One practice."
    assert (
        describe_support("passage", Support(1, ("IOM",), 2007, only_country="IT")) == "One practice, from Italy (2007)."
    )
    assert describe_support("list", Support(3)) == "No implementer is stated."
    assert describe_support("count", replace(support, only_country=None)).startswith("Of 2 implementers (")


@given(st.sampled_from(get_args(AnswerKind)), st.integers(0, 9), st.none() | st.integers(1990, 2030), st.booleans())
def test_no_line_of_support_speaks_of_the_match(
    kind: AnswerKind, practices: int, newest: int | None, ongoing: bool
) -> None:
    said = describe_support(kind, Support(practices, newest=newest, ongoing=ongoing))

    assert not {strength.value for strength in MatchStrength} & set(said.casefold().split())
    assert "match" not in said
    assert said.endswith(".")


def test_what_is_known_of_a_practice_is_a_fact_each() -> None:
    known = Practice(
        "a", "A", countries=("NE", "KE"), dates=Dates(as_written="2016 - 2018"), type="Law", primary_objectives=(3, 7)
    )
    failing = Practice("b", "B", captures=(Capture("b.html", "2026-01-02T03:04:05Z", "2026-02-03T04:05:06Z"),))
    fetched = Practice("c", "C", captures=(Capture("c.html", "2026-01-02T03:04:05Z"),))

    assert list_facts(known) == ["Niger, Kenya", "2016 - 2018", "Law", "GCM objective 3, 7"]
    assert list_facts(failing) == ["cannot be reached since 2026-02-03"]
    assert list_facts(fetched, [InferredObjective(5, 0.9)]) == [
        "probably GCM objective 5 (inferred)",
        "last checked 2026-01-02",
    ]


@pytest.mark.parametrize(
    ("left_out", "why", "said"),
    [
        ({}, None, ""),
        ({Fault.MARKUP: 1}, None, "1 sentence was left out: a link or markup (1)."),
        (
            {Fault.REPEATED: 1, Fault.NAME: 2},
            WriterSlow(20.0),
            "3 sentences were left out: a name that its quotations do not hold (2); said before (1). "
            "The answer writer took longer than 20 seconds.",
        ),
        ({}, Reason(ReasonCode.WRITER_BROKE_OFF), "The answer writer broke off."),
    ],
)
def test_what_was_left_out_of_a_written_answer_is_counted_then_why_it_ended(
    left_out: dict[Fault, int], why: Reason | None, said: str
) -> None:
    assert describe_left_out(Counter(left_out), why) == said
