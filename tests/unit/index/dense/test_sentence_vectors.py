from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Passage
from index.arrays import unit_rows
from index.dense.sentence_vectors import SentenceVectors, rows_of, sentences_of

COUNTS = st.lists(st.integers(1, 5), min_size=1, max_size=12)
SEEDS = st.integers(0, 2**32 - 1)


def passage(text: str, language: str | None = "en") -> Passage:
    return Passage("p-1", "p", 0, 0, len(text), text, 1, language)


@given(COUNTS, SEEDS, st.data())
@settings(deadline=None)
def test_the_closest_sentence_is_the_one_that_brute_force_finds(
    counts: list[int], seed: int, data: st.DataObject
) -> None:
    chance = np.random.default_rng(seed)
    rows = unit_rows(chance.standard_normal((sum(counts), 6), np.float32))
    query = unit_rows(chance.standard_normal((1, 6), np.float32))[0]
    ordinals = np.array(data.draw(st.lists(st.integers(0, len(counts) - 1), max_size=15)), np.int64)

    closest = SentenceVectors.from_vectors(rows, counts).closest(query, ordinals)

    groups = np.split(rows, np.cumsum(counts)[:-1])
    assert closest.shape == ordinals.shape
    assert closest.dtype == np.float32
    assert closest.tolist() == pytest.approx([max(groups[n] @ query) for n in ordinals], abs=2e-3)  # half precision


@given(st.lists(st.integers(0, 4), min_size=1, max_size=10), st.data())
def test_rows_of_some_passages_are_theirs_one_after_another(counts: list[int], data: st.DataObject) -> None:
    starts = np.concatenate([[0], np.cumsum(counts)])
    chosen = data.draw(st.lists(st.integers(0, len(counts) - 1), min_size=1, max_size=12))

    rows, offsets = rows_of(starts, np.array(chosen))

    expected = [range(starts[ordinal], starts[ordinal + 1]) for ordinal in chosen]
    assert rows.tolist() == [row for rows in expected for row in rows]
    assert offsets.tolist() == [sum(map(len, expected[:n])) for n in range(len(chosen))]


def test_what_was_saved_loads_equal_with_the_rows_mapped(tmp_path: Path) -> None:
    rows = unit_rows(np.random.default_rng(1).standard_normal((9, 6), np.float32))
    saved = SentenceVectors.from_vectors(rows, [2, 1, 5, 1])

    saved.save(tmp_path / "sentences")
    loaded = SentenceVectors.load(tmp_path / "sentences")

    order = np.array([3, 0, 0, 2])
    np.testing.assert_array_equal(loaded.closest(rows[4], order), saved.closest(rows[4], order))
    assert isinstance(loaded._rows, np.memmap)
    assert loaded._rows.dtype == np.float16
    assert sorted(path.name for path in (tmp_path / "sentences").iterdir()) == ["rows.npy", "starts.npy"]


def test_no_passages_at_all(tmp_path: Path) -> None:
    texts, counts = sentences_of([])
    SentenceVectors.from_vectors(np.zeros((0, 6), np.float32), counts).save(tmp_path / "sentences")

    nothing = SentenceVectors.load(tmp_path / "sentences").closest(np.ones(6, np.float32), np.array([], np.int64))

    assert (texts, counts, nothing.tolist()) == ([], [], [])


def test_a_passage_is_cut_at_its_sentences_by_the_rules_of_its_language() -> None:
    texts, counts = sentences_of(
        [
            passage("Dr. Amina trained forty workers. They all found a new job.\n- A list item of its own"),
            passage("移民工人在抵达之前学习他们的权利和义务。他们在出发之前还可以参加免费的语言课程。", "zh"),
            passage("Une seule phrase sans point final", "fr"),
        ]
    )

    assert counts == [3, 2, 1]
    assert texts[:3] == [
        "Dr. Amina trained forty workers.",
        "They all found a new job.",
        "- A list item of its own",
    ]
    assert texts[3:5] == [
        "移民工人在抵达之前学习他们的权利和义务。",
        "他们在出发之前还可以参加免费的语言课程。",
    ]


def test_headings_and_numbers_are_left_out_beside_sentences() -> None:
    texts, counts = sentences_of([passage("Results\n2019\nForty workers found a new job.\n\n")])

    assert (texts, counts) == (["Forty workers found a new job."], [1])


@pytest.mark.parametrize("text", ["2019", "", " \n ", "One.\nTwo.\nThree.", "Results"])
def test_a_passage_without_sentences_stands_for_itself(text: str) -> None:
    assert sentences_of([passage(text)]) == ([text], [1])


@given(st.lists(st.text(alphabet="ab .\n!?é移。", max_size=60), max_size=6), st.sampled_from([None, "en", "zh", "xx"]))
@settings(deadline=None)
def test_every_passage_has_a_row_and_every_row_is_from_its_passage(texts: list[str], language: str | None) -> None:
    rows, counts = sentences_of(passage(text, language) for text in texts)

    assert len(counts) == len(texts)
    assert min(counts, default=1) >= 1
    assert sum(counts) == len(rows)
    owners = np.repeat(np.arange(len(texts)), counts)
    assert all(row in texts[owner] for row, owner in zip(rows, owners.tolist(), strict=True))
