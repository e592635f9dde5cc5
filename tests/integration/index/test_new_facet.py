"""A facet is one file: in a copy of the program that has one more, it is indexed, filtered by, counted and shown."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from corpus import Limit, Practice, default_counter
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.embedding.embedder import Embedder
from index.snapshot.files import cache_file

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "CONTRIBUTING.md"
FILES = re.compile(r"^`([\w/]+reviewed\.py)`:\n\n```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_a_file_more_is_a_facet_of_everything(
    tmp_path: Path, hashing_embedder: Embedder, small_practices: list[Practice]
) -> None:
    copy, before = tmp_path / "copy", tmp_path / "before"
    build_snapshot(
        before,
        Collection(practices=small_practices),
        hashing_embedder,
        Limit(default_counter(), 100),
        cache=cache_file(before),
    )
    for part in ("corpus", "index", "service", "tests"):
        shutil.copytree(ROOT / part, copy / part)
    shutil.copy(ROOT / "pyproject.toml", copy)
    example = dict(FILES.findall(EXAMPLE.read_text(encoding="utf-8")))
    for path, text in example.items():
        (copy / path).write_text(text, encoding="utf-8")
    definition, test = example

    checks = [test, "tests/unit/index/facets/test_registry.py", "tests/support/new_facet_checks.py"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *checks],
        cwd=copy,
        env=os.environ | {"PYTHONPATH": str(copy), "INDEX_BUILT_BEFORE": str(before)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert definition == "index/facets/definitions/reviewed.py"
    assert done.returncode == 0, done.stdout
