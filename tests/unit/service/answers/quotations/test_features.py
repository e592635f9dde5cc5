"""What a sentence is worth rests on the weights of the model that scored it, or on those of none."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.packaged.e5_with_universal import E5_WITH_UNIVERSAL
from index.embedding.packaged.minilm import MINILM
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from service.answers.quotations import features as module
from service.answers.quotations.features import ANY_MODEL, SentenceFeatures, load_sentence_weights, log_odds

NAMES = [field.name for field in fields(SentenceFeatures)]
MEASURED = {"cosine", "maxsim", "weighted_maxsim", "passage_maxsim", "words", "passage_words"}
"""What a model measures, on a scale of its own."""
MEASURED_MODELS = [MINILM, E5_WITH_UNIVERSAL, UNIVERSAL_ENCODER]
UNMEASURED = [ANY_MODEL, "another-model", "", f"sentence-transformers/{MINILM}", MINILM.upper()]
FEATURES = st.builds(SentenceFeatures, **dict.fromkeys(NAMES, st.floats(-1, 1)))


def odds_with(fitted: Mapping[str, Any], features: SentenceFeatures, model: str) -> float:
    """Give the log-odds as they are with other weights."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "load_sentence_weights", lambda: fitted)
        return log_odds(features, model)


def changed(model: str, by: float) -> dict[str, Any]:
    """Copy the weights that ship, those of a model all changed and all there."""
    fitted: dict[str, Any] = deepcopy(load_sentence_weights())
    own = fitted[model]["weights"]
    fitted[model]["weights"] = {name: own.get(name, 0.0) + by for name in NAMES}
    return fitted


@pytest.mark.parametrize("model", [*MEASURED_MODELS, *UNMEASURED])
@given(features=FEATURES, by=st.floats(-50, 50))
def test_the_weights_of_a_model_say_nothing_of_another(model: str, features: SentenceFeatures, by: float) -> None:
    for other in MEASURED_MODELS:
        if other != model:
            assert odds_with(changed(other, by), features, model) == log_odds(features, model)


@pytest.mark.parametrize("model", MEASURED_MODELS)
def test_the_weights_of_a_model_are_its_own(model: str) -> None:
    features = SentenceFeatures(**dict.fromkeys(NAMES, 1.0))

    assert odds_with(changed(model, 1.0), features, model) == pytest.approx(log_odds(features, model) + len(NAMES))


@pytest.mark.parametrize("model", UNMEASURED)
@given(features=FEATURES, value=st.floats(-1, 1))
def test_what_a_model_without_weights_measures_changes_nothing(
    model: str, features: SentenceFeatures, value: float
) -> None:
    other = replace(features, **dict.fromkeys(MEASURED, value))

    assert log_odds(other, model) == log_odds(features, model)


def test_the_weights_ship_with_what_they_were_fitted_on() -> None:
    shipped = load_sentence_weights()

    assert set(shipped) == {*MEASURED_MODELS, ANY_MODEL}
    assert all(fit["fitted_on"] and set(fit["weights"]) <= set(NAMES) for fit in shipped.values())
    assert not MEASURED & set(shipped[ANY_MODEL]["weights"])
