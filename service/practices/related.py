"""Practices related to a given one, with the pair of passages that shows why."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corpus.model import Passage, Practice
from corpus.vocabularies.organisations import organisation_key
from index.snapshot.snapshot import Snapshot
from service.practices.lookup import find_practice

_FULL_WEIGHT = 60
"""Tokens from which on a passage weighs in full."""


@dataclass(frozen=True, slots=True)
class RelatedPractice:
    """A related practice, its similarity from 0 to 1, and what makes it so."""

    practice: Practice
    score: float
    own_passage: Passage
    their_passage: Passage
    shared_objectives: tuple[int, ...]
    shared_countries: tuple[str, ...]
    shared_organisations: tuple[str, ...]
    is_near_identical: bool
    """Whether it says the same as the given practice, or nearly."""
    near_identical: tuple[Practice, ...]
    """The other practices that say the same as this one, or nearly."""


def find_related(snapshot: Snapshot, practice_id: str, top: int = 5) -> list[RelatedPractice]:
    """Find the ``top`` practices most like a given one, best first, never itself; the best of near-identical ones.

    Likeness is the mean, over the passages of the given practice, of the cosine to the closest passage of the other
    one (the MaxSim of Khattab and Zaharia 2020, with passages in the place of tokens). The pair shown is the closest
    one. Passages of a few words ("The World Bank sponsored the project.") weigh little in both: they are close to
    others of their kind, whatever the subject.

    :raises UnknownPracticeError: no practice has this id.
    """
    practice = find_practice(snapshot, practice_id)
    number, own = snapshot.numbers[practice_id], snapshot.ordinals_of(practice_id)
    if not len(own):
        return []
    weights = np.array([min(1.0, passage.tokens / _FULL_WEIGHT) for passage in snapshot.passages], np.float32)
    similarity = snapshot.dense.similarity_matrix(own) * weights
    starts = np.flatnonzero(np.diff(snapshot.owners, prepend=-1))
    scores = np.average(np.maximum.reduceat(similarity, starts, axis=1), axis=0, weights=weights[own])
    candidates = snapshot.owners[starts]
    order = np.argsort(-scores, kind="stable")
    order = order[candidates[order] != number]
    groups = snapshot.groups.labels
    order = order[np.sort(np.unique(groups[candidates[order]], return_index=True)[1])[:top]]
    practices = list(snapshot.practices.values())
    ends = np.append(starts[1:], len(snapshot.owners))
    related = []
    for place in order.tolist():
        block = similarity[:, starts[place] : ends[place]]
        mine, theirs = np.unravel_index(int((block * weights[own, None]).argmax()), block.shape)
        other = practices[candidates[place]]
        related.append(
            RelatedPractice(
                other,
                float(max(scores[place], 0.0)),
                snapshot.passages[own[mine]],
                snapshot.passages[starts[place] + theirs],
                tuple(objective for objective in practice.objectives if objective in other.objectives),
                _shared_values(practice.countries, other.countries),
                _shared_organisations(practice.implementing, other.implementing),
                bool(groups[candidates[place]] == groups[number]),
                tuple(copy for copy in snapshot.near_identical(other.practice_id) if copy is not practice),
            )
        )
    return related


def _shared_organisations(first: tuple[str, ...] | None, second: tuple[str, ...] | None) -> tuple[str, ...]:
    """Select those of the first that are among the second, by whichever of their names."""
    keys = {organisation_key(name) for name in second or ()}
    return tuple(name for name in first or () if organisation_key(name) in keys)


def _shared_values(first: tuple[str, ...] | None, second: tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(value for value in first or () if value in (second or ()))
