from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import MODELS, ROOT

pytestmark = pytest.mark.model

PROGRAM = f"""
from pathlib import Path
from index.embedding.packaged.minilm import load_minilm
load_minilm(Path({str(MODELS)!r})).embed_queries(["a harbour"])
"""


def test_the_runtime_of_the_models_keeps_no_id_of_this_machine_and_reports_to_nobody(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    environment = kept | {"HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}

    subprocess.run([sys.executable, "-c", PROGRAM], env=environment, check=True)

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
