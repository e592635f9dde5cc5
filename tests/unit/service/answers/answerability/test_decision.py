from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.model_roles import ModelRole
from index.embedding.packaged.e5_with_universal import E5_WITH_UNIVERSAL
from index.embedding.packaged.minilm import MINILM
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from service.answers.answerability import decision
from service.answers.answerability.decision import (
    FOUND_BAR,
    STRONG_BAR,
    TOPIC_BAR,
    Decision,
    MatchStrength,
    Outcome,
    answer_probability,
    decide_outcome,
    load_calibration,
    topic_probability,
)
from service.answers.answerability.features import AnswerabilityFeatures
from service.answers.answerability.reading import Reading
from service.answers.quotations.features import ANY_MODEL
from service.reasons import PlacesMissing, Reason, ReasonCode, WordsAbsent

CLOSE = {
    "dense": 0.75,
    "passage_maxsim": 0.62,
    "passage_coverage": 1.0,
    "absent_share": 0.0,
    "missing_places": 0.0,
    "passage_score": 1.0,
    "sentence_cosine": 0.85,
    "margin": 2.0,
    "unheld_words": 0.0,
    "heaviest_unheld": 0.0,
    "missing_names": 0.0,
    "contradicts_negation": 0.0,
    "largest_deficit": 0.0,
    "least_in_passage": 0.5,
}
FAR = {
    **CLOSE,
    "dense": 0.15,
    "passage_maxsim": 0.25,
    "passage_coverage": 0.1,
    "absent_share": 0.6,
    "sentence_cosine": 0.2,
    "margin": 0.0,
    "unheld_words": 4.0,
    "heaviest_unheld": 6.0,
    "missing_names": 1.0,
    "largest_deficit": 5.0,
    "least_in_passage": 0.1,
}
ACROSS = {name: value for name, value in CLOSE.items() if name not in ("dense", "passage_coverage", "absent_share")}
FAMILIES: dict[ModelRole, str] = {"main": MINILM, "multilingual": UNIVERSAL_ENCODER}
SHARES = st.floats(0, 1)
TOKENS = ("passage_maxsim", "largest_deficit", "least_in_passage")


def known(families: Mapping[ModelRole, str] = FAMILIES, **features: Any) -> AnswerabilityFeatures:
    """Features that calibrated models measured, unless others are named."""
    return AnswerabilityFeatures(families=families, **features)


def test_close_passages_that_hold_the_words_are_found_without_excuse() -> None:
    verdict = decide_outcome(known(main=CLOSE))

    assert (verdict.outcome, verdict.why) == (Outcome.FOUND, ())
    assert verdict.probability > FOUND_BAR


def test_nothing_close_is_not_found_and_the_reason_names_the_words_that_are_nowhere() -> None:
    verdict = decide_outcome(known(main=FAR, absent=("penguins", "moon")))

    assert verdict.outcome is Outcome.NOT_FOUND
    assert verdict.why == (Reason(ReasonCode.OTHER_SUBJECT), WordsAbsent(("penguins", "moon")))


def test_without_any_evidence_nothing_is_found() -> None:
    verdict = decide_outcome(known())

    assert (verdict.outcome, verdict.why) == (Outcome.NOT_FOUND, (Reason(ReasonCode.NOTHING_CLOSE),))
    assert answer_probability(known()) == 0


def test_with_a_reservation_nothing_is_found_and_the_reason_says_it() -> None:
    missing = PlacesMissing(("KE",))
    plain, reserved = (
        decide_outcome(known(main=CLOSE)),
        decide_outcome(known(main=CLOSE, mismatches=(missing,))),
    )

    assert reserved.probability == plain.probability
    assert reserved.outcome is Outcome.PARTLY
    assert reserved.why == (missing,)
    assert (plain.match, reserved.match) == (MatchStrength.STRONG, MatchStrength.PARTIAL)


@given(st.fixed_dictionaries(dict.fromkeys(CLOSE, SHARES)))
def test_what_is_found_is_on_the_topic(features: dict[str, float]) -> None:
    question_features = known(main=features)

    assert answer_probability(question_features) <= topic_probability(question_features)
    assert (decide_outcome(question_features).outcome is Outcome.NOT_FOUND) == (
        topic_probability(question_features) < TOPIC_BAR
    )


@given(
    st.fixed_dictionaries(dict.fromkeys(CLOSE, SHARES)),
    st.lists(st.sampled_from(["moon", "penguins", "sun"]), unique=True),
    st.booleans(),
)
def test_what_is_partly_found_has_a_concrete_reason(
    features: dict[str, float], absent: list[str], is_elsewhere: bool
) -> None:
    mismatches = (PlacesMissing(("KE",)),) if is_elsewhere else ()

    verdict = decide_outcome(known(main=features, absent=tuple(absent), mismatches=mismatches))

    checks = [*mismatches, *([WordsAbsent(tuple(absent))] if absent else [])]
    if verdict.outcome is Outcome.PARTLY:
        assert list(verdict.why) == (checks or [Reason(ReasonCode.ONLY_WEAK_MATCHES)])
        assert checks or verdict.probability < FOUND_BAR
    if verdict.outcome is Outcome.NOT_FOUND:
        assert verdict.why[0] == Reason(ReasonCode.OTHER_SUBJECT)


