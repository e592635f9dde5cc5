"""What a search returns."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Passage, Practice


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matches, and why: its cosine to the query, its BM25 score (0: not listed by the word search)."""

    passage: Passage
    score: float
    dense: float
    lexical: float


@dataclass(frozen=True, slots=True)
class PracticeHit:
    """A practice with its best passages, best first; its score is theirs."""

    practice: Practice
    score: float
    hits: tuple[Hit, ...]
