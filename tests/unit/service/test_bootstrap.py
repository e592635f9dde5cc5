from __future__ import annotations

import pytest

from index.embedding.registry import DEFAULT_MODEL
from index.errors import ModelError
from service import bootstrap
from service.bootstrap import Bootstrap
from service.settings import Settings


@pytest.mark.parametrize(
    ("settings", "variable"),
    [(Settings(model="nonsense"), "PRACTICES_MODEL"), (Settings(across_model="nonsense"), "PRACTICES_ACROSS_MODEL")],
)
def test_a_model_that_cannot_be_loaded_is_an_error_that_names_its_variable_alone(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, variable: str
) -> None:
    def load(name: str, _: object) -> None:
        if name == "nonsense":
            raise ModelError("It is nowhere.")

    monkeypatch.setattr(bootstrap, "load_embedder", load)

    with pytest.raises(ModelError) as error:
        _ = Bootstrap(settings).models
    assert str(error.value) == f"{variable}=nonsense: It is nowhere. Or unset {variable} for the packaged model."


def test_of_a_packaged_model_no_variable_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(name: str, _: object) -> None:
        raise ModelError(f"{name} needs its package.")

    monkeypatch.setattr(bootstrap, "load_embedder", load)

    with pytest.raises(ModelError, match=f"^{DEFAULT_MODEL} needs its package.$"):
        _ = Bootstrap(Settings()).models
