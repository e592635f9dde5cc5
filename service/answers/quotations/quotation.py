"""A sentence of a section that can be quoted, exactly."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Practice, Section
from corpus.text.statements import statement_spans
from index.lexical.analysed_text import AnalysedText, analyse
from index.retrieval.hits import PassageHit
from service.answers.quotations.features import NO_FEATURES, SentenceFeatures


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
    read: float | None = None
    """The probability that it answers, as a reader says it; ``None``: it was not read."""

    @property
    def text(self) -> str:
        """The words quoted."""
        return self.section.text[self.start : self.end]

    @property
    def language(self) -> str | None:
        """The language of its passage."""
        return self.hit.passage.language

    @property
    def analysed(self) -> AnalysedText:
        """The words of the sentence, out of those of its passage."""
        passage = self.hit.passage
        return analyse(passage.text, passage.language).within(self.start - passage.start, self.end - passage.start)

    @property
    def analysed_title(self) -> AnalysedText:
        """The words of its practice's title, by the rules of its own language."""
        return analyse(self.practice.title, self.language)


def candidate_quotations(practice: Practice, hit: PassageHit) -> Iterator[Quotation]:
    """List what of a passage can be quoted, in its order, not yet scored."""
    passage = hit.passage
    section = practice.sections[passage.section]
    for start, end in statement_spans(passage):
        yield Quotation(practice, hit, section, passage.start + start, passage.start + end, 0.0)
