"""Retrieval quality on a test collection, through the very pipeline that serves."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from corpus.tokens import Limit
from index.arrays import Vectors
from index.beir import read_beir
from index.build import build
from index.cache import Progress
from index.embed import Embedder
from index.fuse import DENSE_WEIGHT
from index.measures import Qrels, Run, evaluate
from index.search import CHANNELS, Channel, Searcher, Snapshot

_TOP = 100


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures by channel, and the seconds that building and searching took (a second run reuses the vectors)."""

    measures: dict[Channel, dict[str, float]]
    practices: int
    passages: int
    queries: int
    build_seconds: float
    search_seconds: float


def evaluate_folder(
    folder: Path,
    embedder: Embedder,
    budget: Limit,
    *,
    split: str = "test",
    cache: Path | None = None,
    dense_weight: float = DENSE_WEIGHT,
    progress: Progress | None = None,
) -> Evaluation:
    """Build the folder's corpus, run its queries through every channel and measure the runs.

    :param cache: the file to keep vectors in; ``None`` embeds everything anew.
    """
    collection = read_beir(folder, split)
    with tempfile.TemporaryDirectory(prefix="practices-eval-") as scratch:
        home = Path(scratch)
        report = build(home, collection.collection, embedder, budget, cache=cache, progress=progress)
        searcher = Searcher(Snapshot.open(home), embedder, dense_weight)
        started = time.perf_counter()
        vectors = dict(zip(collection.queries, embedder.embed_queries(list(collection.queries.values())), strict=True))
        runs = {channel: _run(searcher, collection.queries, vectors, channel) for channel in CHANNELS}
        seconds = time.perf_counter() - started
    qrels: Qrels = collection.qrels
    return Evaluation(
        {channel: evaluate(run, qrels) for channel, run in runs.items()},
        report.practices,
        report.passages,
        len(qrels),
        report.seconds,
        seconds,
    )


def _run(searcher: Searcher, queries: dict[str, str], vectors: dict[str, Vectors], channel: Channel) -> Run:
    return {
        query_id: {
            hit.practice.practice_id: hit.score
            for hit in searcher.search(query, _TOP, passages_each=1, channel=channel, vector=vectors[query_id])
        }
        for query_id, query in queries.items()
    }
