from __future__ import annotations

import csv
from pathlib import Path

from corpus import collect
from index.enrichment.near_duplicates import Fingerprint, group_near_duplicates
from tests.support.paths import DATA

PAIRS = DATA / "duplicate_pairs.csv"


def test_the_labelled_pairs_are_told_right_as_often_as_the_readme_says(shared: Path) -> None:
    practices = collect([shared / "data/practices/eutf_projects.jsonl"]).practices
    fingerprints = {practice.practice_id: Fingerprint.of(practice) for practice in practices}
    ids = [practice.practice_id for practice in practices]
    groups = [{ids[number] for number in group} for group in group_near_duplicates(list(fingerprints.values()))]
    with PAIRS.open(encoding="utf-8", newline="") as file:
        pairs = [(row["first"], row["second"], row["same"] == "1") for row in csv.DictReader(file)]

    together = [any({first, second} <= group for group in groups) for first, second, _ in pairs]

    right = sum(said and same for said, (*_, same) in zip(together, pairs, strict=True))
    assert len(pairs) == 200
    assert right / sum(together) >= 0.95
    assert right / sum(same for *_, same in pairs) >= 0.85
