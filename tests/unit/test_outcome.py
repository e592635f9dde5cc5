from __future__ import annotations

from service.outcome import Evidence, Outcome, decide


def test_close_passages_that_hold_the_words_are_found_without_excuse() -> None:
    assert decide(Evidence(similarity=0.6, coverage=0.9, absent=())) == (Outcome.FOUND, "")


def test_some_closeness_is_partly_and_says_which_words_are_absent() -> None:
    outcome, why = decide(Evidence(similarity=0.5, coverage=0.3, absent=("glacier",)))

    assert outcome is Outcome.PARTLY
    assert "“glacier”" in why


def test_nothing_close_is_not_found_with_a_reason() -> None:
    outcome, why = decide(Evidence(similarity=0.2, coverage=0.2, absent=("penguins", "moon")))

    assert outcome is Outcome.NOT_FOUND
    assert "“penguins”, “moon”" in why


def test_more_evidence_never_makes_the_outcome_worse() -> None:
    order = [Outcome.NOT_FOUND, Outcome.PARTLY, Outcome.FOUND]
    steps = [number / 20 for number in range(21)]
    ranks = [[order.index(decide(Evidence(s, c, ()))[0]) for c in steps] for s in steps]

    assert all(row == sorted(row) for row in ranks)
    assert all(list(column) == sorted(column) for column in zip(*ranks, strict=True))
