"""What a reader makes of the closest sentences: which answers best, and how probable it is that it does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.answers.answerability.conditions import text_before
from service.answers.quotations.quotation import Quotation
from service.answers.reader.protocol import AnswerReader

CLOSEST = 12
"""So many sentences are read, may be put first for what they meet, and are looked at before it is said that none of the
closest has what is asked for: so the first one is always a sentence that was read."""
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader makes of a sentence."""

    reader: str
    probability: float
    """That the sentence answers the question, as the reader says it."""


def read_closest(question: str, ranked: Sequence[Quotation], reader: AnswerReader) -> list[Quotation]:
    """Read the closest sentences, each with the one before it, and put them in the order of what is read.

    :param ranked: best first; those that are not read keep their order behind the others.
    :return: the sentences; their scores are again logarithms of how likely they are to answer.
    """
    closest, rest = ranked[:CLOSEST], ranked[CLOSEST:]
    if not closest:
        return []
    texts = [" ".join(filter(None, (text_before(quotation), quotation.text))) for quotation in closest]
    probabilities = np.nan_to_num(reader.probabilities(question, texts), nan=0.0).clip(0, 1).tolist()
    read = [
        replace(quotation, score=math.log(max(probability, _LEAST)), read=probability)
        for quotation, probability in zip(closest, probabilities, strict=True)
    ]
    read.sort(key=lambda quotation: -quotation.score)
    drop = closest[-1].score - read[-1].score
    return [*read, *(replace(quotation, score=quotation.score - drop) for quotation in rest)]
