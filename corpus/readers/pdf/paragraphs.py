"""Paragraphs of printed pages: their lines as one, without the hyphens of line ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.readers.language_words import words_of
from corpus.readers.pdf.pieces import Piece

_HYPHENATED = set(words_of("hyphenated_prefixes"))
"""First parts of words that are written with a hyphen, wherever a line ends."""


def join_paragraph(pieces: Sequence[Piece], words: Counter[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Join the lines of a paragraph.

    :return: the text, and the pages that it goes over as (offset, page number).
    """
    text = ""
    pages: list[tuple[int, int]] = []
    for piece in pieces:
        if text.endswith("-") and not text.endswith(" -"):
            text = _without_hyphen(text, piece.text, words)
        elif text:
            text += " "
        if not pages or piece.page != pages[-1][1]:
            pages.append((len(text), piece.page))
        text += piece.text
    return text, tuple(pages)


def _without_hyphen(text: str, following: str, words: Counter[str]) -> str:
    """Drop a hyphen at a line end where it only cuts a word, and keep it where it belongs to the word."""
    first = re.search(r"([\w-]*)-$", text)
    second = re.match(r"[\w-]*", following)
    before, after = (first[1] if first else "").casefold(), (second[0] if second else "").casefold()
    is_word = before.replace("-", "").isalpha() and following[:1].islower()
    written = words[f"{before}-{after}"] > words[before + after]
    return text if not is_word or written or before in _HYPHENATED else text[:-1]
