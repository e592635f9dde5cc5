"""Where sentences end. Splitting is sentencex's; keeping every character is ours."""

from __future__ import annotations

import re

import sentencex

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_ODD_SPACE = re.compile(r"[^\S \t\r\n\f\v]")


def sentence_spans(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Character spans of the sentences of a text, in order, covering it without gap or overlap.

    A line end always ends a sentence: pages keep one paragraph or one list item a line. Trailing white space
    belongs to the sentence before it.

    :param text: any text.
    :param language: ISO 639-1 code; unknown languages fall back to English rules.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        start = line.start()
        for sentence in _segment(line.group(), language or "en"):
            if spans and not sentence.strip():
                spans[-1] = (spans[-1][0], start + len(sentence))
            else:
                spans.append((start, start + len(sentence)))
            start += len(sentence)
    return spans


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