@given(SHARES, SHARES, SHARES, SHARES)
def test_the_probability_is_one_and_never_falls_as_closeness_rises(
    dense: float, more: float, coverage: float, same: float
) -> None:
    low, high = sorted((dense, more))
    for name, rest in (
        ("main", CLOSE),
        ("multilingual", {**ACROSS, "term_coverage": coverage, "same_language": float(same > 0.5)}),
    ):
        first, second = (answer_probability(known(**{name: {**rest, "dense": closeness}})) for closeness in (low, high))

        assert 0 <= first <= second <= 1


def test_the_model_that_is_surer_speaks() -> None:
    across = {**ACROSS, "dense": 0.8, "term_coverage": 1.0, "same_language": 1.0}

    assert answer_probability(known(main=FAR, multilingual=across)) == answer_probability(known(multilingual=across))
    assert answer_probability(known(main=CLOSE, multilingual={**across, "dense": 0.0})) == answer_probability(
        known(main=CLOSE)
    )


def test_a_snapshot_without_tokens_is_judged_by_the_rest() -> None:
    plain = {name: value for name, value in CLOSE.items() if name not in TOKENS}

    assert 0 < answer_probability(known(main=plain)) < 1


@pytest.mark.parametrize(
    ("reached", "match"),
    [(STRONG_BAR, MatchStrength.STRONG), (FOUND_BAR, MatchStrength.PARTIAL), (FOUND_BAR - 0.01, MatchStrength.WEAK)],
)
def test_a_probability_is_told_in_a_word(reached: float, match: MatchStrength) -> None:
    assert Decision(outcome=Outcome.FOUND, probability=reached).match is match
    assert 0 < TOPIC_BAR <= FOUND_BAR < STRONG_BAR < 1


def test_the_weights_ship_with_what_they_were_fitted_on_and_meet_the_figures_promised() -> None:
    shipped = load_calibration()

    assert {role: set(models) for role, models in shipped.items()} == {
        "main": {MINILM, ANY_MODEL},
        "multilingual": {E5_WITH_UNIVERSAL, UNIVERSAL_ENCODER, ANY_MODEL},
        "readers": set(),
    }
    main, both = shipped["main"][MINILM]["with_tokens"], shipped["multilingual"][E5_WITH_UNIVERSAL]["with_tokens"]
    for parts in (main, both, shipped["main"][ANY_MODEL], shipped["multilingual"][ANY_MODEL]):
        assert all(fit["fitted_on"] and fit["weights"] for fit in parts.values())
    assert main["answer"]["auc"] >= 0.66
    assert main["answer"]["calibration_error"] <= 0.05
    assert main["topic"]["auc"] >= 0.98
    assert both["answer_between_languages"]["auc"] >= 0.7


@pytest.mark.parametrize("features", [CLOSE, FAR])
def test_a_model_that_was_not_calibrated_says_so_whatever_the_outcome(features: dict[str, float]) -> None:
    verdict = decide_outcome(known({"main": "another-model"}, main=features))

    assert Reason(ReasonCode.MODEL_UNCALIBRATED) in verdict.why


@given(SHARES, SHARES, st.booleans())
def test_what_a_reader_says_stands_for_what_embeddings_say_of_the_answer(
    said: float, more: float, is_close: bool
) -> None:
    features = CLOSE if is_close else FAR
    low, high = (known(main=features, reading=Reading("a reader", p)) for p in sorted((said, more)))

    assert answer_probability(low) == topic_probability(low) * min(said, more)
    assert answer_probability(low) <= answer_probability(high) <= topic_probability(high)
    assert (decide_outcome(low).outcome is Outcome.FOUND) == (answer_probability(low) >= FOUND_BAR)


def test_what_a_reader_confirms_has_to_meet_the_conditions_too() -> None:
    missing = PlacesMissing(("KE",))

    verdict = decide_outcome(known(main=CLOSE, mismatches=(missing,), reading=Reading("a reader", 1.0)))

    assert (verdict.outcome, verdict.why[0]) == (Outcome.PARTLY, missing)


def test_a_reader_that_was_not_measured_says_so_and_one_that_was_is_corrected(monkeypatch: pytest.MonkeyPatch) -> None:
    read = known({"main": "another-model"}, main=CLOSE, reading=Reading("a reader", 0.9))
    fitted = {**load_calibration(), "readers": {"a reader": {"slope": 0.5, "intercept": -3.0}}}

    before = decide_outcome(read)
    monkeypatch.setattr(decision, "load_calibration", lambda: fitted)
    after = decide_outcome(read)

    assert before.why == (Reason(ReasonCode.READER_UNCALIBRATED),)
    assert Reason(ReasonCode.READER_UNCALIBRATED) not in after.why
    assert after.probability < FOUND_BAR < before.probability


@given(SHARES, SHARES, SHARES)
def test_what_an_uncalibrated_model_measures_changes_nothing(cosine: float, maxsim: float, least: float) -> None:
    measured = {"dense": cosine, "passage_maxsim": maxsim, "least_in_passage": least, "margin": cosine}

    changed = known({"main": "another-model"}, main={**CLOSE, **measured})

    assert answer_probability(changed) == answer_probability(known({"main": "another-model"}, main=CLOSE))
