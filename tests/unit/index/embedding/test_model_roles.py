from __future__ import annotations

import pytest

from index.embedding.model_roles import model_family


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("all-MiniLM-L6-v2@53aa51172d14.1", "all-MiniLM-L6-v2"),
        ("universal-sentence-encoder-multilingual-3", "universal-sentence-encoder-multilingual-3"),
        ("organisation/model-on-a-hub", "organisation/model-on-a-hub"),
        ("models/mine@0123456789ab", "models/mine"),
    ],
)
def test_a_family_is_a_model_in_any_version(name: str, family: str) -> None:
    assert model_family(name) == family


def test_a_folder_named_after_a_packaged_model_is_none_of_its_family() -> None:
    assert model_family("all-MiniLM-L6-v2@tuned@0123456789ab") == "all-MiniLM-L6-v2@tuned"
