from __future__ import annotations

import random

import pytest

from corpus.text.tokens import default_counter
from index.query.common_words import common_words, is_common_word


@pytest.mark.parametrize("word", ["brick", "Water", "migration", "para"])
def test_words_written_most_often_are_common(word: str) -> None:
    assert is_common_word(word)
    assert word in common_words()


@pytest.mark.parametrize("word", ["ctip", "2030", "brick2", "", "a b", "\ud800", "ctipnrm"])
def test_other_words_are_not(word: str) -> None:
    assert not is_common_word(word)
    assert word not in common_words()


def test_a_word_is_common_where_it_is_counted_as_one_token() -> None:
    words = random.Random(0).sample(sorted(common_words()), 300)
    candidates = [*words, *(f"{word}x" for word in words), *(word.upper() for word in words)]

    counts = default_counter().count([f" {word}" for word in candidates])

    assert [is_common_word(word) for word in candidates] == [count == 1 for count in counts]
