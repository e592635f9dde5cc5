from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from corpus import Practice
from corpus.loading.collect import Collection, collect
from corpus.model import Capture, Tombstone
from corpus.parsing.results import Problem
from index.build.report import BuildReport
from index.snapshot.diff import ChangedPractice, PracticeName, SnapshotDifference
from service.cli.reports import render_build_report, render_difference


def row(text: str, name: str) -> str:
    (line,) = (line for line in text.splitlines() if line.strip().startswith(f"{name}  "))
    return line.strip().removeprefix(name).strip()


def test_the_table_counts_what_was_met(small_practices: list[Practice]) -> None:
    captures = (Capture("a.html"), Capture("b.txt"), Capture("c.txt"))
    collection = Collection(
        practices=[replace(small_practices[0], captures=captures), *small_practices[1:]],
        problems=[Problem("a", "is broken."), Problem("b", "is broken, too.")],
        files=14,
        withdrawn=[Tombstone("gone", "Gone", "https://example.org", "2026-11-25")],
    )
    collection.furniture.update(["menu", "menu", "footer"])
    report = BuildReport.of(collection)
    report.duplicate_groups, report.near_identical = 2, 5

    table = render_build_report(report)

    assert {name: row(table, name) for name in ("files", "practices", "merged captures", "withdrawn", "problems")} == {
        "files": "14",
        "practices": "10",
        "merged captures": "2",
        "withdrawn": "1",
        "problems": "2",
    }
    assert row(table, "cannot be read") == "2"
    assert row(table, "near-identical") == "5 in 2 groups"
    assert row(table, "furniture") == "3 lines, 2 different"
    assert row(table, "languages") == "en 10"
    assert "regions 10" in table
    assert "type 5" in row(table, "unknown fields")
    assert "countries" not in table
    assert max(map(len, table.splitlines())) <= 100


def test_problems_are_counted_by_kind(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.exe").write_bytes(b"MZ")
    (tmp_path / "b.json").write_text("{", encoding="utf-8")
    (tmp_path / "c.json").write_text("[]", encoding="utf-8")
    (tmp_path / "d.json").write_text("{}", encoding="utf-8")
    (tmp_path / "e.md").symlink_to(tmp_path / "nowhere.md")

    report = BuildReport.of(collect([tmp_path, tmp_path / "empty", tmp_path / "nothing"]))

    assert report.problem_kinds == {
        "cannot be read": 2,
        "not there, or empty": 2,
        "a format that is not read": 1,
        "holds no practice": 1,
        "cannot be opened": 1,
    }


def test_a_difference_is_told_line_by_line() -> None:
    difference = SnapshotDifference(
        "one",
        "two",
        added=[PracticeName("a", "A new one")],
        withdrawn=[PracticeName("w", "Withdrawn")],
        changed=[
            ChangedPractice(
                "c", "Changed", {"type": (None, "Law"), "countries": (("NE",), ("NE", "ML"))}, [], [], ["Summary"]
            )
        ],
        unchanged=7,
        passages_kept=20,
        passages_new=2,
        passages_gone=1,
    )

    assert render_difference(difference).splitlines() == [
        "from one",
        "to   two",
        "",
        "new: A new one [a]",
        "withdrawn: Withdrawn [w]",
        "changed: Changed [c]",
        '    type: unknown → "Law"',
        '    countries: ["NE"] → ["NE", "ML"]',
        "    section changed: Summary",
        "",
        "Practices: 1 new, 0 gone, 1 withdrawn, 1 changed, 7 unchanged.",
        "Passages: 20 kept, 2 new, 1 gone.",
    ]
