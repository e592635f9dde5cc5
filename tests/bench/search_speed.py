"""Searches of 100,000 passages, in English and in other languages, and the memory that a service then takes.

The passages are the projects of the bench by repetition with changed words. To save hours of embedding, they get the
vectors and tokens of real ones with noise; queries are embedded by the real models.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import numpy as np
import psutil
from sentence_transformers import SentenceTransformer

from corpus import collect
from index.arrays import Vectors, unit_rows
from index.build.builder import build_snapshot
from index.build.sqlite_cache import batched
from index.embedding.embedder import TokenEmbedder
from index.embedding.model_roles import Models
from index.embedding.packaged.minilm import packaged_folder
from index.retrieval.searcher import Searcher
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from tests.support.servers.command import served_by_command

_PASSAGES = 100_000
_QUERIES = 200
_EACH_FILE = 500


class Seconded:
    """A real model for queries; for passages, vectors and tokens of real ones, with noise, so that none are equal."""

    def __init__(self, real: TokenEmbedder, samples: Sequence[str]) -> None:
        self._vectors, self._tokens = real.embed_tokens(samples)
        self._chance = np.random.default_rng(7)
        self.name, self.dimension, self.limit = real.name, real.dimension, real.limit
        self.token_dimension = real.token_dimension
        self.languages, self.is_narrow, self.prompts = real.languages, real.is_narrow, real.prompts
        self.embed_queries, self.embed_query_tokens = real.embed_queries, real.embed_query_tokens
        self.token_starts = real.token_starts

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """Return a sample's vector, with noise, and its tokens for each text."""
        chosen = self._chance.integers(len(self._vectors), size=len(texts))
        noise = self._chance.standard_normal((len(texts), self.dimension), np.float32) * np.float32(0.03)
        return unit_rows(self._vectors[chosen] + noise), [self._tokens[number] for number in chosen.tolist()]

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors alone."""
        return self.embed_tokens(texts)[0]


def large(
    bootstrap: Bootstrap,
    scratch: Path,
    records: Sequence[dict[str, Any]],
    models: Models,
    at_least: int = _PASSAGES,
) -> Searcher:
    """Build a searcher over 100,000 passages, or as many as are asked for, made of some records."""
    sources = scratch / "sources"
    sources.mkdir()
    passages = 0
    in_a_file = min(_EACH_FILE, at_least // 20)  # within the limits of a file
    for number, some in enumerate(batched(_repeated(records, 400), in_a_file)):
        lines = "".join(json.dumps(record) + "\n" for record in some)
        (sources / f"practices-{number:04}.jsonl").write_text(lines, encoding="utf-8")
        passages += sum(1 + len(record["text"]) // 900 for record in some)
        if passages >= at_least:
            break
    assert models.gives_tokens  # else a search would leave out their comparison without a word
    build_snapshot(scratch / "index", collect([sources]), models, bootstrap.budget)
    return Searcher(Snapshot.open(scratch / "index"), bootstrap.models)


def measure_search(searcher: Searcher, texts: Sequence[str]) -> dict[str, float]:
    """Whole searches (reading, embedding, both channels, fusion, rescoring, grouping) beside bare query embedding."""
    assert searcher.snapshot.passages
    queries = random.Random(7).sample(list(texts), min(_QUERIES, len(texts)))
    library = SentenceTransformer(str(packaged_folder()), device="cpu")
    torch, bare, whole, parts = [], [], [], []
    for query in queries:
        searcher.search(query)
    for query in queries:
        torch.append(timed(lambda query=query: library.encode_query(query, show_progress_bar=False)))
    for query in queries:
        read = searcher.read(query)
        bare.append(timed(lambda read=read: searcher.embed(read)))
        whole.append(timed(lambda query=query: searcher.search(query)))
        vectors = searcher.embed(read)
        parts.append(timed(lambda read=read, vectors=vectors: searcher.search(read, vectors=vectors)))
    return {
        "passages": len(searcher.snapshot.passages),
        "torch_query_embedding_ms": 1000 * statistics.median(torch),
        "query_embedding_ms": 1000 * statistics.median(bare),
        "whole_search_median_ms": 1000 * statistics.median(whole),
        "whole_search_p95_ms": 1000 * statistics.quantiles(whole, n=20)[-1],
        "without_embedding_median_ms": 1000 * statistics.median(parts),
        "whole_to_query_embedding": statistics.median(whole) / statistics.median(bare),
        "whole_to_torch_query_embedding": statistics.median(whole) / statistics.median(torch),
    }


def memory_at_rest(index: Path, query: str) -> dict[str, float]:
    """Memory of a service that has answered one search: its own, and what it has mapped of files, in MiB."""
    with served_by_command(index) as server:
        urlopen(f"{server.url}/api/v1/search?{urlencode({'q': query})}", timeout=60).close()
        info = psutil.Process(server.process).memory_info()
    return {"own_mib": (info.rss - info.shared) / 2**20, "mapped_mib": info.shared / 2**20}


def _repeated(records: Sequence[dict[str, Any]], copies: int) -> Iterator[dict[str, Any]]:
    """Make copies of the records in which every tenth word is another word of the collection.

    Each has a title of its own: records of one title are all compared with one another when they are read.
    """
    chance = random.Random(7)
    words = sorted({word for record in records for word in record["text"].split()})

    def changed(text: str) -> str:
        return " ".join(chance.choice(words) if chance.random() < 0.1 else word for word in text.split(" "))

    for copy in range(copies):
        for record in records:
            own = {"id": f"{record['id']}-copy{copy}", "title": f"{record['title']} {copy}"}
            yield record | own | {"text": changed(record["text"])}


def timed(work: Callable[[], Any]) -> float:
    """Seconds that a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
