"""Membership: which practices belong in a list answer (logistic regression on five features)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Practice
from index.dense.query_vectors import QueryVectors
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models, model_family
from index.embedding.packaged.e5_with_universal import E5_WITH_UNIVERSAL
from index.embedding.packaged.universal_encoder import UNIVERSAL_ENCODER
from index.facets.masks import Filters
from index.lexical.analysed_text import AnalysedText, analyse
from index.retrieval.hits import PracticeHit
from index.retrieval.searcher import Searcher
from service.questions.subject import Subject

MEMBERSHIP_BAR = 0.34
"""The least probability of a practice that belongs; set on the odd-numbered questions (``tests/bench/sets.py``)."""
MOST_JUDGED = 500
"""Practices that are judged, the closest ones; a set that may be larger says so."""
_LEAST_COSINE = {UNIVERSAL_ENCODER: 0.36, E5_WITH_UNIVERSAL: 0.36}
"""The least cosine of a multilingual model for a practice that belongs, where no word can be counted. A model that has
no bar here finds none: its scale is not known."""


@dataclass(frozen=True, slots=True)
class MembershipFeatures:
    """Features of a practice that may belong in a list.

    :param score: the score of the search, from 0 to 1; its best practice has nearly 1.
    :param coverage: the share of the subject, by weight, that the practice names.
    :param share: that over the largest of any practice.
    :param at_start: the share that its title and first section name, over the same.
    :param in_title: whether its title names any of it.
    """

    score: float
    coverage: float
    share: float
    at_start: float
    in_title: bool


@dataclass(frozen=True, slots=True)
class ListMember:
    """A practice of a list, with the probability that it belongs there."""

    hit: PracticeHit
    probability: float


def membership_probability(features: MembershipFeatures) -> float:
    """Estimate the probability that a practice belongs in a list (fitted on 30 questions with gold sets)."""
    return 1 / (
        1
        + math.exp(
            10.46
            - 8.64 * features.score
            - 1.53 * features.coverage
            - 2.40 * features.share
            - 1.13 * features.at_start
            - 2.24 * features.in_title
        )
    )


def select_members(
    subject: Subject,
    vectors: QueryVectors,
    searcher: Searcher,
    filters: Filters,
    may_belong: Callable[[Practice], bool],
) -> tuple[list[ListMember], list[PracticeHit]]:
    """Select the practices that are about a subject.

    :param may_belong: tells whether a practice can be in the list at all.
    :return: the members, likeliest first, and all hits that were judged, nearest first.
    """
    nearest = searcher.search(subject.query, MOST_JUDGED, filters=filters, vectors=vectors)
    judged = [hit for hit in nearest if may_belong(hit.practice)]
    probabilities = (
        _by_coverage(subject, judged) if subject.can_be_covered else _by_cosine(judged, searcher.models.multilingual)
    )
    members = [
        ListMember(hit, probability)
        for hit, probability in zip(judged, probabilities, strict=True)
        if probability >= MEMBERSHIP_BAR
    ]
    return sorted(members, key=lambda member: -member.probability), nearest


def _by_coverage(subject: Subject, judged: Sequence[PracticeHit]) -> Iterable[float]:
    """Estimate probabilities by the share of the subject that each practice names."""
    texts = [_analysed_texts(hit.practice) for hit in judged]
    coverages = [subject.coverage(practice_texts) for practice_texts in texts]
    most = max(coverages, default=0.0) or 1.0
    for hit, practice_texts, coverage in zip(judged, texts, coverages, strict=True):
        start = subject.coverage(practice_texts[:2])
        in_title = subject.coverage(practice_texts[:1]) > 0
        yield (
            membership_probability(MembershipFeatures(hit.score, coverage, coverage / most, start / most, in_title))
            if coverage
            else 0.0
        )


def lacks_bar(judged: Sequence[PracticeHit], models: Models) -> bool:
    """Tell whether a multilingual model scored any of these practices that has no bar to judge them by."""
    return _bar(models.multilingual) == math.inf and any(
        hit.multilingual for practice_hit in judged for hit in practice_hit.hits
    )


def _bar(model: Embedder | None) -> float:
    return _LEAST_COSINE.get(model_family(model.name), math.inf) if model else math.inf


def _by_cosine(judged: Sequence[PracticeHit], model: Embedder | None) -> Iterable[float]:
    """Estimate probabilities by the multilingual model alone, where no word of the subject can be counted."""
    bar = _bar(model)
    for hit in judged:
        cosine = max((passage_hit.dense for passage_hit in hit.hits if passage_hit.multilingual), default=0.0)
        yield cosine if cosine >= bar else 0.0


def _analysed_texts(practice: Practice) -> list[AnalysedText]:
    """Give the title of a practice and the texts of its sections, in order."""
    return [analyse(text, practice.language) for text in (practice.title, *(s.text for s in practice.sections))]
