"""A model that was not calibrated is judged by words alone, and the answer says so."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.model_roles import ModelRole
from index.embedding.packaged.e5_with_universal import E5_WITH_UNIVERSAL
from index.embedding.packaged.minilm import MINILM
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from service.answers.answerability import decision
from service.answers.answerability.decision import (
    Outcome,
    decide_outcome,
    is_calibrated,
    load_calibration,
    probability_by_model,
    regressions_for,
)
from service.answers.answerability.features import AnswerabilityFeatures
from service.answers.quotations.features import ANY_MODEL
from service.reasons import Reason, ReasonCode

ROLES: tuple[ModelRole, ...] = get_args(ModelRole)
TOKENS = ("passage_maxsim", "largest_deficit", "least_in_passage")
MEASURED = (*TOKENS, "dense", "sentence_cosine", "passage_score", "margin")
"""What a model measures, on a scale of its own."""
SENTENCE = ("unheld_words", "heaviest_unheld", "missing_names", "contradicts_negation")
WORDS: dict[ModelRole, tuple[str, ...]] = {
    "main": ("passage_coverage", "absent_share", "missing_places", *SENTENCE),
    "multilingual": ("term_coverage", "same_language", "missing_places", *SENTENCE),
}
ELSEWHERE: dict[ModelRole, tuple[str, ...]] = {
    "main": (E5_WITH_UNIVERSAL, UNIVERSAL_ENCODER, ANY_MODEL, "another-model", f"hub/{MINILM}", ""),
    "multilingual": (MINILM, ANY_MODEL, "another-model", f"hub/{E5_WITH_UNIVERSAL}", ""),
}
"""Families that were not calibrated in a role."""
UNCALIBRATED = [(role, family) for role in ROLES for family in ELSEWHERE[role]]
SHARES = st.floats(0, 1)

every_uncalibrated = pytest.mark.parametrize(("role", "family"), UNCALIBRATED)


def measured(role: ModelRole, value: float = 0.5) -> dict[str, float]:
    return dict.fromkeys((*MEASURED, *WORDS[role]), value)


def features_by(role: ModelRole, family: str, known: Mapping[str, float]) -> AnswerabilityFeatures:
    return AnswerabilityFeatures(**{role: known}, families={role: family})  # type: ignore[arg-type]


@every_uncalibrated
@pytest.mark.parametrize("bar", [0.0, 1.1], ids=["found", "not found"])
def test_it_is_said_whatever_the_outcome(
    role: ModelRole, family: str, bar: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision, "FOUND_BAR", bar)

    decided = decide_outcome(features_by(role, family, measured(role)))

    assert (decided.outcome is Outcome.FOUND) == (bar == 0)
    assert decided.why[-1] == Reason(ReasonCode.MODEL_UNCALIBRATED)


@every_uncalibrated
@given(values=st.lists(SHARES, min_size=len(MEASURED), max_size=len(MEASURED)))
def test_what_it_measures_changes_nothing(role: ModelRole, family: str, values: list[float]) -> None:
    known = measured(role) | dict(zip(MEASURED, values, strict=True))

    assert probability_by_model(features_by(role, family, known)) == probability_by_model(
        features_by(role, family, measured(role))
    )


@every_uncalibrated
@given(words=st.data(), by=st.floats(-50, 50))
def test_the_regressions_of_other_models_change_nothing(
    role: ModelRole, family: str, words: st.DataObject, by: float
) -> None:
    known = measured(role) | {name: words.draw(SHARES) for name in WORDS[role]}
    features = features_by(role, family, known)

    assert probability_with(shifted(by), features) == probability_by_model(features)


@pytest.mark.parametrize(
    ("role", "family"), [("main", MINILM), ("multilingual", E5_WITH_UNIVERSAL), ("multilingual", UNIVERSAL_ENCODER)]
)
def test_a_calibrated_model_is_judged_by_its_own_regressions_without_remark(role: ModelRole, family: str) -> None:
    without_tokens = {name: value for name, value in measured(role).items() if name not in TOKENS}
    features = features_by(role, family, without_tokens)

    assert is_calibrated(features)
    assert ReasonCode.MODEL_UNCALIBRATED not in {reason.code for reason in decide_outcome(features).why}
    assert probability_with(shifted(1.0), features) != probability_by_model(features)


def test_one_model_that_was_not_calibrated_is_enough_for_the_remark() -> None:
    known = {"main": measured("main"), "multilingual": measured("multilingual")}
    families: dict[ModelRole, str] = {"main": MINILM, "multilingual": "another-model"}

    both = AnswerabilityFeatures(**known, families=families)  # type: ignore[arg-type]
    first = AnswerabilityFeatures(main=known["main"], families=families)

    assert (is_calibrated(both), is_calibrated(first)) == (False, True)


@pytest.mark.parametrize("kind", ["with_tokens", "without_tokens"])
def test_a_model_that_was_calibrated_only_the_other_way_says_so_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    calibration = deepcopy(load_calibration())
    calibration["main"][MINILM].pop(kind)
    monkeypatch.setattr(decision, "load_calibration", lambda: calibration)
    known = {name: value for name, value in measured("main").items() if kind == "with_tokens" or name not in TOKENS}

    assert regressions_for("main", MINILM, known) == calibration["main"][ANY_MODEL]
    assert not is_calibrated(features_by("main", MINILM, known))


def shifted(by: float) -> dict[str, Any]:
    """Copy the calibration that ships, the intercepts of all models but *any* changed."""
    calibration: dict[str, Any] = deepcopy(load_calibration())
    for models in calibration.values():
        for family, kinds in models.items():
            for parts in kinds.values() if family != ANY_MODEL else ():
                for part in parts.values():
                    part["intercept"] += by
    return calibration


def probability_with(calibration: Mapping[str, Any], features: AnswerabilityFeatures) -> dict[ModelRole, float]:
    """Give the probabilities as they are with another calibration."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decision, "load_calibration", lambda: calibration)
        return probability_by_model(features)
