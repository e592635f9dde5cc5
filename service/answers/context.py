"""Context of answers: one snapshot, searched and compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from index.retrieval.searcher import Searcher
from index.retrieval.text_comparison import TextComparison
from index.snapshot.snapshot import Snapshot
from service.answers.reader.protocol import AnswerReader
from service.questions.gazetteer import Gazetteer


@dataclass(frozen=True, slots=True)
class AnswerContext:
    """A snapshot with what finds practices in it, compares its texts, and knows the names that questions use."""

    searcher: Searcher
    texts: TextComparison
    gazetteer: Gazetteer
    base_url: str
    """The address that links to the reading view begin with."""
    reader: AnswerReader | None = None
    """What confirms answers; ``None``: nothing does."""

    @classmethod
    def of(cls, searcher: Searcher, base_url: str, reader: AnswerReader | None = None) -> Self:
        """Put together what belongs to the snapshot of a searcher."""
        snapshot = searcher.snapshot
        texts, gazetteer = TextComparison(snapshot, searcher.models), Gazetteer(snapshot.facets)
        return cls(searcher, texts, gazetteer, base_url, reader)

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that answers."""
        return self.searcher.snapshot
