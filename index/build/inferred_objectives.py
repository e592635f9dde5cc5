"""Likely objectives for the practices that state none, from what the models make of their passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from index.build.encoding import EncodedPassages
from index.build.preparation import PreparedPractice
from index.embedding.models import Models, is_in_main_language
from index.enrichment.objective_classifier import InferredObjective, ObjectiveClassifier


def infer_objectives(
    prepared: Iterable[PreparedPractice], models: Models, encoded: EncodedPassages
) -> dict[str, tuple[InferredObjective, ...]]:
    """Likely objectives, best first, by practice; only of practices whose page is silent about objectives."""
    own = ObjectiveClassifier(models.main)
    across = ObjectiveClassifier(models.multilingual) if models.multilingual else None
    found = {}
    last = 0
    for one in prepared:
        first, last = last, last + len(one.passages)
        if one.keywords is None:
            continue
        language = Counter(passage.language for passage in one.passages).most_common(1)[0][0]
        guesser, vectors = own, encoded.main
        if across is not None and encoded.multilingual is not None and not is_in_main_language(language):
            guesser, vectors = across, encoded.multilingual
        if guessed := guesser.guess(vectors[first:last], one.inputs, words=np.array(one.keywords)):
            found[one.passages[0].practice_id] = tuple(guessed)
    return found
