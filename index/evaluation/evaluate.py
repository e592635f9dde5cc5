"""The evaluation of retrieval on a test collection, through the very pipeline that serves."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from corpus.text.tokens import Limit
from index.build.builder import build_snapshot
from index.build.vector_cache import EmbeddingProgress
from index.embedding.model_roles import Models
from index.evaluation.beir import read_beir
from index.evaluation.measures import Qrels, Run, evaluate_run
from index.retrieval.fusion import DENSE_WEIGHT
from index.retrieval.searcher import CHANNELS, Channel, Searcher
from index.snapshot.snapshot import Snapshot

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
    models: Models,
    budget: Limit,
    *,
    split: str = "test",
    asked_in: Path | None = None,
    cache: Path | None = None,
    dense_weight: float = DENSE_WEIGHT,
    progress: EmbeddingProgress | None = None,
) -> Evaluation:
    """Build the folder's corpus, run its queries through every channel and measure the runs.

    :param asked_in: another folder to take the queries and judgments from, such as the same ones in another language.
    :param cache: the file to keep vectors in; ``None`` embeds everything anew.
    """
    collection = read_beir(folder, split, asked_in)
    with tempfile.TemporaryDirectory(prefix="practices-eval-") as scratch:
        home = Path(scratch)
        report = build_snapshot(home, collection.collection, models, budget, cache=cache, progress=progress)
        searcher = Searcher(Snapshot.open(home), models, dense_weight)
        started = time.perf_counter()
        runs = _runs(searcher, collection.queries)
        seconds = time.perf_counter() - started
    qrels: Qrels = collection.qrels
    return Evaluation(
        {channel: evaluate_run(run, qrels) for channel, run in runs.items()},
        report.practices,
        report.passages,
        len(qrels),
        report.seconds,
        seconds,
    )


def _runs(searcher: Searcher, queries: dict[str, str]) -> dict[Channel, Run]:
    runs: dict[Channel, dict[str, dict[str, float]]] = {channel: {} for channel in CHANNELS}
    for query_id, text in queries.items():
        query = searcher.read(text)
        vectors = searcher.embed(query)
        for channel, run in runs.items():
            hits = searcher.search(query, _TOP, passages_each=1, channel=channel, vectors=vectors)
            run[query_id] = {hit.practice.practice_id: hit.score for hit in hits}
    return dict(runs)
