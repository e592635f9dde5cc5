from __future__ import annotations

import pytest

from index.embedding.registry import DEFAULT_MODEL, EMBEDDERS, load_embedder, multilingual_name
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.embedding.universal_encoder import NAME as UNIVERSAL


def test_the_packaged_models_are_registered() -> None:
    assert set(EMBEDDERS) == {DEFAULT_MODEL, UNIVERSAL}


@pytest.mark.parametrize("name", ["some/folder", DEFAULT_MODEL])
def test_a_name_beside_the_universal_encoders_is_a_sentence_transformer(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(SentenceTransformerEmbedder, "from_name", lambda *given: asked.append(given))

    load_embedder(name, "openvino")

    assert asked == [(name, "openvino")]


@pytest.mark.parametrize(
    ("setting", "main", "expected"),
    [
        ("auto", DEFAULT_MODEL, UNIVERSAL),
        ("auto", "another-model", None),
        ("none", DEFAULT_MODEL, None),
        (UNIVERSAL, "another-model", UNIVERSAL),
        ("some/folder", DEFAULT_MODEL, "some/folder"),
    ],
)
def test_the_multilingual_model_goes_with_the_main_one_unless_it_is_named(
    setting: str, main: str, expected: str | None
) -> None:
    assert multilingual_name(setting, main) == expected
