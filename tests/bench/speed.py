"""Speed of building and searching, as ratios within one run. Run: make bench (about twenty minutes on two cores).

The 602 projects of ``eutf_projects.jsonl``, and 20,000 passages made of them by repetition with changed words. Prints a
table and writes var/bench.json.
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
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from corpus import collect
from index.build import build
from index.embed import BATCH, SentenceTransformerEmbedder, model_folder
from index.inputs import chunk_for, passage_inputs
from index.search import Searcher, Snapshot
from index.snapshot import cache_file
from service.settings import Settings
from service.wiring import Wiring

PROJECTS = Path(__file__).parents[3] / "shared/data/practices/eutf_projects.jsonl"
RESULT = Path("var/bench.json")
_PASSAGES = 20_000
_QUERIES = 200
_BARE = 2_000


def main() -> None:
    """Measure, print, write."""
    if not PROJECTS.is_file():
        sys.exit(f"{PROJECTS} is needed and not here.")
    wiring = Wiring(Settings())
    records = [json.loads(line) for line in PROJECTS.read_text(encoding="utf-8").splitlines()]
    wiring.embedder.embed_queries(["warm up"])
    rows = {"602 projects": measure(wiring, records)}
    print_rows(rows)
    if "--small" not in sys.argv:
        per_copy = rows["602 projects"]["passages"]
        rows["20,000 passages"] = measure(wiring, repeated(records, -(-_PASSAGES // per_copy)), _PASSAGES)
        print_rows(rows)
    result = {
        "machine": machine(),
        "help_cpu_seconds": help_cpu_seconds(),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "collections": rows,
    }
    print(
        f"practices --help: {result['help_cpu_seconds']:.2f} s of CPU; peak memory {result['peak_memory_mib']:.0f} MiB"
    )
    print(f"on {result['machine']}")
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def measure(wiring: Wiring, records: Sequence[dict[str, Any]], passages: int | None = None) -> dict[str, Any]:
    """Build, build again unchanged, search; all times of one collection in one process."""
    with tempfile.TemporaryDirectory() as scratch:
        source, folder = Path(scratch) / "practices.jsonl", Path(scratch) / "index"
        write(source, records, wiring, passages)
        first = timed(lambda: build(folder, collect([source]), wiring.embedder, wiring.budget))
        cache = cache_file(folder)
        again = timed(lambda: build(folder, collect([source]), wiring.embedder, wiring.budget, cache=cache))
        bare = bare_encode(wiring, source)
        searcher = Searcher(Snapshot.open(folder), wiring.embedder)
        built = len(searcher.snapshot.passages) / first
        search, embedding = search_times(searcher, [record["title"] for record in records])
    median, p95 = statistics.median(search), statistics.quantiles(search, n=20)[-1]
    return {
        "passages": len(searcher.snapshot.passages),
        "build_passages_per_second": built,
        "bare_encode_passages_per_second": bare,
        "build_to_bare_encode": built / bare,
        "unchanged_rebuild_to_first": again / first,
        "query_embedding_ms": 1000 * statistics.median(embedding),
        "search_median_ms": 1000 * median,
        "search_p95_ms": 1000 * p95,
        "search_median_to_query_embedding": median / statistics.median(embedding),
    }


def repeated(records: Sequence[dict[str, Any]], copies: int) -> list[dict[str, Any]]:
    """Copies of the records in which every tenth word is another word of the collection."""
    chance = random.Random(7)
    words = sorted({word for record in records for word in record["text"].split()})

    def changed(text: str) -> str:
        return " ".join(chance.choice(words) if chance.random() < 0.1 else word for word in text.split(" "))

    return [
        record | {"id": f"{record['id']}-copy{copy}", "text": changed(record["text"])}
        for copy in range(copies)
        for record in records
    ]


def write(source: Path, records: Sequence[dict[str, Any]], wiring: Wiring, passages: int | None) -> None:
    """The records as JSON Lines, up to a number of passages."""
    source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    if passages is None:
        return
    count, kept = 0, 0
    for practice in collect([source]).practices:
        count += len(chunk_for(practice, wiring.budget, wiring.embedder.limit).passages)
        kept += 1
        if count >= passages:
            break
    source.write_text("".join(json.dumps(record) + "\n" for record in records[:kept]), encoding="utf-8")


def bare_encode(wiring: Wiring, source: Path) -> float:
    """Texts a second of sentence-transformers alone, for the texts that a build embeds (at most 2,000, by chance)."""
    from sentence_transformers import SentenceTransformer

    assert isinstance(wiring.embedder, SentenceTransformerEmbedder)
    model = SentenceTransformer(str(model_folder(wiring.settings.model)), device="cpu")
    texts = []
    for practice in collect([source]).practices:
        passages = chunk_for(practice, wiring.budget, wiring.embedder.limit).passages
        texts += passage_inputs(practice, passages, wiring.embedder.limit)
    texts = random.Random(7).sample(texts, min(_BARE, len(texts)))
    return len(texts) / timed(lambda: model.encode(texts, batch_size=BATCH, show_progress_bar=False))


def search_times(searcher: Searcher, titles: Sequence[str]) -> tuple[list[float], list[float]]:
    """Seconds of each search without, and of each query embedding."""
    queries = random.Random(7).sample(list(titles), min(_QUERIES, len(titles)))
    search, embedding = [], []
    for query in queries:
        started = time.perf_counter()
        vector = searcher.embedder.embed_queries([query])[0]
        embedded = time.perf_counter()
        searcher.search(query, vector=vector)
        search.append(time.perf_counter() - embedded)
        embedding.append(embedded - started)
    return search, embedding


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
    """The machine in a line."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{len(models)} x {models[0] if models else platform.processor()}, Python {platform.python_version()}"


def print_rows(rows: dict[str, dict[str, Any]]) -> None:
    """A table, a column a collection."""
    print(f"{'':36}" + "".join(f"{name:>18}" for name in rows))
    for name in next(iter(rows.values())):
        print(f"{name:36}" + "".join(f"{row[name]:18,.3f}" for row in rows.values()), flush=True)


if __name__ == "__main__":
    main()
