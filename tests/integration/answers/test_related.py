from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Collection, Limit, Practice, default_counter
from index.build.builder import build_snapshot
from index.embedding.embedder import Embedder
from index.retrieval.searcher import Searcher
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.errors import UnknownPracticeError
from service.practices.related import find_related

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def snapshot(built_in: Bootstrap) -> Snapshot:
    return Snapshot.open(built_in.settings.index)


def test_no_practice_is_related_to_itself_and_none_is_left_alone(snapshot: Snapshot) -> None:
    for practice_id in snapshot.practices:
        related = find_related(snapshot, practice_id, top=5)

        assert len(related) == 5
        assert practice_id not in {match.practice.practice_id for match in related}
        assert [match.score for match in related] == sorted((match.score for match in related), reverse=True)


def test_the_pair_shown_belongs_to_both_practices(snapshot: Snapshot) -> None:
    for match in find_related(snapshot, "zambia-s-national-referral-mechanism"):
        assert match.own_passage.practice_id == "zambia-s-national-referral-mechanism"
        assert match.their_passage.practice_id == match.practice.practice_id


def test_the_parts_of_one_mechanism_are_related_first(snapshot: Snapshot) -> None:
    niger = "migrant-response-and-resources-mechanism-niger"

    related_ids = [match.practice.practice_id for match in find_related(snapshot, niger, top=3)]

    assert set(related_ids) & {
        "medical-assistance-provided-migrants-niger",
        "humanitarian-rescue-operations-hro-part-migrant-response-and-resource-mechanism",
    }


def test_a_practice_is_related_to_those_on_its_subject_in_other_languages(snapshot: Snapshot) -> None:
    french = "mecanisme-de-reponse-et-de-ressources-pour-les-migrants"
    niger = "migrant-response-and-resources-mechanism-niger"

    assert french in [match.practice.practice_id for match in find_related(snapshot, niger, top=10)]
    assert niger in [match.practice.practice_id for match in find_related(snapshot, french, top=10)]


def test_what_is_shared_is_told(snapshot: Snapshot) -> None:
    matches = {
        match.practice.practice_id: match
        for match in find_related(snapshot, "medical-assistance-provided-migrants-niger", 59)
    }

    match = matches["migrant-response-and-resources-mechanism-niger"]

    assert match.shared_countries == ("NE",)


def test_an_unknown_practice_is_an_error_that_names_it(snapshot: Snapshot) -> None:
    with pytest.raises(UnknownPracticeError, match="'atlantis'"):
        find_related(snapshot, "atlantis")


def test_a_collection_of_one_has_no_related_practices(
    small_practices: list[Practice], hashing_embedder: Embedder, tmp_path: Path
) -> None:
    build_snapshot(tmp_path, Collection(practices=small_practices[:1]), hashing_embedder, Limit(default_counter(), 200))

    searcher = Searcher(Snapshot.open(tmp_path), hashing_embedder)

    assert find_related(searcher.snapshot, small_practices[0].practice_id) == []
