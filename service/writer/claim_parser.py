"""Parser of a model's text into claims: single sentences, each with the numbers of the quotations that it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import regex

from corpus.text.language_patterns import union_pattern
from corpus.text.sentences import sentence_spans
from corpus.text.strings import BULLETS

_MARKS = regex.compile(r"(?:\s*\[\s*\p{Nd}{1,4}(?:\s*[,;]\s*\p{Nd}{1,4})*\s*\])+")
_NUMBER = regex.compile(r"\p{Nd}+")
_BULLET = regex.compile(rf"^\s*(?:[{BULLETS}—]\s+|\p{{Nd}}{{1,2}}[.)]\s+)")
_CONJUNCTION = union_pattern(Path(__file__).with_name("patterns"), "claim_parser", "conjunctions")
_JOINT = regex.compile(rf"^[\s.,;:!。，；、]*(?:{_CONJUNCTION}\s+)?", regex.IGNORECASE)
"""What joins a sentence to the number before it: its own full stop, a comma, *and*."""
_LETTER = regex.compile(r"[\p{L}\p{Nd}]")


@dataclass(frozen=True, slots=True)
class DraftClaim:
    """A claim as the model wrote it, before it is verified."""

    text: str
    numbers: tuple[int, ...]


def parse_claims(pieces: Iterable[str | None]) -> Iterator[DraftClaim | None]:
    """Parse the claims of a text that comes in pieces, each as soon as its line has ended; ``None`` is passed on.

    A last line without an end is a sentence cut short, and left.
    """
    rest = ""
    for piece in pieces:
        if piece is None:
            yield None
            continue
        *lines, rest = (rest + piece).split("\n")
        for line in lines:
            yield from _parse_line(line)


def _parse_line(line: str) -> Iterator[DraftClaim]:
    """Parse the claims of a line; numbers stand behind each, or before each where the line begins with one."""
    line = _BULLET.sub("", line)
    before: tuple[int, ...] | None = None
    position = 0
    for match in _MARKS.finditer(line):
        numbers, text = tuple(map(int, _NUMBER.findall(match.group()))), line[position : match.start()]
        if not position and not text.strip():
            before = numbers
        elif before is None:
            yield from _claims_in(text, numbers)
        else:
            yield from _claims_in(text, before)
            before = numbers
        position = match.end()
    yield from _claims_in(line[position:], before or ())


def _claims_in(text: str, numbers: tuple[int, ...]) -> Iterator[DraftClaim]:
    """Split a text into sentences, all with its numbers."""
    text = _JOINT.sub("", text).strip()
    for start, end in sentence_spans(text):
        if _LETTER.search(text, start, end):
            yield DraftClaim(text[start:end].strip(), tuple(dict.fromkeys(numbers)))
