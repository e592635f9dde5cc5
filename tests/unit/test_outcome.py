from __future__ import annotations

import pytest

from service.outcome import FOUND_ACROSS, PARTLY_ACROSS, Evidence, Outcome, decide, strength


def test_close_passages_that_hold_the_words_are_found_without_excuse() -> None:
    assert decide(Evidence(similarity=0.6, across=0.0, coverage=0.9, absent=())) == (Outcome.FOUND, "")


def test_some_closeness_is_partly_and_says_which_words_are_absent() -> None:
    outcome, why = decide(Evidence(similarity=0.5, across=0.0, coverage=0.3, absent=("glacier",)))

    assert outcome is Outcome.PARTLY
    assert "“glacier”" in why


def test_nothing_close_is_not_found_with_a_reason() -> None:
    outcome, why = decide(Evidence(similarity=0.2, across=0.1, coverage=0.2, absent=("penguins", "moon")))

    assert outcome is Outcome.NOT_FOUND
    assert "“penguins”, “moon”" in why


def test_more_evidence_never_makes_the_outcome_worse() -> None:
    order = [Outcome.NOT_FOUND, Outcome.PARTLY, Outcome.FOUND]
    steps = [number / 20 for number in range(21)]
    for across in steps:
        ranks = [[order.index(decide(Evidence(s, across, c, ()))[0]) for c in steps] for s in steps]

        assert all(row == sorted(row) for row in ranks)
        assert all(list(column) == sorted(column) for column in zip(*ranks, strict=True))
    rising = [order.index(decide(Evidence(0.0, across, 0.0, ()))[0]) for across in steps]
    assert rising == sorted(rising)
    assert {rising[0], rising[-1]} == {0, 2}


@pytest.mark.parametrize(
    ("across", "outcome"),
    [
        (FOUND_ACROSS, Outcome.FOUND),
        (FOUND_ACROSS - 0.01, Outcome.PARTLY),
        (PARTLY_ACROSS, Outcome.PARTLY),
        (PARTLY_ACROSS - 0.01, Outcome.NOT_FOUND),
    ],
)
def test_between_languages_closeness_alone_decides(across: float, outcome: Outcome) -> None:
    reached, why = decide(Evidence(similarity=0.0, across=across, coverage=0.0, absent=()))

    assert reached is outcome
    assert bool(why) is (outcome is not Outcome.FOUND)


def test_the_better_of_both_models_counts_once() -> None:
    assert strength(Evidence(0.5, 0.3, 0.4, ())) == strength(Evidence(0.5, 0.5, 0.4, ())) == pytest.approx(0.7)
