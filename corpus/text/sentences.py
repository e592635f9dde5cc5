"""Sentence segmentation: sentencex splits; keeping every character, and what counts as an end, is decided here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

import regex
import sentencex

from corpus.text.language_files import gather_words
from corpus.text.strings import BULLETS

_ABBREVIATIONS = Path(__file__).with_name("sentences")
_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_ODD_SPACE = re.compile(r"[^\S \t\r\n\f\v]")
_MARKER = regex.compile(rf"\s*(?:\(?(?:\d{{1,3}}|[ivx]{{1,5}}|\p{{L}})[.)]|[{BULLETS}—])\s*", regex.IGNORECASE)
"""The number or the sign of a list item, which says nothing without the item."""
_BEFORE_A_NUMBER = regex.compile(
    rf"\b(?:{'|'.join(gather_words(_ABBREVIATIONS, 'before_numbers'))})\.\s*$", regex.IGNORECASE
)
_BEFORE_A_NAME = regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(gather_words(_ABBREVIATIONS, 'before_names'))})\.\s*$")
_LETTERS_APART = regex.compile(r"(?<!\p{L})\p{L}\.$")
_STOP = regex.compile(r"\.[\s\p{Pf}\p{Pe}\"']*$")
_SMALL = regex.compile(r"\s*\p{Ll}")
_DIGIT = regex.compile(r"\s*\p{Nd}")
_UPPER = regex.compile(r"\s*[\p{Lu}\p{Lo}]")
_LONGEST_WINDOW = 10_000
"""Characters of a line that are segmented at once: sentencex takes the square of their number in some scripts."""
_LONGEST_ENDING = 200
"""Characters at the end of a sentence that tell whether it goes on."""


def sentence_spans(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Split a text into the character spans of its sentences, in order, covering it without gap or overlap.

    A line end always ends a sentence: pages keep one paragraph or one list item a line. Trailing white space
    belongs to the sentence before it. Takes a time that grows with the text and no faster, whatever it holds: a line of
    more than 10,000 characters is segmented in windows of as many.

    :param text: any text.
    :param language: ISO 639-1 code; unknown languages fall back to English rules.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for end in _join_split_sentences(line.group(), _boundaries(line.group(), language or "en")):
            if spans and not text[start : line.start() + end].strip():
                spans[-1] = (spans[-1][0], line.start() + end)
            else:
                spans.append((start, line.start() + end))
            start = line.start() + end
    return spans


def _join_split_sentences(line: str, ends: Iterable[int]) -> list[int]:
    """Leave out the ends of sentences, in a line, that a full stop within one has made."""
    kept: list[int] = []
    start = last = 0
    for end in ends:
        if kept and _continues(line[max(start, last - _LONGEST_ENDING) : last], line[last:end]):
            kept[-1] = end
        else:
            start = last
            kept.append(end)
        last = end
    return kept


def _continues(before: str, after: str) -> bool:
    """Tell whether a sentence goes on: after a list item's number, an abbreviation, or before a small letter."""
    if _MARKER.fullmatch(before):
        return bool(after.strip())
    if not _STOP.search(before):
        return False
    return bool(
        _SMALL.match(after)
        or (_DIGIT.match(after) and _BEFORE_A_NUMBER.search(before))
        or (_UPPER.match(after) and (_BEFORE_A_NAME.search(before) or _LETTERS_APART.search(before)))
    )


def _boundaries(line: str, language: str) -> Iterator[int]:
    """Yield where the sentences of a line end, by sentencex, the last one at the end of the line.

    A window gives the ends within it but the last one, where only the window ends. The next window begins at the end
    given last; where that is in the first half, behind the first window, since the sentence is a long one.
    """
    start = 0
    while len(line) - start > _LONGEST_WINDOW:
        window = start + _LONGEST_WINDOW
        *ends, _ = _segment(line[start:window], language)
        yield from (start + end for end in ends)
        start = start + ends[-1] if ends and 2 * ends[-1] >= _LONGEST_WINDOW else window
    yield from (start + end for end in _segment(line[start:], language))


def _segment(text: str, language: str) -> list[int]:
    """Say where the sentences of a text end, the last one at its end."""
    # sentencex 1.0.32 panics on some white space outside ASCII; a space of the same length cuts at the same places.
    sentences = sentencex.segment(language, _ODD_SPACE.sub(" ", text))
    return [*(end for end in accumulate(map(len, sentences)) if end < len(text)), len(text)]
