from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus import Collection, Limit, Practice, default_counter
from corpus.model import Passage
from index.build.builder import build_snapshot
from index.embedding.model_roles import Models
from index.retrieval.text_comparison import TextComparison
from index.snapshot.snapshot import Snapshot
from service.practices.related import find_related
from service.practices.relatedness import BARS, RelatednessScale, closest_pairs, passage_weights, practice_scores
from service.reasons import Reason, ReasonCode
from tests.support.hashing_embedder import HashingEmbedder


def texts_of(folder: Path, practices: list[Practice], model: HashingEmbedder) -> TextComparison:
    build_snapshot(folder, Collection(practices=practices), model, Limit(default_counter(), 200))
    return TextComparison(Snapshot.open(folder), Models(model))


def test_the_bar_is_0_and_the_same_text_1_whichever_model_judged() -> None:
    scale = RelatednessScale(main=0.4, multilingual=0.5, has_bar=True)
    likeness = np.array([[0.4, 1.0, 0.5, 1.0, 0.3]], np.float32)

    related = scale.relate(likeness, np.array([[True, True, False, False, False]]))

    assert related[0].tolist() == pytest.approx([0, 1, 0, 1, -0.4])


def test_a_practice_scores_the_mean_of_its_passages_closest_ones_by_their_weight() -> None:
    related = np.array([[0.2, 0.6, 0.1], [0.4, 0.0, 0.9]], np.float32)

    scores = practice_scores(related, np.array([1.0, 0.5], np.float32), np.array([0, 2]))

    assert scores.tolist() == pytest.approx([(0.6 + 0.5 * 0.4) / 1.5, (0.1 + 0.5 * 0.9) / 1.5])


def test_the_closest_pair_of_each_practice_is_the_best_of_its_block() -> None:
    related = np.array([[0.2, 0.6, -0.1], [0.4, 0.0, -0.9]], np.float32)

    assert closest_pairs(related, np.array([0, 2])).tolist() == pytest.approx([0.6, -0.1])


def test_short_passages_weigh_less() -> None:
    passages = [Passage("p", "p", 0, 0, 1, "x", tokens) for tokens in (15, 60, 300)]

    assert passage_weights(passages).tolist() == [0.25, 1.0, 1.0]


@pytest.mark.parametrize("family", BARS)
def test_below_the_bar_nothing_is_shown_and_that_is_said(
    family: str, small_practices: list[Practice], tmp_path: Path
) -> None:
    strangers = [
        replace(practice, practice_id=key, title=title, sections=(replace(practice.sections[0], text=text),))
        for practice, key, title, text in (
            (small_practices[0], "a", "Harbour", "Pilots guide big ships."),
            (small_practices[1], "b", "Zebra", "Quartz veins glitter under moonlight."),
        )
    ]

    listed = find_related(texts_of(tmp_path, strangers, HashingEmbedder(f"{family}@1")), "a")

    assert listed.has_bar
    assert listed.practices == []
    assert listed.note == Reason(ReasonCode.NONE_RELATED)


def test_without_a_bar_nothing_is_left_out_and_that_is_said(small_practices: list[Practice], tmp_path: Path) -> None:
    listed = find_related(texts_of(tmp_path, small_practices, HashingEmbedder()), small_practices[0].practice_id, 50)

    assert not listed.has_bar
    assert len(listed.practices) == len(small_practices) - 1
    assert listed.note == Reason(ReasonCode.RELATED_WITHOUT_BAR)
    assert all(0 <= related.score <= 1 for related in listed.practices)


def test_what_says_the_same_is_shown_whatever_the_bar(small_practices: list[Practice], tmp_path: Path) -> None:
    short = replace(small_practices[0].sections[0], text="The harbour office helps those who arrive by sea at night.")
    twins = [replace(small_practices[0], practice_id=key, sections=(short,)) for key in ("a", "b")]
    model = HashingEmbedder("all-MiniLM-L6-v2@1")

    listed = find_related(texts_of(tmp_path, twins, model), "a")

    assert [(related.practice.practice_id, related.is_near_identical) for related in listed.practices] == [("b", True)]


def test_a_practice_without_text_says_so(small_practices: list[Practice], tmp_path: Path) -> None:
    silent = replace(small_practices[0], practice_id="silent", sections=())

    listed = find_related(texts_of(tmp_path, [silent, *small_practices[1:]], HashingEmbedder()), "silent")

    assert (listed.practices, listed.note) == ([], Reason(ReasonCode.NO_TEXT_TO_COMPARE))
