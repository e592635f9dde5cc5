"""Which kind of vector search for how many rows: time, recall, memory. Prints a Markdown table a number of rows.

Run: .venv/bin/python -m tests.bench.scale [--rows 20000 100000 1000000] [--kinds NAME ...] [--hnsw]
or, with vectors of your own:              [--rows-from ROWS.npy --queries-from QUERIES.npy]

The rows are clustered: centres and deviations are normal, with a spectrum that falls like that of sentence embeddings
(the standard deviation of dimension i is i^-0.4), half of the variance lies between the clusters, and these are of very
unequal sizes. The cosines of the first, 10th and 200th neighbour then resemble those of MiniLM on passages. All figures
are for one core and 200 results a query, in CPU time, so that a busy machine changes them little.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import faiss
import numpy as np
import psutil

from index.arrays import Mask, Ordinals, Vectors, unit_rows
from index.dense.ivf import exact_search
from index.dense.vector_index import DenseIndex

DIMENSION = 384
TOP = 200
FILTERS = (None, 0.5, 0.1)
_SEED = 7
_QUERIES = 200
_ROWS_A_CLUSTER = 500
_BLOCK = 50_000
_HNSW_UP_TO = 200_000
_REREAD = 5

Search = Callable[[Vectors, int, Mask | None], Ordinals]


class Kind(NamedTuple):
    """A way to search: how its file is written from rows, and how that is read (with the file of the rows)."""

    name: str
    write: Callable[[Vectors, Path], None]
    read: Callable[[Path, Path], Search]


def main() -> None:
    """Measure and print."""
    arguments = parsed()
    faiss.omp_set_num_threads(1)
    kinds = [kind for kind in KINDS if kind.name.split()[0] in arguments.kinds]
    for count in arguments.rows:
        with tempfile.TemporaryDirectory() as scratch:
            file = arguments.rows_from or Path(scratch) / "rows.npy"
            if arguments.rows_from is None:
                queries = clustered(file, count)
            else:
                queries = np.load(arguments.queries_from)[:_QUERIES]
            measure(kinds, file, queries, Path(scratch), hnsw=arguments.hnsw)


def parsed() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[20_000, 100_000, 1_000_000])
    parser.add_argument("--kinds", nargs="+", default=[kind.name.split()[0] for kind in KINDS])
    parser.add_argument(
        "--hnsw", action="store_true", help=f"build HNSW also above {_HNSW_UP_TO:,} rows (half an hour)"
    )
    parser.add_argument("--rows-from", type=Path, help="unit rows of your own, .npy, float32")
    parser.add_argument("--queries-from", type=Path, help="unit queries of your own, .npy, float32")
    arguments = parser.parse_args()
    if arguments.rows_from:
        arguments.rows = [len(np.load(arguments.rows_from, mmap_mode="r"))]
    return arguments


def clustered(file: Path, count: int) -> Vectors:
    """Write clustered unit rows into a .npy file and give queries drawn in the same way."""
    chance = np.random.default_rng(_SEED)
    clusters = max(16, count // _ROWS_A_CLUSTER)
    spectrum = np.arange(1, DIMENSION + 1, dtype=np.float32) ** -0.4
    centres = chance.standard_normal((clusters, DIMENSION), np.float32) * spectrum
    sizes = chance.pareto(1.5, clusters) + 0.2

    def draw(number: int) -> Vectors:
        deviations = chance.standard_normal((number, DIMENSION), np.float32) * spectrum
        return unit_rows(centres[chance.choice(clusters, number, p=sizes / sizes.sum())] + deviations)

    rows = np.lib.format.open_memmap(file, "w+", np.float32, (count, DIMENSION))
    for start in range(0, count, _BLOCK):
        rows[start : start + _BLOCK] = draw(len(rows[start : start + _BLOCK]))
    rows.flush()
    return draw(_QUERIES)


def measure(kinds: Sequence[Kind], file: Path, queries: Vectors, scratch: Path, *, hnsw: bool) -> None:
    """Print the table for one file of rows."""
    count, chance = len(mapped(file)), np.random.default_rng(_SEED)
    masks = {share: None if share is None else chance.random(count) < share for share in FILTERS}
    truths = {share: truth(mapped(file), queries, mask) for share, mask in masks.items()}
    print(f"\n{count:,} rows of {queries.shape[1]} dimensions, {len(queries)} queries, {TOP} results each\n")
    print("| kind | build, CPU s | own file, bytes a row | memory of its own + mapped files, MiB", end=" ")
    print("".join(f"| {name(share)}: ms (95 %), recall@10, @{TOP} " for share in FILTERS) + "|")
    print("|---" * (4 + len(FILTERS)) + "|")
    for kind in kinds:
        if kind.name.startswith("HNSW") and count > _HNSW_UP_TO and not hnsw:
            continue
        path = scratch / "kind.faiss"
        path.unlink(missing_ok=True)
        started = time.process_time()
        kind.write(mapped(file), path)
        seconds = time.process_time() - started
        size = path.stat().st_size / count if path.exists() else 0
        gc.collect()
        before = psutil.Process().memory_info()
        search = kind.read(path, file)
        cells = [cell(*timed(search, queries, masks[share]), truths[share]) for share in FILTERS]
        after = psutil.Process().memory_info()
        own = after.rss - after.shared - before.rss + before.shared
        memory = f"{own / 2**20:.0f} + {(after.shared - before.shared) / 2**20:.0f}"
        print(f"| {kind.name} | {seconds:.0f} | {size:.0f} | {memory} | {' | '.join(cells)} |", flush=True)
        del search


def name(share: float | None) -> str:
    """Write a filter in words."""
    return "no filter" if share is None else f"{share:.0%} allowed"


def cell(times: Sequence[float], results: Sequence[Ordinals], expected: Ordinals) -> str:
    """Median and 95th percentile in milliseconds, recall at 10 and at TOP."""
    slow = statistics.quantiles(times, n=20)[-1]
    recalls = f"{recall(results, expected, 10):.4f}, {recall(results, expected, TOP):.4f}"
    return f"{1000 * statistics.median(times):.2f} ({1000 * slow:.2f}), {recalls}"


def mapped(file: Path) -> Vectors:
    """Rows of a .npy file, not read yet."""
    rows: Vectors = np.load(file, mmap_mode="r").view(np.ndarray)
    return rows


def truth(rows: Vectors, queries: Vectors, mask: Mask | None) -> Ordinals:
    """Return the closest rows by brute force, shape (queries, TOP)."""
    if mask is None:
        return faiss.knn(queries, rows, min(TOP, len(rows)), metric=faiss.METRIC_INNER_PRODUCT)[1]
    among = np.flatnonzero(mask)
    return among[faiss.knn(queries, rows[among], min(TOP, len(among)), metric=faiss.METRIC_INNER_PRODUCT)[1]]


def timed(search: Search, queries: Vectors, mask: Mask | None) -> tuple[list[float], list[Ordinals]]:
    """CPU seconds and results of each query, after a few to warm up."""
    for query in queries[:_REREAD]:
        search(query, TOP, mask)
    times, results = [], []
    for query in queries:
        started = time.thread_time()
        results.append(search(query, TOP, mask))
        times.append(time.thread_time() - started)
    return times, results


def recall(results: Sequence[Ordinals], expected: Ordinals, top: int) -> float:
    """Mean share of the ``top`` closest rows that are among the first ``top`` found."""
    pairs = zip(results, expected, strict=True)
    return float(np.mean([len(np.intersect1d(some[:top], best[:top])) / len(best[:top]) for some, best in pairs]))


def faiss_kind(factory: str, depth: float = 1) -> Kind:
    """Make an index with FAISS; with a depth, it gives that many candidates a result, whose rows are then compared.

    Inverted files probe the same share of their lists as :mod:`index.dense.ivf`: 5 / rows^(1/4), with
    lists = 4 sqrt(rows).
    """

    def write(rows: Vectors, path: Path) -> None:
        index = faiss.index_factory(rows.shape[1], factory.format(lists=lists(len(rows))), faiss.METRIC_INNER_PRODUCT)
        if isinstance(index, faiss.IndexHNSW):
            index.hnsw.efConstruction = 100
        else:
            index.cp.max_points_per_centroid = 64
            index.cp.min_points_per_centroid = 1
        index.train(rows)
        index.add(rows)
        faiss.write_index(index, str(path))

    def read(path: Path, file: Path) -> Search:
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
        rows = mapped(file)

        def search(query: Vectors, top: int, mask: Mask | None) -> Ordinals:
            count = len(rows) if mask is None else int(np.count_nonzero(mask))
            if isinstance(index, faiss.IndexHNSW):
                parameters: dict[str, Any] = {"efSearch": 2 * top}
                made = faiss.SearchParametersHNSW
            else:
                parameters = {"nprobe": min(int(5 * lists(len(rows)) / count**0.25) + 1, lists(len(rows)))}
                made = faiss.SearchParametersIVF
            if mask is not None:
                parameters["sel"] = faiss.IDSelectorBitmap(np.packbits(mask, bitorder="little"))
            ordinals = index.search(query[None], int(depth * top), params=made(**parameters))[1][0]
            ordinals = ordinals[ordinals >= 0]
            return ordinals if depth == 1 else exact_search(rows, query, top, ordinals)[0]

        return search

    name = factory.format(lists="").replace(",", "-") + (
        f" (best {depth:g} x {TOP} compared again)" if depth > 1 else ""
    )
    return Kind(name, write, read)


def lists(count: int) -> int:
    """Inverted lists for a number of rows."""
    return int(4 * count**0.5)


def write_nothing(rows: Vectors, path: Path) -> None:
    """Write nothing: comparing all needs the rows and nothing else."""


def read_flat(path: Path, file: Path) -> Search:
    """Compare all rows, or all that a filter lets through."""
    rows = mapped(file)
    return lambda query, top, mask: exact_search(rows, query, top, None if mask is None else np.flatnonzero(mask))[0]


def write_product(rows: Vectors, path: Path) -> None:
    """Write what the product makes of the rows."""
    DenseIndex.from_vectors(rows).save(path)


def read_product(path: Path, file: Path) -> Search:
    """Read what the product reads."""
    index = DenseIndex.load(path)
    return lambda query, top, mask: index.search(query, top, mask)[0]


KINDS = (
    Kind("DenseIndex (the product)", write_product, read_product),
    Kind("flat (all compared)", write_nothing, read_flat),
    faiss_kind("IVF{lists},Flat"),
    faiss_kind("IVF{lists},SQ8", 1.5),
    faiss_kind("IVF{lists},PQ384x4fsr", 3),
    faiss_kind("HNSW32"),
)


if __name__ == "__main__":
    main()
