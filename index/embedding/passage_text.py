"""The input text of a passage: what is embedded and indexed, a short header (title, section) above its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Passage, Practice
from corpus.text.chunking import Chunks, chunk_practice
from corpus.text.tokens import Limit
from index.embedding.model_roles import Models, is_in_main_language

_HEADER_SHARE = 4
"""A header takes at most this fraction (1/4) of what the model takes in one piece."""
_LONGEST_HEADER = 1_000
"""Characters of a header, which each passage has: a model may take any run of letters for one unknown token."""


@dataclass(frozen=True, slots=True)
class InputLimits:
    """What the models take in one piece, by the language of a passage.

    The tokenizer of an English model cuts Arabic into letters: its limit would leave a passage a sentence or two.
    """

    main: Limit
    multilingual: Limit | None = None

    @classmethod
    def of(cls, models: Models) -> InputLimits:
        """Take the limits of the models of a snapshot."""
        return cls(models.main.limit, models.multilingual.limit if models.multilingual else None)

    def for_language(self, language: str | None) -> Limit:
        """Give the tighter limit of the models that judge passages in a language."""
        return self.main if self.multilingual is None or is_in_main_language(language) else self.multilingual


def chunk_for(practice: Practice, budget: Limit, models: Sequence[Limit]) -> Chunks:
    """Chunk a practice into passages within the budget and, with their headers, within the models' own limits."""
    limits = [budget]
    for model in models:
        headers = [header(practice, section, model) for section in range(len(practice.sections))]
        longest = max(model.counter.count(headers), default=0)
        limits.append(Limit(model.counter, model.tokens - longest))
    return chunk_practice(practice, limits)


def passage_inputs(practice: Practice, passages: Sequence[Passage], limits: InputLimits) -> list[str]:
    """Compose the texts that stand for the passages of one practice, in order."""
    headers: dict[tuple[int, bool], str] = {}
    inputs = []
    for passage in passages:
        limit = limits.for_language(passage.language)
        key = passage.section, limit is limits.main
        if key not in headers:
            headers[key] = header(practice, passage.section, limit)
        inputs.append(f"{headers[key]}\n{passage.text.strip()}".strip())
    return inputs


def header(practice: Practice, section: int, model: Limit) -> str:
    """Compose title and section heading in one line, shortened at a word where it would crowd out the passage."""
    heading = practice.sections[section].heading
    title = practice.title[:_LONGEST_HEADER]
    words = (f"{title}. {heading}" if heading else title)[:_LONGEST_HEADER].split()
    most = model.tokens // _HEADER_SHARE
    while words and model.counter.count([" ".join(words)])[0] > most:
        del words[-max(1, len(words) // 10) :]
    return " ".join(words)
