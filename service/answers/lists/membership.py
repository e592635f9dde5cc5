"""Which practices belong to a set: the one rule, in one place, so that a calibrated one can take its seat."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.model import Practice
from index.dense.query_vectors import QueryVectors
from index.facets.masks import Filters
from index.lexical.analysed_text import AnalysedText, analyse
from index.retrieval.hits import PracticeHit
from index.retrieval.searcher import Searcher
from service.questions.subject import Subject

BELONGS = 0.33
"""The least probability of a practice that belongs; set on the odd-numbered questions (``tests/bench/sets.py``)."""
MOST_JUDGED = 500
"""Practices that are judged, the closest ones; a set that may be larger says so."""
_CLOSE_ACROSS = 0.36
"""Cosine of the model across languages, where no word can be counted."""


@dataclass(frozen=True, slots=True)
class MembershipFeatures:
    """What speaks for a practice.

    :param score: of the search, from 0 to 1; its best practice has nearly 1.
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
    """A practice of a set, with the probability that it belongs there."""

    hit: PracticeHit
    probability: float


def membership_probability(evidence: MembershipFeatures) -> float:
    """The probability that a practice belongs to a set: a logistic regression on 30 questions with gold sets."""
    return 1 / (
        1
        + math.exp(
            10.46
            - 8.64 * evidence.score
            - 1.53 * evidence.coverage
            - 2.40 * evidence.share
            - 1.13 * evidence.at_start
            - 2.24 * evidence.in_title
        )
    )


def select_members(
    subject: Subject, vectors: QueryVectors, searcher: Searcher, filters: Filters, may_be: Callable[[Practice], bool]
) -> tuple[list[ListMember], list[PracticeHit]]:
    """The practices that are about a subject, likeliest first, and all that were judged, nearest first.

    :param may_be: whether a practice can be in the set at all.
    """
    found = searcher.search(subject.query, MOST_JUDGED, filters=filters, vectors=vectors)
    judged = [hit for hit in found if may_be(hit.practice)]
    chances = _probabilities(subject, judged) if subject.can_be_covered else _by_meaning(judged)
    belonging = [ListMember(hit, chance) for hit, chance in zip(judged, chances, strict=True) if chance >= BELONGS]
    return sorted(belonging, key=lambda member: -member.probability), found


def _probabilities(subject: Subject, judged: Sequence[PracticeHit]) -> Iterable[float]:
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


def _by_meaning(judged: Sequence[PracticeHit]) -> Iterable[float]:
    """Where no word of the subject can be counted, the model across languages alone has a say, if it is sure."""
    for hit in judged:
        close = max((one.dense for one in hit.hits if one.multilingual), default=0.0)
        yield close if close >= _CLOSE_ACROSS else 0.0


def _analysed_texts(practice: Practice) -> list[AnalysedText]:
    """Give the title of a practice and the texts of its sections, in order."""
    return [analyse(text, practice.language) for text in (practice.title, *(s.text for s in practice.sections))]
