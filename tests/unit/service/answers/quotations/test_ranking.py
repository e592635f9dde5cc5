from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from index.lexical.analysed_text import analyse
from index.retrieval.searcher import Searcher
from index.retrieval.text_comparison import TextComparison
from service.answers.quotations.ranking import merge_by_model, rank_quotations
from service.questions.terms import QueryTerm, term_coverage, weigh_terms


@pytest.fixture
def texts(searcher: Searcher) -> TextComparison:
    return TextComparison(searcher.snapshot, searcher.models)


def covered(terms: Sequence[QueryTerm], texts: Sequence[str], language: str) -> float:
    return term_coverage(terms, [analyse(text, language) for text in texts])


def test_words_that_carry_meaning_are_weighed_each_once_and_rare_ones_more(searcher: Searcher) -> None:
    words = {
        word.text: word
        for word in weigh_terms("What of the harbour project, projects and zebras?", searcher.snapshot, "en")
    }

    assert list(words) == ["harbour", "project", "zebras"]
    assert words["zebras"].weight > words["harbour"].weight > words["project"].weight > 0
    assert [words[text].occurs for text in words] == [True, True, False]


def test_where_nobody_says_the_language_a_stop_word_of_any_carries_nothing(searcher: Searcher) -> None:
    assert [word.text for word in weigh_terms("les ports de Niger", searcher.snapshot)] == ["ports", "Niger"]
    assert "les" in [word.text for word in weigh_terms("les ports de Niger", searcher.snapshot, "en")]


def test_coverage_is_the_share_by_weight_of_the_words_a_text_holds_in_its_language() -> None:
    words = [
        QueryTerm("networks", "network", {"en": "network", "fr": "network"}, 3.0, True),
        QueryTerm("réseaux", "reseaux", {"en": "reseaux", "fr": "reseau"}, 1.0, True),
    ]

    assert covered(words, ["A network", "and more"], "en") == 0.75
    assert covered(words, ["Le réseau"], "fr") == 0.25
    assert covered(words, ["A network of réseaux"], "en") == 1.0
    assert covered(words, ["A network"], "ru") == 0.0
    assert covered(words, [], "en") == covered([], ["A network"], "en") == 0.0


def test_quotations_are_slices_of_their_sections_best_first(searcher: Searcher, texts: TextComparison) -> None:
    query = searcher.read("Who learned to share the harbour?")
    vectors = searcher.embed(query)
    hits = searcher.search(query, vectors=vectors)

    quoted = rank_quotations(query, vectors, weigh_terms(query.text, searcher.snapshot, query.language), hits, texts)

    assert quoted[0].text == "People near the harbour learned to share it."
    assert [quotation.score for quotation in quoted] == sorted((quotation.score for quotation in quoted), reverse=True)
    for quotation in quoted:
        assert quotation.section == quotation.practice.sections[quotation.hit.passage.section]
        assert quotation.section.text[quotation.start : quotation.end] == quotation.text
        assert quotation.text in quotation.hit.passage.text
    assert rank_quotations(query, vectors, [], [], texts) == []


def test_the_sentences_of_the_judge_that_is_surer_come_first_and_keep_their_order(
    searcher: Searcher, texts: TextComparison
) -> None:
    query = searcher.read("Who learned to share the harbour?")
    vectors = searcher.embed(query)
    own = rank_quotations(query, vectors, [], searcher.search(query, vectors=vectors), texts)
    across = [
        replace(quotation, hit=replace(quotation.hit, multilingual=True), score=quotation.score + 50)
        for quotation in own
    ]

    surer_of_own = merge_by_model([*own, *across], {"main": 0.9, "multilingual": 0.001})
    surer_across = merge_by_model([*own, *across], {"main": 0.001, "multilingual": 0.9})

    assert [quotation.text for quotation in surer_of_own if not quotation.hit.multilingual] == [
        quotation.text for quotation in own
    ]
    assert (surer_of_own[0].hit.multilingual, surer_across[0].hit.multilingual) == (False, True)
    assert sum(math.exp(quotation.score) for quotation in surer_of_own) == pytest.approx(0.9 + 0.001 * 0.1)
