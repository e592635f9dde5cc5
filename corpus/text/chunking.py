"""Sections to passages: spans within a token budget, cut where a reader would pause.

Cuts fall, in this order of preference, at the end of a paragraph or list item (a line), of a sentence, of a word;
only a run of text without any white space that is longer than the budget is cut inside, and counted.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Passage, Practice
from corpus.text.sentences import sentence_spans
from corpus.text.tokens import Limit

_WORD = re.compile(r"\s*\S+\s*|\s+")
_RUN = re.compile(r"\S+|\s+")
_LONGEST_RUN = 2_000
"""Characters of one run that are ever counted at once: tokenizers slow down badly on longer ones."""

Span = tuple[int, int]
WeighedSpan = tuple[Span, float]
"""A span that is not cut, and the share that it takes of the tightest limit."""


@dataclass(frozen=True, slots=True)
class Chunks:
    """The passages of a practice, and how many runs of text had to be cut inside."""

    passages: list[Passage]
    cut_runs: int


def chunk_practice(practice: Practice, limits: Sequence[Limit]) -> Chunks:
    """Cut every section into passages, in page order, each within every limit.

    :param limits: the first is the passage budget and gives :attr:`Passage.tokens`; the others (a model's own limit)
        are kept as well.
    """
    passages: list[Passage] = []
    cut_runs = 0
    seen: Counter[tuple[str, str]] = Counter()
    for number, section in enumerate(practice.sections):
        name = f"{section.kind}/{section.heading}"
        spans, cuts = chunk_text(section.text, limits, practice.language)
        cut_runs += cuts
        texts = [section.text[start:end] for start, end in spans]
        for (start, end), text, tokens in zip(spans, texts, limits[0].counter.count(texts), strict=True):
            seen[name, text] += 1
            identity = passage_id(practice.practice_id, name, text, seen[name, text])
            passages.append(Passage(identity, practice.practice_id, number, start, end, text, tokens))
    return Chunks(passages, cut_runs)


def passage_id(practice_id: str, section: str, text: str, occurrence: int = 1) -> str:
    """Make an id that a rebuild keeps: it depends on the practice, the section and the text, not on the position."""
    parts = (practice_id, section, text, str(occurrence))
    return "p" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def chunk_text(text: str, limits: Sequence[Limit], language: str | None = None) -> tuple[list[Span], int]:
    """Cut a text into spans that cover it in order without gap or overlap, and count the runs that were cut inside.

    Takes a time that grows with the text and no faster: no more than 2,000 characters, or what a passage may hold, are
    ever counted at once, and nothing is counted more often than a run that is cut, a few hundred times.

    :return: spans with ``text[start:end]`` within every limit; none for a text of white space only.
    """
    if not text.strip():
        return [], 0
    if len(text) <= _LONGEST_RUN and all(limit.allows(text) for limit in limits):
        return [(0, len(text))], 0
    units, cuts = _units(text, limits, language)
    return list(_pack(text, units, limits)), cuts


def _units(text: str, limits: Sequence[Limit], language: str | None) -> tuple[list[WeighedSpan], int]:
    """Split a text into sentences; where one is over a limit, its words; then bare runs; then pieces of a run."""
    spans = sentence_spans(text, language)
    units = list(zip(spans, _shares(text, spans, limits), strict=True))
    for pattern in (_WORD, _RUN):
        units = _split(text, units, limits, pattern)
    whole: list[WeighedSpan] = []
    cuts = 0
    for span, share in units:
        if share <= 1:
            whole.append((span, share))
            continue
        pieces = list(_cut(text, span, limits))
        whole.extend(zip(pieces, _shares(text, pieces, limits), strict=True))
        cuts += not text[span[0] : span[1]].isspace()
    return whole, cuts


def _split(
    text: str, units: Sequence[WeighedSpan], limits: Sequence[Limit], pattern: re.Pattern[str]
) -> list[WeighedSpan]:
    """Keep each unit that is within the limits, else split it where ``pattern`` matches, which leaves nothing out.

    What is within them is not counted again, so that each character is counted as often as it is split, three times.
    """
    parts = [
        [(start, end)]
        if share <= 1
        else [(start + part.start(), start + part.end()) for part in pattern.finditer(text[start:end])]
        for (start, end), share in units
    ]
    anew = [span for spans, (_, share) in zip(parts, units, strict=True) for span in spans if share > 1]
    shares = iter(_shares(text, anew, limits))
    return [
        (span, share if share <= 1 else next(shares))
        for spans, (_, share) in zip(parts, units, strict=True)
        for span in spans
    ]


def _shares(text: str, spans: Sequence[Span], limits: Sequence[Limit]) -> list[float]:
    """Compute the share that each span takes of its tightest limit; infinite where it is too long to be counted."""
    shares = [math.inf if end - start > _LONGEST_RUN else 0.0 for start, end in spans]
    countable = [text[start:end] for (start, end), share in zip(spans, shares, strict=True) if not share]
    for limit in limits:
        counts = iter(limit.counter.count(countable))
        shares = [share if share == math.inf else max(share, next(counts) / limit.tokens) for share in shares]
    return shares


def _cut(text: str, run: Span, limits: Sequence[Limit]) -> Iterator[Span]:
    """Cut one run into the longest pieces that keep to every limit; one character at the least."""
    start, end = run
    while start < end:
        low, high = 1, min(end - start, _LONGEST_RUN)
        while low < high:
            middle = (low + high + 1) // 2
            if all(limit.allows(text[start : start + middle]) for limit in limits):
                low = middle
            else:
                high = middle - 1
        yield start, start + low
        start += low


def _pack(text: str, units: Sequence[WeighedSpan], limits: Sequence[Limit]) -> Iterator[Span]:
    """Join neighbouring units into spans of even size, as few as the tightest limit allows."""
    shares = [share for _, share in units]
    target = sum(shares) / max(1, math.ceil(sum(shares)))
    first = 0
    while first < len(units):
        last = _last_unit(text, units, first, target)
        start = units[first][0][0]
        while last > first and not all(limit.allows(text[start : units[last][0][1]]) for limit in limits):
            last -= 1
        yield start, units[last][0][1]
        first = last + 1


def _last_unit(text: str, units: Sequence[WeighedSpan], first: int, target: float) -> int:
    """Choose the unit to end a span at: near ``target`` of the budget, at a line end of its upper half if any."""
    filled, last, line_end = 0.0, first, None
    for unit in range(first, len(units)):
        (start, end), share = units[unit]
        filled += share
        if unit > first and filled > 1:
            break
        last = unit
        if text.endswith("\n", start, end) and filled >= target / 2:
            line_end = unit
        if filled >= target:
            break
    return last if line_end is None else line_end
