"""Near-duplicate detection: a programme and its contracts, one page under two addresses. Translations are none.

Candidates come from MinHash signatures of word triples in a locality-sensitive index (Broder 1997; datasketch). Whether
two are near-identical is then decided on the triples and the titles themselves: the description of one is all in the
other, or both have one title and most of one description is in the other. What is written from one template for another
place shares most words of its title, not all, and less of its text. Figures: ``tests/bench/duplicates.py``.
"""

from __future__ import annotations

import heapq
import zlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain, islice, product

import numpy as np
import regex
from numpy.typing import NDArray

from corpus.model import Practice
from corpus.text.strings import fold
from index.arrays import Ordinals

LEAST_SHARE = 0.92
"""The least share of the shorter description that is in the longer one, whatever the titles."""
LEAST_JACCARD = 0.4
"""The least likeness (Jaccard) of descriptions then, so that a few common words are no practice within another."""
LEAST_SHARE_SAME_TITLE = 0.6
"""The least share of the shorter description where the titles are one."""
FEWEST_TRIPLES = 12
"""Word triples from which on a description can tell without the title: "to be completed" stands on many pages."""
RULE = {"whole": LEAST_SHARE, "like": LEAST_JACCARD, "most": LEAST_SHARE_SAME_TITLE, "shortest": FEWEST_TRIPLES}

_WORDS = 3
_HASHES = 64
_BANDS = (32, 2)
"""Of descriptions that are alike to 0.2 this finds three in four, to 0.3 nineteen in twenty."""
_LEAST_EQUAL = 8
"""Equal hashes of a candidate, of 64."""
_MOST_COMPARED = 100
"""Candidates of one practice that are compared, the likeliest first: pages of one template all look alike."""
_MOST_IN_BUCKET = 256
"""Descriptions with the same two hashes that are looked up, the first ones: each of a family finds these."""
_BLOCK = 10_000
"""Word triples that are hashed at once, 64 times each."""
_WORD = regex.compile(r"(?V1)[\p{Han}\p{Hiragana}\p{Katakana}]|[\w--[\p{Han}\p{Hiragana}\p{Katakana}_]]+")


class Likeness(Enum):
    """What two descriptions make of the practices that have them."""

    NONE = auto()
    WITH_TITLES = auto()
    """Near-identical ones where the titles are one."""
    WHATEVER_TITLES = auto()


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The fingerprint of a practice: its description's word triples (shingles), hashed, and the words of its title."""

    packed: bytes
    """The hashes, 32 bits each, ascending: a set of numbers would take twenty times as much memory."""
    title: frozenset[str]

    @classmethod
    def of(cls, practice: Practice) -> Fingerprint:
        """Make the fingerprint of a practice."""
        words = _WORD.findall(fold("\n".join(section.text for section in practice.sections)))
        triples = (" ".join(words[at : at + _WORDS]) for at in range(max(1, len(words) - _WORDS + 1)) if words)
        hashes = sorted({zlib.crc32(triple.encode()) for triple in triples})
        return cls(np.array(hashes, "<u4").tobytes(), frozenset(_WORD.findall(fold(practice.title))))

    @property
    def triples(self) -> NDArray[np.uint32]:
        """The hashes, ascending, each once."""
        return np.frombuffer(self.packed, "<u4")

    @property
    def is_telling(self) -> bool:
        """Whether the description is long enough to tell without the title."""
        return len(self.triples) >= FEWEST_TRIPLES

    def is_near(self, other: Fingerprint) -> bool:
        """Tell whether both are of near-identical practices."""
        likeness = self.likeness(other)
        return likeness is Likeness.WHATEVER_TITLES or (likeness is Likeness.WITH_TITLES and self.same_title(other))

    def likeness(self, other: Fingerprint) -> Likeness:
        """Tell how much alike the descriptions are, for all practices that have these two."""
        own, theirs = self.triples, other.triples
        common = len(np.intersect1d(own, theirs, assume_unique=True))
        share = common / max(1, min(len(own), len(theirs)))
        telling = self.is_telling and other.is_telling
        if telling and share >= LEAST_SHARE and common >= LEAST_JACCARD * (len(own) + len(theirs) - common):
            return Likeness.WHATEVER_TITLES
        return Likeness.WITH_TITLES if share >= LEAST_SHARE_SAME_TITLE else Likeness.NONE

    def same_title(self, other: Fingerprint) -> bool:
        """Tell whether one title is the other with something added that is no number: a contractor, not a phase."""
        if not (self.title <= other.title or other.title <= self.title):
            return False
        return not any(any(map(str.isdigit, word)) for word in self.title ^ other.title)


