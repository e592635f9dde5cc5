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
from service.bootstrap import Bootstrap
from service.errors import UnknownPracticeError
from service.practices.related import find_related
from service.reasons import Reason, ReasonCode

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def texts(built_in: Bootstrap) -> TextComparison:
    return TextComparison(Snapshot.open(built_in.settings.index), built_in.models)


def test_no_practice_is_related_to_itself_and_most_have_one_above_the_bar(texts: TextComparison) -> None:
    alone = 0
    for practice_id in texts.snapshot.practices:
        listed = find_related(texts, practice_id, top=5)
        scores = [match.score for match in listed.practices]

        assert listed.has_bar
        assert practice_id not in {match.practice.practice_id for match in listed.practices}
        assert scores == sorted(scores, reverse=True)
        assert (listed.note == Reason(ReasonCode.NONE_RELATED)) is (not scores)
        alone += not scores

    assert 0 < alone <= len(texts.snapshot.practices) / 4


def test_nothing_is_related_to_a_practice_about_something_else(
    texts: TextComparison, built_in: Bootstrap, small_practices: list[Practice], tmp_path: Path
) -> None:
    section = replace(
        small_practices[0].sections[0],
        text="Comb jellies swim by rows of cilia and catch their prey with sticky cells on two long tentacles. Most "
        "kinds are transparent, live near the surface of the sea, and glow in the dark when they are touched.",
    )
    jellies = replace(small_practices[0], practice_id="jellies", title="Comb jellies", sections=(section,))
    practices = [jellies, *texts.snapshot.practices.values()]
    build_snapshot(tmp_path, Collection(practices=practices), built_in.models, built_in.budget)

    listed = find_related(TextComparison(Snapshot.open(tmp_path), built_in.models), "jellies")

    assert (listed.practices, listed.note) == ([], Reason(ReasonCode.NONE_RELATED))


def test_the_closest_sentences_are_word_for_word_in_the_pair_shown(texts: TextComparison) -> None:
    for practice_id, practice in texts.snapshot.practices.items():
        for match in find_related(texts, practice_id, top=3).practices:
            for sentence, passage, owner in (
                (match.own_sentence, match.own_passage, practice),
                (match.their_sentence, match.their_passage, match.practice),
            ):
                assert owner.sections[sentence.section].text[sentence.start : sentence.end] == sentence.text
                assert sentence.section == passage.section
                assert passage.start <= sentence.start < sentence.end <= passage.end


def test_the_pair_shown_belongs_to_both_practices(texts: TextComparison) -> None:
    for match in find_related(texts, "zambia-s-national-referral-mechanism").practices:
        assert match.own_passage.practice_id == "zambia-s-national-referral-mechanism"
        assert match.their_passage.practice_id == match.practice.practice_id


def test_the_parts_of_one_mechanism_are_related_first(texts: TextComparison) -> None:
    niger = "migrant-response-and-resources-mechanism-niger"

    related_ids = [match.practice.practice_id for match in find_related(texts, niger, top=3).practices]

    assert set(related_ids) & {
        "medical-assistance-provided-migrants-niger",
        "humanitarian-rescue-operations-hro-part-migrant-response-and-resource-mechanism",
    }


def test_a_practice_is_related_to_those_on_its_subject_in_other_languages(texts: TextComparison) -> None:
    french = "mecanisme-de-reponse-et-de-ressources-pour-les-migrants"
    niger = "migrant-response-and-resources-mechanism-niger"

    assert french in [match.practice.practice_id for match in find_related(texts, niger, top=10).practices]
    assert niger in [match.practice.practice_id for match in find_related(texts, french, top=10).practices]


def test_what_is_shared_is_told(texts: TextComparison) -> None:
    matches = {
        match.practice.practice_id: match
        for match in find_related(texts, "medical-assistance-provided-migrants-niger", 59).practices
    }

    match = matches["migrant-response-and-resources-mechanism-niger"]

    assert match.shared_countries == ("NE",)


def test_an_unknown_practice_is_an_error_that_names_it(texts: TextComparison) -> None:
    with pytest.raises(UnknownPracticeError, match="'atlantis'"):
        find_related(texts, "atlantis")


def test_a_collection_of_one_has_no_related_practices(
    small_practices: list[Practice], hashing_embedder: Embedder, tmp_path: Path
) -> None:
    build_snapshot(tmp_path, Collection(practices=small_practices[:1]), hashing_embedder, Limit(default_counter(), 200))

    texts = TextComparison(Snapshot.open(tmp_path), Models(hashing_embedder))

    assert find_related(texts, small_practices[0].practice_id).practices == []
