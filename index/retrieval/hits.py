"""The hits of a search: practices, each with its passages."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Passage, Practice
from index.enrichment.objective_classifier import InferredObjective


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage that matches, and why: its cosine to the query, its BM25 score (0: not listed by the word search)."""

    passage: Passage
    score: float
    dense: float
    lexical: float
    multilingual: bool = False
    """Whether the cosine is from the multilingual model."""


@dataclass(frozen=True, slots=True)
class PracticeHit:
    """A practice with its best passages, best first; its score is theirs."""

    practice: Practice
    score: float
    hits: tuple[PassageHit, ...]
    inferred: tuple[InferredObjective, ...] = ()
    """Likely objectives, best first, where it states none."""
    near_identical: tuple[Practice, ...] = ()
    """Where near-identical practices are taken as one: the others that filters and phrases let through."""
