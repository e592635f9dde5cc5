"""What is said of all sentences holds for each of them; what only some lack is said of the first alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.answers.answerability.unmet import told_of_all
from service.reasons import NamesChanged, PlacesMissing, Reason, ReasonCode, Unmet, YearsMissing

MONEY, AMOUNT, COUNTED = map(
    Unmet, (ReasonCode.NO_SUM_OF_MONEY, ReasonCode.NO_AMOUNT_OR_DATE, ReasonCode.NOTHING_COUNTED)
)
CODES = ("KE", "NE", "IT")


def by_none(reason: Unmet) -> Unmet:
    return Unmet(reason.code, by_none=True)


@pytest.mark.parametrize(
    ("unmet", "others", "told"),
    [
        ([MONEY], [[MONEY], [MONEY, AMOUNT]], [by_none(MONEY)]),
        ([MONEY], [[MONEY], []], [MONEY]),
        ([MONEY], [], [MONEY]),  # a single sentence is no several
        ([COUNTED], [[AMOUNT], [COUNTED]], [by_none(COUNTED)]),
        ([AMOUNT], [[COUNTED]], [AMOUNT]),  # it states a number, if of something else
        ([PlacesMissing(("KE",))], [[PlacesMissing(("KE", "NE"))]], [PlacesMissing(("KE",), by_none=True)]),
        ([PlacesMissing((), ("KE",))], [[PlacesMissing((), ("KE",))]], [PlacesMissing((), ("KE",), by_none=True)]),
        ([PlacesMissing((), ("KE",))], [[PlacesMissing(("KE",))]], [PlacesMissing((), ("KE",))]),
        (
            [YearsMissing(((2019, 2019), (2021, 2021)))],
            [[YearsMissing(((2021, 2021),))]],
            [YearsMissing(((2021, 2021),), by_none=True), YearsMissing(((2019, 2019),))],
        ),
    ],
)
def test_a_condition_that_no_sentence_meets_is_told_of_all(
    unmet: list[Reason], others: list[list[Reason]], told: list[Reason]
) -> None:
    assert list(told_of_all(unmet, others)) == told


def test_what_is_no_condition_on_a_sentence_stays_as_it_is() -> None:
    reasons = [NamesChanged((("a", "b"),)), Reason(ReasonCode.NEGATION_CONTRADICTED)]

    assert list(told_of_all(reasons, [reasons])) == reasons


@given(
    st.sets(st.sampled_from(CODES), min_size=1),
    st.lists(st.sets(st.sampled_from(CODES)), max_size=4),
)
def test_of_each_place_it_is_said_once_and_truly(first: set[str], others: list[set[str]]) -> None:
    told = list(
        told_of_all(
            [PlacesMissing(tuple(sorted(first)))],
            [[PlacesMissing(tuple(sorted(other)))] if other else [] for other in others],
        )
    )

    said = [(code, reason.by_none) for reason in told if isinstance(reason, PlacesMissing) for code in reason.countries]
    assert sorted(said) == [(code, bool(others) and all(code in other for other in others)) for code in sorted(first)]
