"""Statements of a passage, which can be quoted: its sentences, and short lists with the line that leads into them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from corpus.model import Passage
from corpus.text.sentences import sentence_spans
from corpus.text.strings import BULLETS

_FEWEST_WORDS = 4
"""A shorter line is a heading, not a statement; scripts without spaces are counted in characters."""
_FEWEST_CHARACTERS = 8
_SPACELESS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_BULLETS = regex.compile(rf"[{BULLETS}\s]*(?:o\s+(?=\p{{Lu}}))?")
"""Word processors write the second level of a list with an *o*."""
_ITEM = regex.compile(rf"\s*(?:[{BULLETS}]|o(?=\s+\p{{Lu}})|\(?(?:\d{{1,2}}|\p{{L}})[.)])\s+\S")
_LONGEST_LIST = 500
"""Characters: of a longer list the items are quoted one by one."""
_LONGEST_BEFORE = 2000
"""Characters before a statement that the one before it is looked for in."""
_WIDEST_GAP = 80
"""Characters between the two: a heading at the most."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence with what is put before it; ``is_item`` where it begins an item, ``goes_on`` within a line."""

    start: int
    end: int
    is_item: bool
    goes_on: bool
    leads: bool


def statement_spans(passage: Passage) -> Iterator[tuple[int, int]]:
    """Find the spans of statements within a passage's text: no headings, no bullets, no lead-in without its list.

    A list says what it says with the line that ends in a colon before it, so the two are one statement where that is
    short enough to be read as one.
    """
    lines = _lines(passage)
    at = 0
    while at < len(lines):
        after = _end_of_list(lines, at)
        line = lines[at]
        if after > at + 1 and lines[after - 1].end - line.start <= _LONGEST_LIST:
            yield _trim(passage.text, line.start, lines[after - 1].end)
            at = after
            continue
        start, end = _trim(passage.text, line.start, line.end)
        if not line.leads and _is_long_enough(passage.text[start:end]):
            yield start, end
        at += 1


def start_of_statement_before(text: str, passage: Passage, start: int) -> int | None:
    """Find where the statement before one begins in a section; ``None`` where there is none close to it.

    Passages end anywhere between sentences, so that it may stand in the passage before.

    :param text: of the section.
    :param start: of the statement, in the section.
    """
    begin = max(0, start - _LONGEST_BEFORE)
    before = text[begin:start]
    spans = list(statement_spans(replace(passage, text=before)))
    if not spans:
        return None
    first, end = spans[-1]
    is_cut = first == 0 and begin > 0
    return None if is_cut or len(before) - end > _WIDEST_GAP else begin + first


def _lines(passage: Passage) -> list[_Line]:
    text = passage.text
    lines = []
    for start, end in sentence_spans(text, passage.language):
        goes_on = start > 0 and text[start - 1] != "\n"
        is_item = not goes_on and bool(_ITEM.match(text, start, end))
        lines.append(_Line(start, end, is_item, goes_on, text[start:end].rstrip().endswith((":", "："))))
    return lines


def _end_of_list(lines: Sequence[_Line], at: int) -> int:
    """Find the line behind the list that a line leads into; ``at`` where it leads into none."""
    if not lines[at].leads:
        return at
    after = at + 1
    while after < len(lines) and (lines[after].is_item or (after > at + 1 and lines[after].goes_on)):
        after += 1
    return after if after > at + 1 else at


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Trim a span of the bullets before it and the white space around it."""
    end = start + len(text[start:end].rstrip())
    bullets = _BULLETS.match(text, start, end)
    return (bullets.end() if bullets else start), end


def _is_long_enough(sentence: str) -> bool:
    words = sentence.split()
    return len(words) >= _FEWEST_WORDS or any(len(_SPACELESS.findall(word)) >= _FEWEST_CHARACTERS for word in words)
