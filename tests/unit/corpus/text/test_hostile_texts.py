"""The work of each stage that reads texts grows with them and no faster; it is counted, since time is for benches."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from corpus import Limit, default_counter
from corpus.text import acronyms, chunking, sentences
from corpus.text.strings import clean
from tests.support.hostile_texts import HOSTILE_TEXTS

LENGTH = 3_000
MOST = 2.5
"""Times the work for twice the text."""


class Work:
    """A count of what a function gets to do, in characters."""

    def __init__(self) -> None:
        self.characters = 0
        self.longest = 0

    def count(self, length: int) -> None:
        self.characters += length
        self.longest = max(self.longest, length)


class CountedTokens:
    """A token counter that notes how much it counts."""

    def __init__(self) -> None:
        self.work = Work()

    def count(self, texts: Sequence[str]) -> list[int]:
        for text in texts:
            self.work.count(len(text))
        return default_counter().count(texts)


@pytest.fixture(params=HOSTILE_TEXTS)
def make(request: pytest.FixtureRequest) -> Callable[[int], str]:
    return HOSTILE_TEXTS[request.param]


def test_sentences_are_found_in_windows(make: Callable[[int], str], monkeypatch: pytest.MonkeyPatch) -> None:
    given, looked_at = Work(), Work()
    segment, goes_on = sentences.sentencex.segment, sentences._continues

    def counted_segment(language: str, text: str) -> list[str]:
        given.count(len(text))
        return list(segment(language, text))

    def counted_continues(before: str, after: str) -> bool:
        looked_at.count(len(before) + len(after))
        return goes_on(before, after)

    monkeypatch.setattr(sentences.sentencex, "segment", counted_segment)
    monkeypatch.setattr(sentences, "_continues", counted_continues)
    text = make(25_000)

    spans = sentences.sentence_spans(text)

    assert "".join(text[start:end] for start, end in spans) == text
    assert given.longest <= 10_000
    assert given.characters <= 2 * len(text)
    assert looked_at.characters <= len(text) + 200 * len(text)


@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_a_long_line_has_the_sentences_of_its_parts(language: str) -> None:
    """A line of more than a window, of sentences that need no look beyond them, is split as each of them is."""
    unit = {"en": "It ticks for 3 people. ", "zh": "移民工人得到法律援助。", "ar": "بدأ المشروع في عام 2019. "}[
        language
    ]

    spans = sentences.sentence_spans(unit * 2_000, language)

    assert [end - start for start, end in spans] == [len(unit)] * 2_000


def test_a_sentence_longer_than_a_window_stays_whole() -> None:
    text = "the women and the men " * 1_000 + "end. It ticks."

    first, second = sentences.sentence_spans(text)

    assert text[slice(*second)] == "It ticks."
    assert first[0] == 0


def test_passages_are_counted_a_bounded_number_of_times(make: Callable[[int], str]) -> None:
    work = []
    for length in (LENGTH, 2 * LENGTH):
        counters = CountedTokens(), CountedTokens()
        text = make(length)
        spans, _ = chunking.chunk_text(text, [Limit(counters[0], 60), Limit(counters[1], 90)])
        assert "".join(text[start:end] for start, end in spans) == (text if text.strip() else "")
        assert max(counter.work.longest for counter in counters) <= chunking._LONGEST_RUN + 60 * 128
        work.append(sum(counter.work.characters for counter in counters))

    assert work[1] <= MOST * work[0] + LENGTH


def test_acronyms_look_at_each_word_a_bounded_number_of_times(
    make: Callable[[int], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = 0
    word = acronyms._Word

    def counted(*parts: Any) -> Any:
        nonlocal made
        made += 1
        return word(*parts)

    monkeypatch.setattr(acronyms, "_Word", counted)
    text = make(LENGTH)

    list(acronyms.definitions(text))

    assert made <= 2 * len(text)


def test_cleaning_keeps_no_more_than_thirty_marks_together(make: Callable[[int], str]) -> None:
    text = make(LENGTH)

    cleaned = clean(text)

    assert clean(cleaned) == cleaned
    runs = "".join("m" if is_ordered(c) else " " for c in cleaned).split()
    assert max(map(len, runs), default=0) <= 31


def is_ordered(character: str) -> bool:
    """Tell whether a character is put in order with those beside it."""
    return unicodedata.combining(character) > 0


def test_marks_of_words_stay_as_they_are() -> None:
    vietnamese, zalgo = "Vie\u0323\u0302t", "e" + "\u0316\u0301" * 10

    assert clean(vietnamese) == "Việt"
    assert "\u034f" not in clean(zalgo)
    assert clean("e" + "\u0316" * 100).count("\u034f") == 3
