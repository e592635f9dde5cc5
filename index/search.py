"""Asking a snapshot: both channels, one fusion, practices with their best passages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

import numpy as np

from corpus.model import Passage, Practice
from index.arrays import Mask, Ordinals, Vectors
from index.dense import DenseIndex
from index.embed import Embedder
from index.errors import OtherModelError
from index.facets import FacetMasks, Filters
from index.fuse import DENSE_WEIGHT, Candidates, candidates, convex
from index.hits import Hit, PracticeHit
from index.lexical import LexicalIndex
from index.rank import group_by_practice
from index.snapshot import build_command, check_files, read_manifest, serving_id

Channel = Literal["dense", "lexical", "fused"]
CHANNELS: tuple[Channel, ...] = ("dense", "lexical", "fused")

_DEPTH = 200
"""Passages taken from each channel, at the least."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An opened snapshot; everything in it is in the order of the passage ordinals."""

    folder: Path
    snapshot_id: str
    manifest: dict[str, Any]
    practices: dict[str, Practice]
    passages: list[Passage]
    owners: Ordinals
    """Number of the practice of each passage, shape (passages,)."""
    dense: DenseIndex
    lexical: LexicalIndex
    facets: FacetMasks

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the serving snapshot of an index folder, after checking every file of it.

        :raises NoSnapshotError: nothing has been built.
        :raises DamagedSnapshotError: a file is missing, changed or foreign; the error names it.
        """
        snapshot_id = serving_id(folder)
        manifest = read_manifest(folder, snapshot_id)
        home = check_files(folder, snapshot_id, manifest)
        practices = {p.practice_id: p for p in map(Practice.from_dict, _read_lines(home / "practices.jsonl"))}
        passages = [Passage(**record) for record in _read_lines(home / "passages.jsonl")]
        numbers = {practice_id: number for number, practice_id in enumerate(practices)}
        owners = np.array([numbers[passage.practice_id] for passage in passages], np.int64)
        return cls(
            folder,
            snapshot_id,
            manifest,
            practices,
            passages,
            owners,
            DenseIndex.load(home / "dense.faiss"),
            LexicalIndex.open(home / "lexical"),
            FacetMasks(practices, passages),
        )

    def passages_of(self, practice_id: str) -> list[Passage]:
        """The passages of a practice, in page order."""
        number = list(self.practices).index(practice_id)
        return [self.passages[ordinal] for ordinal in np.flatnonzero(self.owners == number).tolist()]

    def practices_with(self, filters: Filters) -> list[Practice]:
        """The practices that have a passage which the filter lets through; all of them where it is empty."""
        if not filters:
            return list(self.practices.values())
        kept = set(self.owners[self.facets.mask(filters)].tolist())
        return [practice for number, practice in enumerate(self.practices.values()) if number in kept]


class Searcher:
    """Answers queries from one snapshot with the model it was made with."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder, dense_weight: float = DENSE_WEIGHT) -> None:
        """:raises OtherModelError: the snapshot was made with another model."""
        made_with = snapshot.manifest["model"]["name"]
        if made_with != embedder.name:
            mend = build_command(snapshot.folder, snapshot.manifest["sources"])
            raise OtherModelError(
                f"The index was made with the embedding model {made_with}, but {embedder.name} is set. "
                f"Set PRACTICES_MODEL back, or rebuild with: {mend}"
            )
        self.snapshot = snapshot
        self.embedder = embedder
        self._dense_weight = dense_weight
        self._practices = list(snapshot.practices.values())

    def search(
        self,
        query: str,
        top: int = 10,
        *,
        filters: Filters | None = None,
        passages_each: int = 3,
        channel: Channel = "fused",
        vector: Vectors | None = None,
    ) -> list[PracticeHit]:
        """The ``top`` practices for a query, best first, each with its best passages.

        :param filters: applied inside both channels, before ranking.
        :param vector: the query's embedding where it is known already, shape (dimension,).
        """
        if vector is None:
            vector = self.embedder.embed_queries([query])[0]
        filters = {facet: values for facet, values in (filters or {}).items() if values}
        allowed = self.snapshot.facets.mask(filters) if filters else None
        found = self._candidates(query, vector, max(_DEPTH, 5 * top), channel, filters, allowed)
        scores = {"dense": found.dense, "lexical": found.lexical}.get(channel)
        if scores is None:
            scores = convex(found, self._dense_weight)
        groups = group_by_practice(found.ordinals, scores, self.snapshot.owners, top, passages_each)
        return [
            PracticeHit(
                self._practices[owner],
                float(scores[positions[0]]),
                tuple(
                    Hit(
                        self.snapshot.passages[found.ordinals[position]],
                        float(scores[position]),
                        float(found.dense[position]),
                        float(found.lexical[position]),
                    )
                    for position in positions
                ),
            )
            for owner, positions in groups
        ]

    def _candidates(
        self, query: str, vector: Vectors, depth: int, channel: Channel, filters: Filters, allowed: Mask | None
    ) -> Candidates:
        nothing = np.zeros(0, np.int64), np.zeros(0, np.float32)
        dense, _ = nothing if channel == "lexical" else self.snapshot.dense.search(vector, depth, allowed)
        lexical, lexical_scores = nothing if channel == "dense" else self.snapshot.lexical.search(query, depth, filters)
        return candidates(vector, self.snapshot.dense.vectors, dense, lexical, lexical_scores)


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
