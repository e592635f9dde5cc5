from __future__ import annotations

import os
from pathlib import Path

from corpus.loading.files import find_files, name_of_file
from corpus.parsing.results import Problem, ProblemKind


def found(*paths: Path) -> tuple[list[Path], list[Problem]]:
    items = list(find_files(paths))
    return [item for item in items if isinstance(item, Path)], [item for item in items if isinstance(item, Problem)]


def test_links_that_lead_out_of_the_given_folders_are_named_and_skipped(tmp_path: Path) -> None:
    outside, inside, beside = (tmp_path / name for name in ("outside", "inside", "beside"))
    for folder in (outside, inside, beside):
        folder.mkdir()
        (folder / "page.txt").write_text("The Tide Clock", encoding="utf-8")
    (inside / "all").symlink_to(outside)
    (inside / "one.txt").symlink_to(outside / "page.txt")
    (inside / "own.txt").symlink_to(inside / "page.txt")
    (inside / "of-beside.txt").symlink_to(beside / "page.txt")

    files, problems = found(inside, beside)

    assert files == [inside / "of-beside.txt", inside / "own.txt", inside / "page.txt", beside / "page.txt"]
    assert [(Path(problem.source).name, problem.kind) for problem in problems] == [
        ("all", ProblemKind.OUTSIDE),
        ("one.txt", ProblemKind.OUTSIDE),
    ]
    assert all(str(outside) in problem.reason for problem in problems)


def test_a_link_that_was_given_itself_is_followed(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "page.txt").write_text("The Tide Clock", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "there")

    assert found(tmp_path / "link") == ([tmp_path / "link" / "page.txt"], [])


def test_what_is_no_file_is_named_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    files, (problem,) = found(tmp_path)
    given_alone, (alone,) = found(tmp_path / "pipe.txt")

    assert files == given_alone == []
    assert problem == alone
    assert (problem.kind, Path(problem.source).name) == (ProblemKind.CLOSED, "pipe.txt")
    assert "pipe" in problem.reason


def test_a_name_is_written_on_one_line(tmp_path: Path) -> None:
    assert name_of_file(Path("a\nb\x1b[31m\u202e ж é.txt")) == r"a\nb\x1b[31m\u202e ж é.txt"
