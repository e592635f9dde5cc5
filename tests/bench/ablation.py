"""What each part of retrieval is worth: nDCG@10 with one part changed at a time.

Run: ``.venv/bin/python -m tests.bench.ablation FOLDER:SPLIT ... [--rebuild]``; with ``--rebuild`` also the parts that
need every passage embedded anew (header, passage budget), which takes minutes to an hour. Prints a Markdown table.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np

from corpus.text.tokens import Limit, default_counter
from index.arrays import Scores
from index.build.builder import build_snapshot
from index.dense.query_vectors import QueryVectors
from index.dense.retriever import scaled
from index.embedding.model_roles import Models
from index.evaluation.beir import BeirFolder, read_beir
from index.evaluation.measures import ndcg_at_10
from index.query.reader import Query
from index.retrieval import fusion
from index.retrieval.fusion import Candidates
from index.retrieval.searcher import Searcher
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.support.paths import SHARED

COLLECTIONS = SHARED / "data/ir"
_RRF = 60
_BUDGETS = (100, 250)
_WEIGHTS = (0.3, 0.5, 0.65, 0.8)

Fusion = Callable[[Candidates, float], Scores]
Asked = dict[str, tuple[Query, QueryVectors]]


def main() -> None:
    """Measure each change on each collection and print a row for each change."""
    rebuild = "--rebuild" in sys.argv
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    if not given:
        sys.exit(__doc__)
    bootstrap = Bootstrap(Settings())
    columns = {name: dict(measured(bootstrap, *name.split(":"), rebuild)) for name in given}
    print(f"| | {' | '.join(columns)} |")
    print(f"|---|{'---:|' * len(columns)}")
    for row in next(iter(columns.values())):
        print(f"| {row} | {' | '.join(f'{column[row]:.4f}' for column in columns.values())} |")


def measured(bootstrap: Bootstrap, name: str, split: str, rebuild: bool) -> Iterator[tuple[str, float]]:
    """Each change with its nDCG@10."""
    collection = read_beir(COLLECTIONS / name, split)
    models, budget = bootstrap.models, bootstrap.budget

    with built(bootstrap, name, collection, models, budget) as searcher:
        asked = read(searcher, collection)
        yield "**as it is**", score(searcher, collection, asked)
        yield "dense alone", score(searcher, collection, asked, channel="dense")
        yield "BM25 alone", score(searcher, collection, asked, channel="lexical")
        for weight in _WEIGHTS:
            yield f"dense weight {weight}", score(searcher, collection, asked, weight=weight)
        for title, fusion in (
            ("reciprocal rank fusion, k = 60", reciprocal_ranks),
            ("min-max instead of best", min_max),
        ):
            with patch("index.retrieval.fusion.convex_combination", fusion):
                yield title, score(searcher, collection, asked)
        for weight in (0.0, 0.2, 0.5):
            yield f"token comparison weight {weight}", score(searcher, collection, asked, interaction=weight)
        with patch("index.dense.rocchio.FEEDBACK_SHARE", 0.0):
            yield "no feedback", score(searcher, collection, asked)
        plain = {key: (Query(query.written, query.written, query.language), v) for key, (query, v) in asked.items()}
        plain = {key: (query, searcher.embed(query)) for key, (query, _) in plain.items()}
        yield "queries as written: no acronyms, slips, joined words", score(searcher, collection, plain)
    with (
        patch("index.lexical.bm25_index.analysis_language", lambda _: "xx"),
        built(bootstrap, name, collection, models, budget) as it,
    ):
        yield "no stemming, no stop words", score(it, collection, read(it, collection))
    with built(bootstrap, name, collection, Models(models.main, None), budget) as it:
        yield "no multilingual model", score(it, collection, read(it, collection))
    if rebuild:
        with (
            patch("index.embedding.passage_text.header", lambda *_: ""),
            built(bootstrap, name, collection, models, budget, "-bare") as it,
        ):
            yield "no header (title, section)", score(it, collection, read(it, collection))
        for tokens in _BUDGETS:
            limit = Limit(default_counter(), tokens)
            with built(bootstrap, name, collection, models, limit, f"-{tokens}") as it:
                yield f"passages of {tokens} tokens", score(it, collection, read(it, collection))


@contextmanager
def built(
    bootstrap: Bootstrap, name: str, collection: BeirFolder, models: Models, budget: Limit, kind: str = ""
) -> Iterator[Searcher]:
    """Build a searcher over a collection, with the vectors that ``practices eval`` keeps."""
    with tempfile.TemporaryDirectory() as scratch:
        cache = cache_file(bootstrap.settings.index, f"eval-{name}{kind}")
        build_snapshot(Path(scratch), collection.collection, models, budget, cache=cache)
        yield Searcher(Snapshot.open(Path(scratch)), models)


def read(searcher: Searcher, collection: BeirFolder) -> Asked:
    """Return the queries, read and embedded."""
    queries = {key: searcher.read(text) for key, text in collection.queries.items()}
    return {key: (query, searcher.embed(query)) for key, query in queries.items()}


def score(
    searcher: Searcher,
    collection: BeirFolder,
    asked: Asked,
    *,
    channel: str = "fused",
    weight: float | None = None,
    interaction: float | None = None,
) -> float:
    """Mean nDCG@10 over the queries."""
    with patch.object(searcher, "_dense_weight", searcher._dense_weight if weight is None else weight):
        if interaction is None:
            return _mean(searcher, collection, asked, channel)
        rescored = fusion.mix_late_interaction
        with patch("index.retrieval.fusion.mix_late_interaction", lambda *given: rescored(*given, weight=interaction)):
            return _mean(searcher, collection, asked, channel)


def _mean(searcher: Searcher, collection: BeirFolder, asked: Asked, channel: str) -> float:
    total = 0.0
    for key, (query, vectors) in asked.items():
        hits = searcher.search(query, 10, passages_each=1, channel=channel, vectors=vectors)
        total += ndcg_at_10({hit.practice.practice_id: hit.score for hit in hits}, collection.qrels[key])
    return total / len(asked)


def reciprocal_ranks(candidates: Candidates, _: float) -> Scores:
    """Cormack, Clarke and Büttcher (2009)."""
    ranks = [np.argsort(np.argsort(-scores, kind="stable")) for scores in (candidates.dense.shares, candidates.lexical)]
    total: Scores = sum(1 / (_RRF + 1 + rank) for rank in ranks).astype(np.float32)
    return scaled(total)


def min_max(candidates: Candidates, weight: float) -> Scores:
    """Each channel from its least to its best score among the candidates."""

    def spread(scores: Scores) -> Scores:
        least, best = scores.min(initial=0), scores.max(initial=0)
        return (scores - least) / (best - least) if best > least else scores * 0

    cosines = candidates.dense.cosines
    if not len(cosines):
        return cosines
    return weight * (cosines - cosines.min()) / max(np.ptp(cosines), 1e-9) + (1 - weight) * spread(candidates.lexical)


if __name__ == "__main__":
    main()
