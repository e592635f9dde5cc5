"""Context of answers: one snapshot, searched and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from index.retrieval.searcher import Searcher
from index.retrieval.text_comparison import TextComparison
from index.snapshot.snapshot import Snapshot
from service.questions.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """A snapshot with what finds practices in it, compares its texts, and knows the names that questions use."""

    searcher: Searcher
    texts: TextComparison
    gazetteer: Gazetteer
    base_url: str
    """The address that links to the reading view begin with."""

    @classmethod
    def of(cls, searcher: Searcher, base_url: str) -> Self:
        """Put together what belongs to the snapshot of a searcher."""
        snapshot = searcher.snapshot
        return cls(searcher, TextComparison(snapshot, searcher.models), Gazetteer(snapshot.facets), base_url)

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that answers."""
        return self.searcher.snapshot
