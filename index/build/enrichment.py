"""The enrichment of a collection: acronyms, near-identical practices, and likely objectives of the silent pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model import Practice
from corpus.text.acronyms import Acronym, ranked
from index.build.encoding import EncodedPassages
from index.build.preparation import PreparedPractice
from index.embedding.model_roles import Models, is_in_main_language
from index.enrichment.near_duplicates import group_near_duplicates
from index.enrichment.objective_classifier import InferredObjective, ObjectiveClassifier


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What is inferred from a collection as a whole."""

    acronyms: Sequence[Acronym]
    """Those that most practices define first."""
    duplicates: list[list[str]]
    """Groups of near-identical practices, by id."""
    inferred: dict[str, tuple[InferredObjective, ...]]
    """Likely objectives, best first, by practice id."""


def enrich(
    practices: Sequence[Practice], prepared: Sequence[PreparedPractice], models: Models, encoded: EncodedPassages
) -> Enrichment:
    """Infer what practices do not say themselves.

    :param prepared: what was made of each practice, in their order.
    """
    groups = group_near_duplicates([practice.fingerprint for practice in prepared])
    return Enrichment(
        ranked(practice.acronyms for practice in prepared),
        [[practices[number].practice_id for number in group] for group in groups],
        infer_objectives(prepared, models, encoded),
    )


def infer_objectives(
    prepared: Iterable[PreparedPractice], models: Models, encoded: EncodedPassages
) -> dict[str, tuple[InferredObjective, ...]]:
    """Guess objectives, best first, by practice; only of practices whose page is silent about objectives."""
    main = ObjectiveClassifier(models.main, encoded.main.centring)
    multilingual = None
    if models.multilingual and encoded.multilingual:
        multilingual = ObjectiveClassifier(models.multilingual, encoded.multilingual.centring)
    inferred = {}
    end = 0
    for practice in prepared:
        start, end = end, end + len(practice.passages)
        if practice.keywords is None:
            continue
        language = Counter(passage.language for passage in practice.passages).most_common(1)[0][0]
        classifier, vectors = main, encoded.main.vectors
        if multilingual is not None and encoded.multilingual is not None and not is_in_main_language(language):
            classifier, vectors = multilingual, encoded.multilingual.vectors
        keywords = np.array(practice.keywords)
        if objectives := classifier.guess(vectors[start:end], practice.inputs, words=keywords):
            inferred[practice.passages[0].practice_id] = tuple(objectives)
    return inferred
