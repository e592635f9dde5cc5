from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus import Limit, Practice, Section, SectionKind, default_counter
from corpus.loading.collect import Collection
from corpus.model import Capture, Tombstone
from index.build.builder import build_snapshot
from index.embedding.embedder import Embedder
from index.errors import DamagedSnapshotError, UnknownSnapshotError
from index.snapshot import writing
from index.snapshot.diff import ChangedPractice, PracticeName, compare_snapshots
from index.snapshot.files import KEPT, snapshot_ids
from index.snapshot.history import last_snapshot_with

Make = Callable[..., str]


@pytest.fixture
def make(tmp_path: Path, hashing_embedder: Embedder) -> Make:
    def call(practices: list[Practice], *withdrawn: Tombstone) -> str:
        collection = Collection(practices=practices, withdrawn=list(withdrawn))
        return build_snapshot(tmp_path, collection, hashing_embedder, Limit(default_counter(), 100)).snapshot

    return call


def test_new_gone_withdrawn_and_changed_practices_are_told(
    tmp_path: Path, make: Make, small_practices: list[Practice]
) -> None:
    harbour, orchard, telescope, violin, *_ = small_practices
    extra = Section(SectionKind.OTHER, "Costs", "It costs little.")
    rewritten = replace(telescope.sections[0], text="The telescope was sold.")
    changed = replace(telescope, type=None, countries=("FR",), sections=(rewritten, telescope.sections[2], extra))
    old = make([harbour, orchard, telescope])

    new = make([telescope and changed, violin], Tombstone(orchard.practice_id, orchard.title, "https://a.org", "2026"))
    difference = compare_snapshots(tmp_path)

    assert (difference.old, difference.new) == (old, new)
    assert difference.added == [PracticeName("practice-violin", "The violin project")]
    assert difference.gone == [PracticeName("practice-harbour", "The harbour project")]
    assert difference.withdrawn == [PracticeName("practice-orchard", "The orchard project")]
    assert difference.changed == [
        ChangedPractice(
            "practice-telescope",
            "The telescope project",
            {"countries": (("BD",), ("FR",))},
            ["Costs"],
            ["Key lessons"],
            ["Summary"],
        )
    ]
    assert (difference.unchanged, difference.passages_kept, difference.passages_new, difference.passages_gone) == (
        0,
        1,
        5,
        8,
    )


class Clock:
    """A clock that says what it is told to."""

    says = datetime(2026, 6, 1, tzinfo=UTC)

    @classmethod
    def now(cls, _zone: object) -> datetime:
        return cls.says


@pytest.mark.parametrize("years", [(2030, 2026, 2025), (2026, 2030, 2025), (2026, 2026, 2026), (2030, 2031, 2026)])
def test_what_served_before_is_told_whatever_the_clock_says(
    tmp_path: Path, make: Make, small_practices: list[Practice], monkeypatch: pytest.MonkeyPatch, years: tuple[int, ...]
) -> None:
    monkeypatch.setattr(writing, "datetime", Clock)
    served = []
    for number, year in enumerate((2029, *years), 3):
        Clock.says = datetime(year, 6, 1, tzinfo=UTC)
        served.append(make(small_practices[:number]))
        if len(served) > 1:
            difference = compare_snapshots(tmp_path)
            assert (difference.old, difference.new) == tuple(served[-2:])
            assert len(difference.added) == 1

    assert snapshot_ids(tmp_path) == served[-KEPT:]
    assert last_snapshot_with(tmp_path, small_practices[0].practice_id) == served[-1]


def test_a_snapshot_that_somebody_made_serve_again_is_what_the_next_build_is_compared_with(
    tmp_path: Path, make: Make, small_practices: list[Practice]
) -> None:
    first, *_ = [make(small_practices[:number]) for number in (3, 4, 5)]
    (tmp_path / "current").write_text(f"{first}\n", encoding="utf-8")

    new = make(small_practices[:6])

    assert (compare_snapshots(tmp_path).old, compare_snapshots(tmp_path).new) == (first, new)
    assert len(compare_snapshots(tmp_path).added) == 3


def test_reading_a_page_again_is_no_change_of_it(tmp_path: Path, make: Make, small_practices: list[Practice]) -> None:
    first, *rest = small_practices
    make([replace(first, captures=(Capture("a.html", "2026-01-01T00:00:00Z"),)), *rest])
    make([replace(first, captures=(Capture("a.html", "2026-02-01T00:00:00Z"),)), *rest])

    difference = compare_snapshots(tmp_path)

    assert difference.old != difference.new
    assert (difference.changed, difference.unchanged, difference.passages_kept) == ([], 10, 30)


def test_two_snapshots_can_be_named_in_either_order(
    tmp_path: Path, make: Make, small_practices: list[Practice]
) -> None:
    ids = [make(small_practices[:count]) for count in (3, 4, 5)]

    assert len(compare_snapshots(tmp_path, ids[0], ids[2]).added) == 2
    assert len(compare_snapshots(tmp_path, ids[2], ids[0]).gone) == 2
    assert compare_snapshots(tmp_path, new=ids[1]).old == ids[0]


def test_an_unknown_snapshot_is_an_error_that_names_those_there_are(
    tmp_path: Path, make: Make, small_practices: list[Practice]
) -> None:
    first = make(small_practices)

    with pytest.raises(UnknownSnapshotError, match=f"no snapshot before.*{first}"):
        compare_snapshots(tmp_path)
    with pytest.raises(UnknownSnapshotError, match=f"'nowhere'.*{first}"):
        compare_snapshots(tmp_path, "nowhere")


def test_a_damaged_snapshot_is_not_compared(tmp_path: Path, make: Make, small_practices: list[Practice]) -> None:
    old = make(small_practices)
    make(small_practices[1:])
    (tmp_path / "snapshots" / old / "practices.jsonl").write_text("{}\n", encoding="utf-8")

    with pytest.raises(DamagedSnapshotError, match=r"practices\.jsonl"):
        compare_snapshots(tmp_path)


def test_the_newest_snapshot_that_has_a_practice_is_remembered(
    tmp_path: Path, make: Make, small_practices: list[Practice]
) -> None:
    ids = [make(small_practices), make(small_practices[:5]), make(small_practices[:2])]

    assert [last_snapshot_with(tmp_path, small_practices[n].practice_id) for n in (0, 3, 7)] == ids[::-1]
    assert last_snapshot_with(tmp_path, "atlantis") is None
