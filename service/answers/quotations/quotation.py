"""A sentence of a section that can be quoted, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Practice, Section
from index.retrieval.hits import PassageHit
from service.answers.quotations.features import NO_FEATURES, SentenceFeatures
from service.answers.quotations.spans import statement_spans


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence of a section, exactly: ``section.text[start:end]``."""

    practice: Practice
    hit: PassageHit
    section: Section
    start: int
    end: int
    score: float
    features: SentenceFeatures = NO_FEATURES

    @property
    def text(self) -> str:
        """The words quoted."""
        return self.section.text[self.start : self.end]


def candidate_quotations(practice: Practice, hit: PassageHit) -> Iterator[Quotation]:
    """What of a passage can be quoted, in its order, not yet scored."""
    passage = hit.passage
    section = practice.sections[passage.section]
    for start, end in statement_spans(passage):
        yield Quotation(practice, hit, section, passage.start + start, passage.start + end, 0.0)
