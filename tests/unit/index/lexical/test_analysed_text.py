from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.loading.collect import BUILT_IN, collect
from corpus.text.sentences import sentence_spans
from corpus.text.strings import clean
from index.lexical.analysed_text import analyse, matched_words
from index.lexical.analysis import LANGUAGES, query_terms, words_with_terms

letters = st.text(st.sampled_from("aAéßñ ا٣移民网络ー가я'’-.\u0301 \n1"), max_size=30)


@given(text=letters, language=st.sampled_from(LANGUAGES))
def test_the_words_are_those_of_the_analysis(text: str, language: str) -> None:
    analysed = analyse(text, language)

    assert list(analysed.words()) == list(words_with_terms(text, language))
    assert analysed.term_set == set(analysed.terms)


@given(text=letters, language=st.sampled_from(LANGUAGES), start=st.integers(0, 30), length=st.integers(0, 30))
def test_a_part_has_the_words_that_lie_in_it(text: str, language: str, start: int, length: int) -> None:
    part = analyse(text, language).within(start, start + length)

    inside = [word for word in words_with_terms(text, language) if word[0] >= start and word[1] <= start + length]
    assert list(part.words()) == inside


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_the_words_of_a_sentence_are_those_that_it_has_by_itself(language: str) -> None:
    practices = [practice for practice in collect([BUILT_IN]).practices if practice.language == language]
    sentences = 0

    for section in (section for practice in practices for section in practice.sections):
        for start, end in sentence_spans(section.text, language):
            alone = analyse(section.text[start:end], language)
            assert analyse(section.text, language).within(start, end).terms == alone.terms
            sentences += 1

    assert sentences > 20


def test_overlapping_pairs_are_marked_as_one() -> None:
    text = "国际移民网络，移民组织 networks’ network"
    terms = {*query_terms("移民网络", "zh"), "networks"}

    spans = analyse(text, "zh").matched_spans(terms)

    assert [text[start:end] for start, end in spans] == ["移民网络", "移民", "networks"]
    assert matched_words("移民网络", text, "zh") == ["移民网络", "移民"]
    assert list(analyse(text, "zh").matched_spans(set())) == []


@given(text=letters, query=letters)
def test_spans_to_mark_are_apart_and_in_order(text: str, query: str) -> None:
    spans = list(analyse(clean(text), "zh").matched_spans(query_terms(query, "zh")))

    assert all(start < end for start, end in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
