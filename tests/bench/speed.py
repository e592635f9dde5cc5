"""Speed of building and searching, as ratios within one run. Run: make bench (about fifteen minutes on two cores).

Built: the 602 projects of ``eutf_projects.jsonl``. Searched: these, and 100,000 passages made of them by repetition
with changed words; there, to save an hour of embedding, passages get the vectors of real ones with noise, and no
multilingual model takes part, as it takes none where question and passages are all English. Prints tables and
writes var/bench.json.
"""

from __future__ import annotations

import json
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sentence_transformers import SentenceTransformer

from corpus import collect
from index.arrays import Vectors, unit_rows
from index.build.builder import build_snapshot
from index.build.preparation import prepare_practice
from index.embedding.model_roles import Models
from index.embedding.packaged.minilm import packaged_folder
from index.embedding.passage_text import InputLimits
from index.embedding.transformer_embedder import TransformerEmbedder
from index.retrieval.searcher import Searcher
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.support.paths import SHARED

PROJECTS = SHARED / "data/practices/eutf_projects.jsonl"
RESULT = Path("var/bench.json")
_PASSAGES = 100_000
_QUERIES = 200
_BATCHES = (8, 16, 32)


class Seconded:
    """A real model for queries; for passages, vectors and tokens of real ones, with noise, so that none are equal."""

    def __init__(self, real: TransformerEmbedder, samples: Sequence[str]) -> None:
        self._vectors, self._tokens = real.embed_tokens(samples)
        self._chance = np.random.default_rng(7)
        self.name, self.dimension, self.limit = f"seconded-{real.name}", real.dimension, real.limit
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


def main() -> None:
    """Measure, print, write."""
    if not PROJECTS.is_file():
        sys.exit(f"{PROJECTS} is needed and not here.")
    bootstrap = Bootstrap(Settings())
    own = bootstrap.models.main
    assert isinstance(own, TransformerEmbedder)
    records = [json.loads(line) for line in PROJECTS.read_text(encoding="utf-8").splitlines()]
    titles = [record["title"] for record in records]
    own.embed_queries(["warm up"])
    with tempfile.TemporaryDirectory() as scratch:
        built, inputs = measure_build(bootstrap, Path(scratch), records)
        print_column("602 projects", built)
        batches = measure_batches(own, inputs)
        print_column("embedding, passages a second", batches)
        searches = {
            "602 projects": measure_search(Searcher(Snapshot.open(Path(scratch) / "index"), bootstrap.models), titles)
        }
        print_column("602 projects", searches["602 projects"])
    if "--small" not in sys.argv:
        with tempfile.TemporaryDirectory() as scratch:
            searcher = large(bootstrap, Path(scratch), records, Seconded(own, inputs))
            searches["100,000 passages"] = measure_search(searcher, titles)
            print_column("100,000 passages", searches["100,000 passages"])
    result = {
        "machine": machine(),
        "help_cpu_seconds": help_cpu_seconds(),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "build": built,
        "embedding": batches,
        "search": searches,
    }
    print(
        f"practices --help: {result['help_cpu_seconds']:.2f} s of CPU; peak memory {result['peak_memory_mib']:.0f} MiB"
    )
    print(f"on {result['machine']}")
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def measure_build(
    bootstrap: Bootstrap, scratch: Path, records: Sequence[dict[str, Any]]
) -> tuple[dict[str, float], list[str]]:
    """Build, and build again unchanged, beside bare encoding; and the texts that a build embeds."""
    source, folder = scratch / "practices.jsonl", scratch / "index"
    source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    first = timed(lambda: build_snapshot(folder, collect([source]), bootstrap.models, bootstrap.budget))
    cache = cache_file(folder)
    build_snapshot(folder, collect([source]), bootstrap.models, bootstrap.budget, cache=cache)
    again = timed(lambda: build_snapshot(folder, collect([source]), bootstrap.models, bootstrap.budget, cache=cache))
    limits, inputs = InputLimits.of(bootstrap.models), []
    for practice in collect([source]).practices:
        inputs += prepare_practice(practice, bootstrap.budget, limits).inputs
    passages = len(Snapshot.open(folder).passages)
    library = bare_model()
    bare = len(inputs) / timed(lambda: library.encode(inputs, batch_size=16, show_progress_bar=False))
    return {
        "passages": passages,
        "build_passages_per_second": passages / first,
        "bare_encode_passages_per_second": bare,
        "build_to_bare_encode": passages / first / bare,
        "unchanged_rebuild_to_first": again / first,
    }, inputs


