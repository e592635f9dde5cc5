from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import BUILT_IN, Limit, Practice, collect, default_counter
from corpus.loading.collect import Collection
from corpus.model import Capture
from corpus.parsing.results import Problem
from index.build import preparation as module
from index.build.builder import build_snapshot
from index.build.preparation import PreparedPractice, prepare_practice, prepare_practices
from index.embedding.passage_text import InputLimits
from index.snapshot.snapshot import Snapshot
from tests.support.hashing_embedder import HashingEmbedder
from tests.support.hostile_texts import one_section

BUDGET = Limit(default_counter(), 60)
MODEL = InputLimits(Limit(default_counter(), 120))


@pytest.fixture(scope="module")
def practices() -> list[Practice]:
    return collect([BUILT_IN]).practices


def call(
    practices: list[Practice], path: Path | None, names: Sequence[str] = ("model",), limits: InputLimits = MODEL
) -> list[PreparedPractice | Problem]:
    return list(prepare_practices(practices, BUDGET, limits, names, path))


def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of what is made from now on."""
    ids: list[str] = []

    def noted(practice: Practice, budget: Limit, model: InputLimits) -> PreparedPractice:
        ids.append(practice.practice_id)
        return prepare_practice(practice, budget, model)

    monkeypatch.setattr(module, "prepare_practice", noted)
    return ids


def test_what_is_kept_reads_back_equal(practices: list[Practice], tmp_path: Path) -> None:
    anew = call(practices, None)

    assert call(practices, tmp_path / "kept.sqlite") == anew
    assert call(practices, tmp_path / "kept.sqlite") == anew
    assert any(isinstance(prepared, PreparedPractice) and prepared.acronyms for prepared in anew)
    assert any(isinstance(prepared, PreparedPractice) and prepared.keywords for prepared in anew)


def test_one_changed_practice_is_made_anew_alone(
    practices: list[Practice], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(practices, tmp_path / "kept.sqlite")
    changed = replace(practices[3], title=f"{practices[3].title} again")
    ids = made(monkeypatch)

    prepared = call([*practices[:3], changed, *practices[4:]], tmp_path / "kept.sqlite")

    assert ids == [changed.practice_id]
    assert prepared[3] == prepare_practice(changed, BUDGET, MODEL)


def test_the_time_of_reading_makes_nothing_anew(
    practices: list[Practice], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(practices, tmp_path / "kept.sqlite")
    ids = made(monkeypatch)

    captures = (Capture("x", "2026-11-25"),)
    call([replace(practice, captures=captures) for practice in practices], tmp_path / "kept.sqlite")

    assert ids == []


def test_another_model_or_another_program_makes_everything_anew(
    practices: list[Practice], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call(practices, tmp_path / "kept.sqlite")
    ids = made(monkeypatch)

    call(practices, tmp_path / "kept.sqlite", ["another"])
    call(practices, tmp_path / "kept.sqlite", ["model", "another"], InputLimits(MODEL.main, MODEL.main))
    call(practices, tmp_path / "kept.sqlite", ["model", "another"], InputLimits(MODEL.main, BUDGET))
    monkeypatch.setattr(module, "_program", lambda: "another")
    call(practices, tmp_path / "kept.sqlite")

    assert len(ids) == 4 * len(practices)


def test_the_program_is_known_by_all_its_files_but_the_built_in_collection() -> None:
    suffixes = {
        path.suffix
        for folder in module._PACKAGES
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != "py.typed"
    }

    assert suffixes - module._PROGRAM_SUFFIXES == {".md"}


class PanicException(BaseException):
    """What a panic in Rust looks like."""


@pytest.mark.parametrize("error", [PanicException("byte index 3"), ValueError("odd"), MemoryError()])
def test_a_practice_that_a_stage_cannot_take_is_a_problem_and_the_rest_goes_on(
    error: BaseException, practices: list[Practice], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(text: str) -> str | None:
        if text.startswith("PANIC"):
            raise error
        return None

    monkeypatch.setattr(module, "language_of", fail)
    bad = replace(one_section("PANIC here", practice_id="bad"), captures=(Capture("bad.txt"),))
    collection = Collection([*practices[:2], bad, *practices[2:4]])

    report = build_snapshot(tmp_path / "index", collection, HashingEmbedder(), BUDGET, cache=tmp_path / "cache.sqlite")

    assert [problem["source"] for problem in report.problems] == ["bad.txt"]
    assert type(error).__name__ in report.problems[0]["reason"]
    assert report.practices == 4
    assert len(Snapshot.open(tmp_path / "index").practices) == 4


def test_the_end_that_somebody_asks_for_is_no_problem_of_a_practice(
    practices: list[Practice], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(text: str) -> str | None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "language_of", stop)

    with pytest.raises(KeyboardInterrupt):
        call(practices[:1], None)
