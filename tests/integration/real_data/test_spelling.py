from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.loading.collect import BUILT_IN, collect
from corpus.text.strings import fold
from index.lexical.analysis import term_of
from index.query.spelling import SpellingReader
from index.query.word_statistics import WORD, WordStatistics


@pytest.fixture(scope="module")
def real_words(shared: Path) -> WordStatistics:
    practices = collect([*sorted((shared / "data/practices").glob("*.jsonl")), BUILT_IN]).practices
    return WordStatistics.from_texts(
        (text, practice.language)
        for practice in practices
        for text in (practice.title, *(section.text for section in practice.sections))
    )


def test_words_of_another_subject_are_left_alone(real_words: WordStatistics, shared: Path) -> None:
    vocabulary = SpellingReader(real_words)
    lines = (shared / "data/ir/squad2-dev-half/queries.jsonl").read_text(encoding="utf-8").splitlines()
    asked = {word for line in lines for word in WORD.findall(json.loads(line)["text"])}
    absent = [word for word in asked if len(word) > 3 and word.isalpha() and not real_words.is_known(word, "en")]
    changed = [word for word in absent if vocabulary.read(word).changes]

    assert len(absent) > 2_500
    assert len(changed) / len(absent) < 0.02  # 0.017; most of them slips that the askers made


def test_single_slips_are_mended(real_words: WordStatistics) -> None:
    vocabulary = SpellingReader(real_words)
    slips = [(slip, word) for slip, word in _slips(real_words, 2_000) if not real_words.is_known(slip, "en")]
    mended = [(fold(vocabulary.read(slip).text), word) for slip, word in slips]
    right = sum(any(term_of(a, language) == term_of(b, language) for language in real_words.terms) for a, b in mended)

    assert len(slips) > 1_500
    assert right / len(slips) > 0.9  # 0.93


def test_two_slips_in_a_long_word_are_mended(real_words: WordStatistics) -> None:
    vocabulary = SpellingReader(real_words)
    twice = [(slip, word) for once, word in _slips(real_words, 2_000, 9) for slip in [_slip(once, random.Random(once))]]
    slips = [(slip, word) for slip, word in twice if not real_words.is_known(slip, "en")]
    mended = [(fold(vocabulary.read(slip).text), word) for slip, word in slips]
    right = sum(any(term_of(a, language) == term_of(b, language) for language in real_words.terms) for a, b in mended)

    assert len(slips) > 1_500
    assert right / len(slips) > 0.65  # 0.70; 0.45 where the right word had to occur twice


_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


_BESIDE = {key: row[max(0, n - 1) : n] + row[n + 1 : n + 2] for row in _KEYS for n, key in enumerate(row)}


def _slips(words: WordStatistics, many: int, shortest: int = 6) -> Iterator[tuple[str, str]]:
    """One random edit each."""
    chance = random.Random(7)
    long = [word for word in words.counts if len(word) >= shortest and word.isalpha() and word.isascii()]
    for word in chance.choices(long, k=many):
        yield _slip(word, chance), word


def _slip(word: str, chance: random.Random) -> str:
    """Leave a letter out, double it, swap it with the next, or hit beside it."""
    n = chance.randrange(len(word) - 1)
    before, letter, after = word[:n], word[n], word[n + 1 :]
    return chance.choice(
        [
            before + after,
            before + letter * 2 + after,
            before + after[0] + letter + after[1:],
            before + chance.choice(_BESIDE[letter]) + after,
        ]
    )
