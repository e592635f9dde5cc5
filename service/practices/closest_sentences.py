"""The closest sentences of two passages: what makes them alike, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.model import Passage
from corpus.text.statements import statement_spans
from index.retrieval.text_comparison import TextComparison


@dataclass(frozen=True, slots=True)
class PassageSentence:
    """A sentence of a passage: ``practice.sections[section].text[start:end] == text``."""

    section: int
    start: int
    end: int
    text: str

    @classmethod
    def within(cls, passage: Passage, start: int, end: int) -> PassageSentence:
        """Take what is between two offsets of a passage's text."""
        return cls(passage.section, passage.start + start, passage.start + end, passage.text[start:end])


def find_closest_sentences(
    texts: TextComparison, first: Passage, second: Passage
) -> tuple[PassageSentence, PassageSentence]:
    """Find the sentence of each of two passages that are closest to each other, by the model that judges the pair.

    A passage without a sentence that says something by itself is taken whole.
    """
    spans = _spans(first), _spans(second)
    role = texts.judging_role(first, second)
    own, their = texts.span_vectors(role, [(first, spans[0]), (second, spans[1])])
    cosines = own @ their.T
    mine, yours = divmod(int(cosines.argmax()), len(their))
    return PassageSentence.within(first, *spans[0][mine]), PassageSentence.within(second, *spans[1][yours])


def _spans(passage: Passage) -> Sequence[tuple[int, int]]:
    """List the spans of a passage's statements; the passage without the white space around it where it has none."""
    text = passage.text
    return list(statement_spans(passage)) or [(len(text) - len(text.lstrip()), len(text.rstrip()))]
