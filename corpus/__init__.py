"""What a practice is, and how pages become practices and passages. No numerics, no web."""

from corpus.chunk import chunk_practice
from corpus.collect import BUILT_IN, Collection, collect
from corpus.errors import PageError, PracticeSearchError
from corpus.model import Dates, Passage, Practice, Section, SectionKind
from corpus.tokens import Limit, TiktokenCounter, TokenCounter, default_counter

__all__ = [
    "BUILT_IN",
    "Collection",
    "Dates",
    "Limit",
    "PageError",
    "Passage",
    "Practice",
    "PracticeSearchError",
    "Section",
    "SectionKind",
    "TiktokenCounter",
    "TokenCounter",
    "chunk_practice",
    "collect",
    "default_counter",
]