def bare_model() -> SentenceTransformer:
    """The main model in sentence-transformers alone, as it comes."""
    return SentenceTransformer(str(packaged_folder()), device="cpu")


def measure_batches(own: TransformerEmbedder, texts: Sequence[str]) -> dict[str, float]:
    """The main model beside sentence-transformers in batches, in turns, so that a slow minute hits all alike."""
    library = bare_model()
    ways: dict[str, Callable[[], Any]] = {
        f"bare_batch_{size}": lambda size=size: library.encode(list(texts), batch_size=size, show_progress_bar=False)
        for size in _BATCHES
    }
    ways["own"] = lambda: own.embed_passages(texts)
    spent = {name: min(timed(way) for _ in range(2)) for name, way in ways.items()}
    speeds = {name: len(texts) / seconds for name, seconds in spent.items()}
    best = max(speeds[f"bare_batch_{size}"] for size in _BATCHES)
    return speeds | {"own_to_best": speeds["own"] / best}


def large(bootstrap: Bootstrap, scratch: Path, records: Sequence[dict[str, Any]], own: Seconded) -> Searcher:
    """Build a searcher over 100,000 passages."""
    source = scratch / "practices.jsonl"
    kept, passages = [], 0
    for record in repeated(records, 200):
        kept.append(record)
        passages += 1 + len(record["text"]) // 900
        if passages >= _PASSAGES:
            break
    source.write_text("".join(json.dumps(record) + "\n" for record in kept), encoding="utf-8")
    models = Models(own)
    assert models.gives_tokens  # else a search would leave out their comparison without a word
    build_snapshot(scratch / "index", collect([source]), models, bootstrap.budget)
    return Searcher(Snapshot.open(scratch / "index"), models)


def measure_search(searcher: Searcher, titles: Sequence[str]) -> dict[str, float]:
    """Whole searches (reading, embedding, both channels, fusion, rescoring, grouping) beside bare query embedding."""
    queries = random.Random(7).sample(list(titles), min(_QUERIES, len(titles)))
    own, library = searcher.models.main, bare_model()
    torch, bare, whole, parts = [], [], [], []
    for query in queries:
        searcher.search(query)
    for query in queries:
        torch.append(timed(lambda query=query: library.encode_query(query, show_progress_bar=False)))
    for query in queries:
        bare.append(timed(lambda query=query: own.embed_queries([query])))
        whole.append(timed(lambda query=query: searcher.search(query)))
        read = searcher.read(query)
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


def repeated(records: Sequence[dict[str, Any]], copies: int) -> list[dict[str, Any]]:
    """Make copies of the records in which every tenth word is another word of the collection."""
    chance = random.Random(7)
    words = sorted({word for record in records for word in record["text"].split()})

    def changed(text: str) -> str:
        return " ".join(chance.choice(words) if chance.random() < 0.1 else word for word in text.split(" "))

    return [
        record | {"id": f"{record['id']}-copy{copy}", "text": changed(record["text"])}
        for copy in range(copies)
        for record in records
    ]


def timed(work: Any) -> float:
    """Seconds that a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def help_cpu_seconds() -> float:
    """CPU seconds of ``practices --help``, the least of five runs."""
    spent = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([Path(sys.executable).parent / "practices", "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def machine() -> str:
    """Describe the machine in a line."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(models)} x {models[0] if models else platform.processor()}, Python {platform.python_version()}"


def print_column(title: str, values: dict[str, float]) -> None:
    """Print a table of one column."""
    print(title)
    for name, value in values.items():
        print(f"  {name:36}{value:12,.3f}", flush=True)


if __name__ == "__main__":
    main()
