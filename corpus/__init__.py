"""What a practice is, and how pages become practices and passages. No numerics, no web."""

from corpus.errors import PageError, PracticeSearchError
from corpus.loading.collect import BUILT_IN, Collection, collect
from corpus.model import Capture, Dates, Passage, Practice, Section, SectionKind, Tombstone
from corpus.text.chunking import chunk_practice
from corpus.text.tokens import Limit, TiktokenCounter, TokenCounter, default_counter

__all__ = [
    "BUILT_IN",
    "Capture",
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
    "Tombstone",
    "chunk_practice",
    "collect",
    "default_counter",
]
