"""Practices, and how pages become practices and passages: the names that the index and the service are built on.

In: files, folders and a site's pages. Out: practices, passages, and what was met on the way. May import: neither index
nor service, no numerics, no web framework. The flow: loading or sync -> readers -> parsing -> model, with vocabularies
(what names mean) and text (what strings are made of) below.

A name is imported when it is first asked for: the help of the command line needs none of what is behind them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.errors import PageError, PracticeSearchError
    from corpus.loading.collect import BUILT_IN, Collection, collect
    from corpus.model import Amount, Capture, Dates, Passage, Practice, Section, SectionKind, Tombstone
    from corpus.text.chunking import chunk_practice
    from corpus.text.tokens import Limit, TiktokenCounter, TokenCounter, default_counter

__all__ = [
    "BUILT_IN",
    "Amount",
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

_MODULES = {
    "corpus.errors": ("PageError", "PracticeSearchError"),
    "corpus.loading.collect": ("BUILT_IN", "Collection", "collect"),
    "corpus.model": ("Amount", "Capture", "Dates", "Passage", "Practice", "Section", "SectionKind", "Tombstone"),
    "corpus.text.chunking": ("chunk_practice",),
    "corpus.text.tokens": ("Limit", "TiktokenCounter", "TokenCounter", "default_counter"),
}


def __getattr__(name: str) -> object:
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
