from __future__ import annotations

import pytest

from corpus.text.language import UN_LANGUAGES
from index.lexical.stopwords import FUNCTION_WORDS, PARTICLE_PATTERNS, QUESTION_PATTERNS


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_each_language_has_stop_words_each_once(language: str) -> None:
    words = FUNCTION_WORDS[language]

    assert len(words) > 20
    assert len(set(words)) == len(words)


def test_only_languages_indexed_in_pairs_of_characters_have_patterns() -> None:
    assert set(QUESTION_PATTERNS) == set(PARTICLE_PATTERNS) == {"zh"}


@pytest.mark.parametrize(
    ("pair", "asks", "is_particle"), [("什么", True, False), ("的人", False, True), ("目的", False, False)]
)
def test_patterns_tell_question_words_and_particles(pair: str, asks: bool, is_particle: bool) -> None:
    assert (QUESTION_PATTERNS["zh"].search(pair) is not None) is asks
    assert (PARTICLE_PATTERNS["zh"].search(pair) is not None) is is_particle
