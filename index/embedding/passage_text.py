"""The input text of a passage: what is embedded and indexed, a short header (title, section) above its text."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.model import Passage, Practice
from corpus.text.chunking import Chunks, chunk_practice
from corpus.text.tokens import Limit

_HEADER_SHARE = 4
"""A header takes at most this fraction (1/4) of what the model takes in one piece."""
_LONGEST_HEADER = 1_000
"""Characters of a header, which each passage has: a model may take any run of letters for one unknown token."""


def chunk_for(practice: Practice, budget: Limit, model: Limit) -> Chunks:
    """Chunk a practice into passages within the budget and, with their headers, within the model's own limit."""
    headers = [header(practice, section, model) for section in range(len(practice.sections))]
    longest = max(model.counter.count(headers), default=0)
    return chunk_practice(practice, [budget, Limit(model.counter, model.tokens - longest)])


def passage_inputs(practice: Practice, passages: Sequence[Passage], model: Limit) -> list[str]:
    """Compose the texts that stand for the passages of one practice, in order."""
    headers = {section: header(practice, section, model) for section in {passage.section for passage in passages}}
    return [f"{headers[passage.section]}\n{passage.text.strip()}".strip() for passage in passages]


def header(practice: Practice, section: int, model: Limit) -> str:
    """Compose title and section heading in one line, shortened at a word where it would crowd out the passage."""
    heading = practice.sections[section].heading
    title = practice.title[:_LONGEST_HEADER]
    words = (f"{title}. {heading}" if heading else title)[:_LONGEST_HEADER].split()
    most = model.tokens // _HEADER_SHARE
    while words and model.counter.count([" ".join(words)])[0] > most:
        del words[-max(1, len(words) // 10) :]
    return " ".join(words)