class DuplicateGroups:
    """The groups of near-identical practices of a snapshot."""

    def __init__(self, practice_ids: Iterable[str], groups: Iterable[Sequence[str]]) -> None:
        """:param practice_ids: of all practices, in order."""
        numbers = {practice_id: number for number, practice_id in enumerate(practice_ids)}
        self._members = {member: tuple(group) for group in groups for member in group}
        firsts = [self._members.get(practice_id, (practice_id,))[0] for practice_id in numbers]
        self.labels: Ordinals = np.array([numbers[first] for first in firsts], np.int64)
        """Cluster labels, shape (practices,): equal within a group, and a practice's own where it is in none."""

    def others(self, practice_id: str) -> list[str]:
        """List the practices that are in one group with a given one."""
        return [member for member in self._members.get(practice_id, ()) if member != practice_id]


def group_near_duplicates(fingerprints: Sequence[Fingerprint]) -> list[list[int]]:
    """Group near-identical practices, by number: each member is near-identical to the first one.

    That one is the practice with most near-identical ones that are in no group yet, as a programme has its contracts;
    so a chain of small differences does not tie together what differs much.
    """
    near: defaultdict[int, set[int]] = defaultdict(set)
    for first, second in near_pairs(fingerprints):
        near[first].add(second)
        near[second].add(first)
    groups = []
    queue = [(-len(others), number) for number, others in near.items()]
    heapq.heapify(queue)
    while queue:
        count, centre = heapq.heappop(queue)
        if len(near[centre]) < -count:  # some have gone to another group since
            heapq.heappush(queue, (-len(near[centre]), centre))
        elif members := near[centre]:
            groups.append([centre, *sorted(members)])
            for gone in groups[-1]:
                for other in near.pop(gone, ()):
                    near[other].discard(gone)
                near[gone] = set()
    return sorted(groups)


def near_pairs(fingerprints: Sequence[Fingerprint]) -> Iterator[tuple[int, int]]:
    """Yield pairs of near-identical practices, by number; those with one description, each with the first of them.

    Takes a time that grows with the practices and no faster, however many look alike: a practice is compared with at
    most 100 descriptions, the likeliest, and with at most 100 further practices that have these.
    """
    alike: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, fingerprint in enumerate(fingerprints):
        if fingerprint.packed:
            alike[fingerprint.packed if fingerprint.is_telling else fingerprint].append(number)
    for first, *others in alike.values():
        yield from ((first, other) for other in others)
    owners = list(alike.values())
    for number, candidates in enumerate(_candidates([fingerprints[numbers[0]] for numbers in owners])):
        yield from _near_owners(fingerprints, owners[number], [owners[candidate] for candidate in candidates])


def _near_owners(
    fingerprints: Sequence[Fingerprint], own: Sequence[int], candidates: Iterable[Sequence[int]]
) -> Iterator[tuple[int, int]]:
    """Yield the near-identical pairs between the owners of one description and those of its candidates.

    All with the first owner of each candidate, and as many of the others as there is room for.
    """
    likeness = fingerprints[own[0]].likeness
    near = [(owners, like) for owners in candidates if (like := likeness(fingerprints[owners[0]])) is not Likeness.NONE]
    firsts = ((owners[0], second, like) for owners, like in near for second in own)
    others = (
        (first, second, like)
        for owners, like in near
        for first, second in chain(product(owners[1:], own[:1]), product(owners[1:], own[1:]))
    )
    for first, second, like in chain(firsts, islice(others, _MOST_COMPARED * len(own))):
        if like is Likeness.WHATEVER_TITLES or fingerprints[first].same_title(fingerprints[second]):
            yield first, second


def _candidates(fingerprints: Sequence[Fingerprint]) -> Iterator[list[int]]:
    """Yield for each description the earlier ones that may be near-identical, the likeliest first (MinHash LSH).

    Where very many have two hashes in common, the first of them are looked up alone: those two are of a template then,
    and what is near-identical beyond it has others in common.
    """
    bands, rows = _BANDS
    buckets: defaultdict[tuple[int, bytes], list[int]] = defaultdict(list)
    signatures = _signatures(fingerprints)
    for number, signature in enumerate(signatures):
        keys = [(band, row.tobytes()) for band, row in enumerate(signature.reshape(bands, rows))]
        colliding = np.array(sorted(set().union(*(buckets[key] for key in keys))), np.int64)
        equal = (signatures[colliding] == signature).sum(axis=1)
        likely = np.argsort(-equal, kind="stable")[: min(_MOST_COMPARED, (equal >= _LEAST_EQUAL).sum())]
        yield colliding[likely].tolist()
        for key in keys:
            if len(buckets[key]) < _MOST_IN_BUCKET:
                buckets[key].append(number)


def _signatures(fingerprints: Sequence[Fingerprint]) -> NDArray[np.uint64]:
    """Compute the MinHash signatures, shape (fingerprints, 64)."""
    # imported here: it brings SciPy along, which nothing else of a command needs
    from datasketch import MinHash

    blank = MinHash(num_perm=_HASHES, hashfunc=int)
    signatures = np.zeros((len(fingerprints), _HASHES), np.uint64)
    for number, fingerprint in enumerate(fingerprints):
        signature, triples = blank.copy(), fingerprint.triples
        for start in range(0, len(triples), _BLOCK):
            signature.update_batch(triples[start : start + _BLOCK])
        signatures[number] = signature.hashvalues
    return signatures
