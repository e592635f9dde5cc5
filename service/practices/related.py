"""Practices related to a given one, with the pair of passages, and of sentences in them, that shows why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus.model import Passage, Practice
from corpus.vocabularies.organisations import organisation_key
from index.retrieval.text_comparison import TextComparison
from service.practices.closest_sentences import PassageSentence, find_closest_sentences
from service.practices.lookup import find_practice
from service.practices.relatedness import RelatednessScale, closest_pairs, passage_weights, practice_scores
from service.reasons import Reason, ReasonCode


@dataclass(frozen=True, slots=True)
class RelatedPractice:
    """A related practice, how close it is, and what makes it so."""

    practice: Practice
    score: float
    """Over all own passages, from 0, at the bar or below it, to 1, the same text; without a bar, the mean likeness."""
    own_passage: Passage
    their_passage: Passage
    own_sentence: PassageSentence
    """The sentence of the own passage that is closest to theirs, and below theirs."""
    their_sentence: PassageSentence
    shared_objectives: tuple[int, ...]
    shared_countries: tuple[str, ...]
    shared_organisations: tuple[str, ...]
    is_near_identical: bool
    """Whether it says the same as the given practice, or nearly."""
    near_identical: tuple[Practice, ...]
    """The other practices that say the same as this one, or nearly."""


@dataclass(frozen=True, slots=True)
class RelatedPractices:
    """The practices related to one, best first."""

    practices: list[RelatedPractice]
    has_bar: bool
    """Whether those below a bar were left out."""
    note: Reason | None
    """Why there are none, or that there was no bar."""


def find_related(texts: TextComparison, practice_id: str, top: int = 5) -> RelatedPractices:
    """Find the ``top`` practices most like a given one, never itself; the best of near-identical ones.

    Likeness is the mean, over the passages of the given practice, of the cosine to the closest passage of the other
    one (the MaxSim of Khattab and Zaharia 2020, with passages in the place of tokens). The pair shown is the closest
    one; where that is below the bar of the model that judges it, the practice is left out, unless it is near-identical.
    Passages of a few words ("The World Bank sponsored the project.") weigh little in both: they are close to others of
    their kind, whatever the subject.

    :raises UnknownPracticeError: no practice has this id.
    """
    snapshot = texts.snapshot
    practice = find_practice(snapshot, practice_id)
    scale = RelatednessScale.of(snapshot)
    number, own = snapshot.numbers[practice_id], snapshot.ordinals_of(practice_id)
    if not len(own):
        return RelatedPractices([], scale.has_bar, Reason(ReasonCode.NO_TEXT_TO_COMPARE))
    weights = passage_weights(snapshot.passages)
    cosines, by_main = snapshot.dense.similarity_matrix(own)
    likeness = cosines * weights
    related, pairs = scale.relate(likeness, by_main), scale.relate(likeness * weights[own, None], by_main)
    starts = np.flatnonzero(np.diff(snapshot.owners, prepend=-1))
    scores = practice_scores(related, weights[own], starts)
    candidates, groups = snapshot.owners[starts], snapshot.groups.labels
    is_shown = (closest_pairs(pairs, starts) >= 0) | (groups[candidates] == groups[number]) | (not scale.has_bar)
    order = np.argsort(-scores, kind="stable")
    order = order[is_shown[order] & (candidates[order] != number)]
    order = order[np.sort(np.unique(groups[candidates[order]], return_index=True)[1])[:top]]
    practices = list(snapshot.practices.values())
    ends = np.append(starts[1:], len(snapshot.owners))
    shown = []
    for place in order.tolist():
        block = pairs[:, starts[place] : ends[place]]
        mine, theirs = np.unravel_index(int(block.argmax()), block.shape)
        other = practices[candidates[place]]
        passages = snapshot.passages[own[mine]], snapshot.passages[starts[place] + theirs]
        shown.append(
            RelatedPractice(
                other,
                min(float(scores[place]), 1.0),
                *passages,
                *find_closest_sentences(texts, *passages),
                tuple(objective for objective in practice.objectives if objective in other.objectives),
                _shared_values(practice.countries, other.countries),
                _shared_organisations(practice.implementing, other.implementing),
                bool(groups[candidates[place]] == groups[number]),
                tuple(copy for copy in snapshot.near_identical(other.practice_id) if copy is not practice),
            )
        )
    return RelatedPractices(shown, scale.has_bar, _note(shown, scale))


def _note(shown: Sequence[RelatedPractice], scale: RelatednessScale) -> Reason | None:
    if not shown:
        return Reason(ReasonCode.NONE_RELATED)
    return None if scale.has_bar else Reason(ReasonCode.RELATED_WITHOUT_BAR)


def _shared_organisations(first: tuple[str, ...] | None, second: tuple[str, ...] | None) -> tuple[str, ...]:
    """Select those of the first that are among the second, by whichever of their names."""
    keys = {organisation_key(name) for name in second or ()}
    return tuple(name for name in first or () if organisation_key(name) in keys)


def _shared_values(first: tuple[str, ...] | None, second: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(value for value in first or () if value in (second or ()))
