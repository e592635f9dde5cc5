from __future__ import annotations

import sys
from pathlib import Path

import pytest

from corpus import collect
from corpus.loading.sandbox import Sandbox, SandboxLimits
from corpus.readers import READERS
from tests.bench import hostile


def test_hostile_files_are_practices_or_problems_and_the_good_ones_among_them_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = SandboxLimits(pause=2, seconds=4, memory=768 * 2**20, results=2**26)
    monkeypatch.setattr(sys.modules["corpus.loading.collect"], "Sandbox", lambda: Sandbox(lambda _: short))
    bad = list(hostile.hostile_files(tmp_path, 150, seed=5))
    for ending in sorted(set(READERS) & set(hostile.REAL)):
        (tmp_path / f"{bad[40].name}-good{ending}").write_bytes(hostile.REAL[ending]())

    collection = collect([tmp_path])

    told = {Path(problem.source.split(", page ")[0]).name.partition("#")[0] for problem in collection.problems}
    read = {Path(capture.source).name for practice in collection.practices for capture in practice.captures}
    endings = {Path(name.partition("#")[0].partition(":")[0]).suffix for name in read if "-good" in name}
    assert collection.files == len(list(tmp_path.iterdir()))
    assert len(told) > 50
    assert len(collection.practices) > 20
    assert endings >= {".docx", ".html", ".json", ".jsonl", ".md", ".pdf", ".txt"}
