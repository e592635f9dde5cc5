from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from corpus import collect
from corpus.parsing.results import Problem, ProblemKind
from corpus.readers import READERS

PAGE = "Repository of Practices\nThe Tide Clock\nDates\n{dates}\nSummary\nIt ticks.\nNewsletter\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "a.txt").write_text(PAGE.format(dates="2018"), encoding="utf-8")
    (tmp_path / "b.md").write_text("# The Sundial\n\n## Summary\n\nIt throws a shadow.\n", encoding="utf-8")
    (tmp_path / "c.HTML").write_text("<h1>The Bell</h1><p>It rings.</p>", encoding="utf-8")
    (tmp_path / "inner" / "d.json").write_text('[{"title": "The Horn"}, {"title": "The Drum"}]', encoding="utf-8")
    (tmp_path / "inner" / "e.jsonl").write_text('{"title": "The Lamp"}\n', encoding="utf-8")
    return tmp_path


def test_a_folder_of_mixed_formats_is_read_in_the_order_of_its_files(folder: Path) -> None:
    collection = collect([folder])

    titles = ["The Tide Clock", "The Sundial", "The Bell", "The Horn", "The Drum", "The Lamp"]
    assert [practice.title for practice in collection.practices] == titles
    assert [Path(practice.source).name for practice in collection.practices] == [
        "a.txt",
        "b.md",
        "c.HTML",
        "d.json#1",
        "d.json#2",
        "e.jsonl:1",
    ]
    assert (collection.files, collection.problems, collection.notes) == (5, [], [])
    assert collection.furniture == {"Repository of Practices": 1, "Newsletter": 1}


def test_hidden_files_and_folders_are_left_alone(folder: Path) -> None:
    (folder / ".hidden.md").write_text("# Hidden", encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "page.md").write_text("# Hidden", encoding="utf-8")

    assert collect([folder]).files == 5


def test_what_cannot_be_read_is_named_with_the_reason_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "f.docx").write_bytes(b"PK")
    (folder / "g.json").write_text("{", encoding="utf-8")
    (folder / "noending").write_text("text", encoding="utf-8")
    (folder / "z.txt").write_bytes(b"ab\0\1" * 64)
    (folder / "void").mkdir()

    collection = collect([folder, folder / "missing.txt", folder / "void"])

    assert len(collection.practices) == 6
    assert [(Path(problem.source).name, problem.reason.split(":")[0]) for problem in collection.problems] == [
        ("empty.txt", "the file is empty."),
        ("f.docx", "not a Word file, or a damaged one; open it and save it again (BadZipFile)."),
        ("g.json", "not valid JSON"),
        ("noending", "files of type '(none)' are not read; known"),
        ("z.txt", "not a text file (64 control characters in 128)."),
        ("missing.txt", "no such file or folder."),
        ("void", "the folder holds no files."),
    ]
    assert collection.problems[3].reason.endswith(f"known: {' '.join(sorted(READERS))}.")


def test_a_link_that_leads_nowhere_is_named_with_the_reason(folder: Path) -> None:
    (folder / "b.md").unlink()
    (folder / "b.md").symlink_to(folder / "nowhere.md")

    collection = collect([folder])

    assert collection.problems == [Problem(str(folder / "b.md"), "cannot be opened: No such file or directory.")]
    assert len(collection.practices) == 5


def test_the_same_page_in_two_files_is_kept_once_with_the_values_of_either(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE.format(dates=""), encoding="utf-8")
    values = {"title": "The Tide Clock", "dates": "2018", "countries": ["NE"], "mood": "calm", "summary": "It  ticks."}
    (tmp_path / "b.json").write_text(json.dumps(values), encoding="utf-8")

    collection = collect([tmp_path])

    (practice,) = collection.practices
    assert practice.dates is not None
    assert (practice.dates.start, practice.countries, practice.extra) == ("2018", ("NE",), {"mood": "calm"})
    assert practice.source == str(tmp_path / "a.txt")
    assert collection.notes == [f"{tmp_path / 'b.json'}#1: the same page as {tmp_path / 'a.txt'}; kept once."]


def test_a_page_pasted_twice_in_one_file_is_kept_once_and_reported(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text(PAGE.format(dates="2018") * 2, encoding="utf-8")

    collection = collect([page])

    assert [practice.practice_id for practice in collection.practices] == ["the-tide-clock"]
    assert collection.notes == [f"{page}: the same page as {page}; kept once."]


def test_different_pages_with_one_title_are_told_apart(tmp_path: Path) -> None:
    for name, text in {"a": "It ticks.", "b": "It tocks.", "c": "It tocks."}.items():
        (tmp_path / f"{name}.md").write_text(f"# Clock\n\n{text}\n", encoding="utf-8")

    collection = collect([tmp_path])

    first, second = collection.practices
    assert (first.practice_id, first.sections[0].text) == ("clock", "It ticks.")
    assert second.practice_id.startswith("clock-")
    assert second.sections[0].text == "It tocks."
    assert [note.split(": ", 1)[1] for note in collection.notes] == [
        f"the same page as {tmp_path / 'b.md'}; kept once.",
        f"another page with the id 'clock' of {tmp_path / 'a.md'}; kept as {second.practice_id!r}.",
    ]


def test_the_encoding_of_a_file_is_noted_where_it_is_not_utf_8(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text(PAGE.format(dates="2018"), encoding="utf-16")

    assert collect([page]).notes == [f"{page}: read as utf-16."]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("deep.json", '{"title": "t", "x": ' + "[" * 900 + "]" * 900 + "}"),
        ("long.md", f"---\ntitle: t\nx: 0x{'f' * 5000}\n---\n\ntext\n"),
    ],
)
def test_values_beyond_what_python_takes_are_a_problem_and_the_rest_goes_on(
    tmp_path: Path, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "good.txt").write_text("A Good Page\nSummary\nIt is good.\n", encoding="utf-8")

    collection = collect([tmp_path])

    assert [practice.title for practice in collection.practices] == ["A Good Page"]
    assert [Path(problem.source).name for problem in collection.problems] == [name]


def test_a_file_name_that_is_not_unicode_is_kept_readable(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text("A Page\nSummary\nText.\n", encoding="utf-8")

    [practice] = collect([tmp_path]).practices

    assert practice.source.encode()


def test_what_a_browser_saves_beside_a_page_is_no_page(tmp_path: Path) -> None:
    for folder in ("Clock_files", "other_files"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.html").write_text("<h1>Frame</h1><p>It shows.</p>", encoding="utf-8")
    (tmp_path / "Clock_files" / "style.css").touch()
    (tmp_path / "Clock.html").write_text("<h1>Clock</h1><p>It ticks.</p>", encoding="utf-8")

    collection = collect([tmp_path])

    assert [practice.title for practice in collection.practices] == ["Clock", "Frame"]
    assert (collection.files, collection.problems) == (2, [])


def test_an_encoding_in_doubt_is_a_problem_said_once_a_file(tmp_path: Path) -> None:
    table = tmp_path / "a.csv"
    rows = ["title,summary", "Écluse,Une écluse à l’écart.", "Étoile,Les élèves"]
    table.write_bytes("\n".join(rows).encode() + b" \xe0 l'\xe9cole\n")

    collection = collect([table])

    reason = "2 of its bytes, the first in line 3, are not utf-8 and were read as Windows-1252. Save the file as UTF-8."
    assert [(problem.source, problem.reason, problem.kind) for problem in collection.problems] == [
        (str(table), reason, ProblemKind.ENCODING)
    ]
    assert collection.practices[1].sections[0].text == "Les élèves à l'école"
    assert collection.notes == []
