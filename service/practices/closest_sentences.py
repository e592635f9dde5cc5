"""The closest sentences of two passages: what makes them alike, word for word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model import Passage
from corpus.text.statements import statement_spans
from index.arrays import Scores
from index.retrieval.text_comparison import TextComparison

_FULL_WEIGHT = 100
"""Bytes of UTF-8 from which on a sentence weighs in full."""


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

    Sentences of a few words ("It was adopted in June 2007.") weigh little: they are close to others of their kind,
    whatever the subject. A passage without a sentence that says something by itself is taken whole.
    """
    spans = _spans(first), _spans(second)
    role = texts.judging_role(first, second)
    own, their = texts.span_vectors(role, [(first, spans[0]), (second, spans[1])])
    closeness = own @ their.T * np.sqrt(np.outer(_weights(first, spans[0]), _weights(second, spans[1])))
    mine, yours = divmod(int(closeness.argmax()), len(their))
    return PassageSentence.within(first, *spans[0][mine]), PassageSentence.within(second, *spans[1][yours])


def _weights(passage: Passage, spans: Sequence[tuple[int, int]]) -> Scores:
    """Weigh sentences by their length, up to 1, in bytes: a character of Chinese says more than one of English."""
    return np.array(
        [min(1.0, len(passage.text[start:end].encode()) / _FULL_WEIGHT) for start, end in spans], np.float32
    )


def _spans(passage: Passage) -> Sequence[tuple[int, int]]:
    """List the spans of a passage's statements; the passage without the white space around it where it has none."""
    text = passage.text
    return list(statement_spans(passage)) or [(len(text) - len(text.lstrip()), len(text.rstrip()))]
