"""Precision and recall of near-identical practices on labelled pairs. Run: .venv/bin/python -m tests.bench.duplicates.

The 200 pairs of ``tests/data/duplicate_pairs.csv`` are of the 602 projects of ``eutf_projects.jsonl``, drawn at random
within strata of likeness (Jaccard of the word triples of title and text), so that both kinds and the hard middle are
there; all other pairs are less alike and taken to be different. One reader labelled them before any threshold was set:

* *same* (1): who has read one would call the other "the same practice again". It has the same description, up to
  wording, length or the name of a contractor, whatever its title; or the same title, up to a contractor or a slip, and
  the same undertaking told in other words, as a programme and its contract are.
* *different* (0): another place, phase, lot or partner with a description of its own, be it from the same template.

The thresholds are chosen on the pairs with even numbers (of equal ones the strictest) and measured on those with odd
ones. The form of the rule, with its exception for equal titles, was found with all 200 in view.
"""

from __future__ import annotations

import csv
import itertools
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Practice, collect
from corpus.text.strings import fold
from index.enrichment import near_duplicates
from index.enrichment.near_duplicates import Fingerprint, group_near_duplicates
from tests.bench.speed import PROJECTS, timed
from tests.support.paths import DATA

PAIRS = DATA / "duplicate_pairs.csv"
STRATA = {
    "a": "0.8 to 1",
    "b": "0.5 to 0.8",
    "c": "0.3 to 0.5",
    "d": "0.15 to 0.3",
    "e": "less; 0.15 of one in the other",
}
_WHOLE, _LIKE, _MOST = (0.85, 0.88, 0.9, 0.92, 0.95), (0.3, 0.4, 0.5, 0.6, 0.7), (0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two practices by number, and whether a reader would call them the same."""

    first: int
    second: int
    stratum: str
    same: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How many are told right."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def __str__(self) -> str:
        return f"precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.f1:.3f}"


def main() -> None:
    """Measure and print."""
    if not PROJECTS.is_file():
        sys.exit(f"{PROJECTS} is needed and not here.")
    practices = collect([PROJECTS]).practices
    traces = [Fingerprint.of(practice) for practice in practices]
    pairs = labelled(practices)
    sizes, counts = strata_sizes(practices), Counter((pair.stratum, pair.same) for pair in pairs)
    print("likeness                        pairs  labelled  same")
    for name, likeness in STRATA.items():
        same, other = counts[name, True], counts[name, False]
        print(f"{likeness:30}{sizes[name]:7}{same + other:10}{same:6}")
    choosing, measuring = pairs[::2], pairs[1::2]
    shipped = near_duplicates.LEAST_SHARE, near_duplicates.LEAST_JACCARD, near_duplicates.LEAST_SHARE_SAME_TITLE
    chosen = max(
        itertools.product(_WHOLE, _LIKE, _MOST),
        key=lambda values: (with_thresholds(values, traces, choosing).f1, values),
    )
    for name, values in (("chosen", chosen), ("shipped", shipped)):
        print(f"{name} {values}: even pairs {with_thresholds(values, traces, choosing)}")
        print(f"{name} {values}: odd pairs  {with_thresholds(values, traces, measuring)}")
    groups: list[list[int]] = []
    seconds = timed(lambda: groups.extend(group_near_duplicates(traces)))
    group_of = {practice: number for number, group in enumerate(groups) for practice in group}
    together = [pair.first in group_of and group_of[pair.first] == group_of.get(pair.second) for pair in pairs]
    ones = [1.0] * len(pairs)
    weights = [sizes[pair.stratum] / sum(counts[pair.stratum, same] for same in (True, False)) for pair in pairs]
    print(f"in one group, all 200 pairs: {score(pairs, together, ones)}")
    print(f"in one group, each stratum by its size: {score(pairs, together, weights)}")
    print(f"{len(groups)} groups of {len(group_of)} practices, in {seconds:.2f} s; sizes {Counter(map(len, groups))}")


def labelled(practices: Sequence[Practice]) -> list[Pair]:
    """Return the pairs of the file."""
    numbers = {practice.practice_id: number for number, practice in enumerate(practices)}
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [
            Pair(numbers[row["first"]], numbers[row["second"]], row["stratum"], row["same"] == "1")
            for row in csv.DictReader(file)
        ]


def strata_sizes(practices: Sequence[Practice]) -> Counter[str]:
    """How many pairs of all practices are in each stratum."""
    triples = []
    for practice in practices:
        words = fold("\n".join([practice.title, *(section.text for section in practice.sections)])).split()
        triples.append({tuple(words[at : at + 3]) for at in range(max(1, len(words) - 2))})
    return Counter(stratum(first, second) for first, second in itertools.combinations(triples, 2))


def stratum(first: set[tuple[str, ...]], second: set[tuple[str, ...]]) -> str:
    """Return the stratum of two practices by their word triples; empty for those that are not sampled."""
    common = len(first & second)
    likeness = common / len(first | second)
    for name, least in (("a", 0.8), ("b", 0.5), ("c", 0.3), ("d", 0.15)):
        if likeness >= least:
            return name
    return "e" if common >= 0.15 * min(len(first), len(second)) else ""


def with_thresholds(values: tuple[float, ...], traces: Sequence[Fingerprint], pairs: Sequence[Pair]) -> Score:
    """Return the score of the pairwise rule with other thresholds."""
    kept = near_duplicates.LEAST_SHARE, near_duplicates.LEAST_JACCARD, near_duplicates.LEAST_SHARE_SAME_TITLE
    near_duplicates.LEAST_SHARE, near_duplicates.LEAST_JACCARD, near_duplicates.LEAST_SHARE_SAME_TITLE = values
    said = [traces[pair.first].is_near(traces[pair.second]) for pair in pairs]
    near_duplicates.LEAST_SHARE, near_duplicates.LEAST_JACCARD, near_duplicates.LEAST_SHARE_SAME_TITLE = kept
    return score(pairs, said, [1.0] * len(pairs))


def score(pairs: Sequence[Pair], said: Sequence[bool], weights: Sequence[float]) -> Score:
    """Precision and recall of what is said of pairs, each with a weight."""
    both = [(pair.same, called_same, weight) for pair, called_same, weight in zip(pairs, said, weights, strict=True)]
    right = sum(weight for same, called_same, weight in both if same and called_same)
    return Score(
        right / sum(w for _, called_same, w in both if called_same), right / sum(w for same, _, w in both if same)
    )


if __name__ == "__main__":
    main()
