from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.loading.collect import Collection
from corpus.model import Practice
from corpus.parsing.results import Problem, ProblemKind
from index.build.lost_practices import refuse_fewer
from index.errors import FewerPracticesError
from index.snapshot.writing import write_snapshot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index folder whose snapshot has ten practices."""
    write_snapshot(tmp_path, {"counts": {"practices": 10}, "content": "a"}, lambda _: None)
    return tmp_path


def collection(size: int, *problems: Problem) -> Collection:
    return Collection([Practice(str(number), "Clock") for number in range(size)], list(problems))


@pytest.mark.parametrize(("size", "is_refused"), [(0, True), (4, True), (5, False), (11, False)])
def test_less_than_half_of_what_serves_is_refused(folder: Path, size: int, is_refused: bool) -> None:
    if not is_refused:
        refuse_fewer(collection(size), folder)
        return
    with pytest.raises(FewerPracticesError, match=rf"Only {size} .* has 10; the index stays .* --accept-fewer"):
        refuse_fewer(collection(size), folder)


def test_a_path_that_is_missing_is_refused_and_named_whatever_else_was_read(tmp_path: Path) -> None:
    missing = [Problem(f"/mnt/{number}", "no such file or folder.", ProblemKind.MISSING) for number in range(9)]

    with pytest.raises(FewerPracticesError) as raised:
        refuse_fewer(collection(100, *missing), tmp_path)

    assert "/mnt/4: no such file or folder. … and 4 more." in str(raised.value)
    assert "/mnt/5" not in str(raised.value)


def test_a_file_that_cannot_be_read_or_an_index_that_is_damaged_refuses_nothing(folder: Path) -> None:
    refuse_fewer(collection(9, Problem("a.pdf", "damaged")), folder)
    manifest = next(folder.glob("snapshots/*/manifest.json"))
    manifest.write_text(json.dumps({"format": 0}), encoding="utf-8")

    refuse_fewer(collection(1), folder)
