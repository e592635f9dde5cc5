"""Sentence segmentation: sentencex splits; keeping every character, and what counts as an end, is decided here."""

from __future__ import annotations

import re
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


def sentence_spans(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Split a text into the character spans of its sentences, in order, covering it without gap or overlap.

    A line end always ends a sentence: pages keep one paragraph or one list item a line. Trailing white space
    belongs to the sentence before it.

    :param text: any text.
    :param language: ISO 639-1 code; unknown languages fall back to English rules.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for sentence in _join_split_sentences(_segment(line.group(), language or "en")):
            if spans and not sentence.strip():
                spans[-1] = (spans[-1][0], start + len(sentence))
            else:
                spans.append((start, start + len(sentence)))
            start += len(sentence)
    return spans


def _join_split_sentences(parts: list[str]) -> list[str]:
    """Join the parts of a line again that a full stop within a sentence has parted."""
    joined: list[str] = []
    for part in parts:
        if joined and _continues(joined[-1], part):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


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


def _segment(line: str, language: str) -> list[str]:
    # sentencex 1.0.32 panics on some white space outside ASCII; a space of the same length cuts at the same places.
    tame = _ODD_SPACE.sub(" ", line)
    parts: list[str] = []
    position = 0
    for sentence in sentencex.segment(language, tame):
        parts.append(line[position : position + len(sentence)])
        position += len(sentence)
    if position < len(line):
        parts.append(line[position:])
    return parts
