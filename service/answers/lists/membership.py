"""Membership: which practices belong in a list answer (logistic regression on five features)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.model import Practice
from index.dense.query_vectors import QueryVectors
from index.facets.masks import Filters
from index.lexical.analysed_text import AnalysedText, analyse
from index.retrieval.hits import PracticeHit
from index.retrieval.searcher import Searcher
from index.snapshot.snapshot import Snapshot
from service.answers.lists.meaning import LIKELY, POSSIBLE, bars_of, probabilities_across
from service.questions.subject import Lacking, Subject

MEMBERSHIP_BAR = 0.34
"""The least probability of a practice that belongs; set on the odd-numbered questions (``tests/bench/sets.py``)."""
POSSIBLE_BAR = 0.15
"""The least probability of a practice that may belong."""
_MOST: Mapping[Lacking, tuple[float, float]] = {"": (1.0, 1.0), "verb": (LIKELY, 1.0), "object": (POSSIBLE, LIKELY)}
"""The highest probability by words, and by meaning, where the collection lacks what weighs most in a subject: *protect*
is in many practices and *elephants* in none, while *safeguard refugees* is mostly about refugees."""
_AT_ONCE = 500
"""Practices that are looked at first; four times as many as long as the last of them may belong."""


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


@dataclass(frozen=True, slots=True)
class Membership:
    """What of a set is about a subject, the likeliest first."""

    members: list[ListMember]
    possible: list[ListMember]
    nearest: list[PracticeHit]
    """All that were judged, nearest first."""


def select_members(
    subject: Subject,
    vectors: QueryVectors,
    searcher: Searcher,
    filters: Filters,
    may_belong: Callable[[Practice], bool],
) -> Membership:
    """Select the practices that are about a subject, of all that the filters let through.

    A practice belongs by its words where it is in the subject's language, and by its meaning in any other. Where the
    collection has nowhere what weighs most in the subject, none surely does, and none by the lighter words alone.

    :param may_belong: tells whether a practice can be in the list at all.
    """
    snapshot = searcher.snapshot
    bars = bars_of(snapshot)
    is_alone, language = not subject.can_be_covered, subject.query.language
    across = probabilities_across(snapshot, vectors, language, bars, is_alone=is_alone) if bars else {}
    nearest = _all_near(subject, vectors, searcher, filters, len(across))
    judged = [hit for hit in nearest if may_belong(hit.practice)]
    by_meaning = [across.get(snapshot.numbers[hit.practice.practice_id], 0.0) for hit in judged]
    most_by_words, most_by_meaning = _MOST[subject.lacking]
    probabilities = (
        max(min(words, most_by_words), min(meaning, most_by_meaning))
        for words, meaning in zip(_by_coverage(subject, judged), by_meaning, strict=True)
    )
    listed = [ListMember(hit, probability) for hit, probability in zip(judged, probabilities, strict=True)]
    listed.sort(key=lambda member: -member.probability)
    return Membership(
        [member for member in listed if member.probability >= MEMBERSHIP_BAR],
        [member for member in listed if POSSIBLE_BAR <= member.probability < MEMBERSHIP_BAR],
        nearest,
    )


def _all_near(
    subject: Subject, vectors: QueryVectors, searcher: Searcher, filters: Filters, across: int
) -> list[PracticeHit]:
    """Find all practices that may belong: more are looked at until the last one cannot, whatever it says.

    :param across: how many may belong by their meaning, wherever they stand.
    """
    most = max(_AT_ONCE, 2 * across)
    while True:
        nearest = searcher.search(subject.query, most, filters=filters, vectors=vectors)
        if len(nearest) < most or not _may_be_possible(nearest[-1]):
            return nearest
        most *= 4


def _may_be_possible(hit: PracticeHit) -> bool:
    """Tell whether a practice may belong by its words, did it name the whole subject."""
    return membership_probability(MembershipFeatures(hit.score, 1.0, 1.0, 1.0, True)) >= POSSIBLE_BAR


def _by_coverage(subject: Subject, judged: Sequence[PracticeHit]) -> Iterable[float]:
    """Estimate probabilities by the share of the subject that each practice names."""
    if not subject.can_be_covered:
        yield from (0.0 for _ in judged)
        return
    texts = [_analysed_texts(hit.practice) if _may_be_possible(hit) else None for hit in judged]
    coverages = [subject.coverage(practice_texts) if practice_texts else 0.0 for practice_texts in texts]
    most = max(coverages, default=0.0) or 1.0
    for hit, practice_texts, coverage in zip(judged, texts, coverages, strict=True):
        if not practice_texts or not coverage:
            yield 0.0
            continue
        start = subject.coverage(practice_texts[:2])
        in_title = subject.coverage(practice_texts[:1]) > 0
        yield membership_probability(MembershipFeatures(hit.score, coverage, coverage / most, start / most, in_title))


def lacks_bar(judged: Sequence[PracticeHit], snapshot: Snapshot) -> bool:
    """Tell whether a multilingual model scored any of these practices that has no bar to judge them by."""
    return bars_of(snapshot) is None and any(hit.multilingual for practice_hit in judged for hit in practice_hit.hits)


def _analysed_texts(practice: Practice) -> list[AnalysedText]:
    """Give the title of a practice and the texts of its sections, in order."""
    return [analyse(text, practice.language) for text in (practice.title, *(s.text for s in practice.sections))]
