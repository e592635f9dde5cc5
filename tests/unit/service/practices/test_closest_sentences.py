from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Collection, Limit, Practice, default_counter
from index.build.builder import build_snapshot
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.retrieval.text_comparison import TextComparison
from index.snapshot.snapshot import Snapshot
from service.practices.closest_sentences import find_closest_sentences
from tests.support.hashing_embedder import HashingEmbedder
from tests.support.snapshot_examples import WithTokens

OWN = "The port was built in stone. Nurses treat sailors in the clinic. Nobody knows who paid for it."
THEIRS = "  A road leads to the hills. In the clinic nurses treat sailors today.\n"


@pytest.mark.parametrize("model", [HashingEmbedder(), WithTokens(HashingEmbedder())], ids=["embedded", "by tokens"])
def test_the_closest_sentences_are_found_word_for_word(
    model: Embedder, small_practices: list[Practice], tmp_path: Path
) -> None:
    texts, own, theirs = compared(model, small_practices, tmp_path, OWN, THEIRS)

    pair = find_closest_sentences(texts, *(texts.snapshot.passages_of(key)[-1] for key in ("own", "theirs")))

    assert [sentence.text for sentence in pair] == [
        "Nurses treat sailors in the clinic.",
        "In the clinic nurses treat sailors today.",
    ]
    for sentence, practice in zip(pair, (own, theirs), strict=True):
        assert practice.sections[sentence.section].text[sentence.start : sentence.end] == sentence.text


def test_a_passage_without_a_sentence_is_taken_whole(small_practices: list[Practice], tmp_path: Path) -> None:
    texts, *_ = compared(HashingEmbedder(), small_practices, tmp_path, "Stone port\n", THEIRS)

    own, _ = find_closest_sentences(texts, *(texts.snapshot.passages_of(key)[-1] for key in ("own", "theirs")))

    assert own.text == "Stone port"


def compared(
    model: Embedder, small_practices: list[Practice], folder: Path, *written: str
) -> tuple[TextComparison, Practice, Practice]:
    own, theirs = (
        replace(practice, practice_id=key, sections=(*practice.sections[:1], replace(practice.sections[0], text=text)))
        for practice, key, text in zip(small_practices, ("own", "theirs"), written, strict=False)
    )
    build_snapshot(folder, Collection(practices=[own, theirs]), model, Limit(default_counter(), 200))
    return TextComparison(Snapshot.open(folder), Models(model)), own, theirs
