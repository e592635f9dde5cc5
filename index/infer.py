"""Likely objectives for the practices that state none, from what the models make of their passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from corpus.model import Passage, Practice
from index.encode import Encoded, Models
from index.meaning import is_native
from index.objectives import Inferred, ObjectiveGuesser


def infer(
    practices: Iterable[Practice], passages: Sequence[Passage], inputs: Sequence[str], models: Models, encoded: Encoded
) -> dict[str, tuple[Inferred, ...]]:
    """Likely objectives, best first, by practice; only of practices whose page is silent about objectives.

    :param inputs: the text that is embedded for each passage, in order.
    """
    silent = {p.practice_id for p in practices if p.primary_objectives is None and p.secondary_objectives is None}
    places: dict[str, list[int]] = {}
    for ordinal, passage in enumerate(passages):
        if passage.practice_id in silent:
            places.setdefault(passage.practice_id, []).append(ordinal)
    own = ObjectiveGuesser(models.own)
    across = ObjectiveGuesser(models.across) if models.across else None
    found = {}
    for practice_id, ordinals in places.items():
        language = Counter(passages[ordinal].language for ordinal in ordinals).most_common(1)[0][0]
        guesser, vectors = own, encoded.own
        if across is not None and encoded.across is not None and not is_native(language):
            guesser, vectors = across, encoded.across
        if guessed := guesser.guess(vectors[np.array(ordinals)], [inputs[ordinal] for ordinal in ordinals]):
            found[practice_id] = tuple(guessed)
    return found
