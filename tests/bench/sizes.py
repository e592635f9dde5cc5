"""What a service needs for how many passages: ``python -m tests.bench.sizes [--passages 1000 100000]``.

The passages are those of the bench of searches: projects of ``eutf_projects.jsonl`` with changed words, which get the
vectors of real ones with noise. What embedding them would take is measured on some, by all models, and multiplied. Disk
is the serving snapshot. Memory is that of a server that has answered the questions of ``tests/load``: its own, and what
it has mapped of files, which the system takes back where it needs it. Times are CPU seconds, so that a busy machine
changes them little; those of a build leave out the process that reads the files. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import psutil

from index.embedding.embedder import TokenEmbedder
from index.embedding.model_roles import Models
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.bench.search_speed import Seconded, large
from tests.bench.speed import PROJECTS, machine
from tests.load.mix import addresses
from tests.support.servers.command import ServedCommand, served_by_command

_SAMPLE = 60
"""Passages that are really embedded."""
_KINDS = ("answer", "answer page", "set", "search")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", type=int, nargs="+", default=[1_000, 100_000])
    wanted = parser.parse_args().passages
    if not PROJECTS.is_file():
        sys.exit(f"{PROJECTS} is needed and not here.")
    bootstrap = Bootstrap(Settings())
    records = [json.loads(line) for line in PROJECTS.read_text(encoding="utf-8").splitlines()]
    samples = [record["text"][:900] for record in records[:_SAMPLE]]
    roles = [
        model for model in (bootstrap.models.main, bootstrap.models.multilingual) if isinstance(model, TokenEmbedder)
    ]
    started = time.process_time()
    models = Models(*(Seconded(model, samples) for model in roles))
    embedding = (time.process_time() - started) / len(samples)
    print(f"on {machine()}\n")
    heads = ("passages", "build: embedding, the rest", "disk, MiB", "start-up", "memory, MiB: own, mapped", "an answer")
    print(f"| {' | '.join(heads)} |\n{'|---' * len(heads)}|")
    for at_least in wanted:
        measure(bootstrap, records, models, at_least, embedding)


def measure(
    bootstrap: Bootstrap, records: list[dict[str, object]], models: Models, at_least: int, embedding: float
) -> None:
    """Build, serve, ask, and print a line."""
    with tempfile.TemporaryDirectory() as scratch:
        started = time.process_time()
        searcher = large(bootstrap, Path(scratch), records, models, at_least)
        seconds, count = time.process_time() - started, len(searcher.snapshot.passages)
        snapshot = Path(scratch) / "index" / "snapshots" / searcher.snapshot.snapshot_id
        disk = sum(path.stat().st_size for path in snapshot.rglob("*") if path.is_file()) / 2**20
        del searcher
        with served_by_command(Path(scratch) / "index") as server:
            process = psutil.Process(server.process)
            start_up = cpu_seconds(process)
            answer = cost_of_an_answer(server, process)
            info = process.memory_info()
    memory = f"{(info.rss - info.shared) / 2**20:.0f}, {info.shared / 2**20:.0f}"
    build = f"{count * embedding:.0f}, {seconds:.0f}"
    print(f"| {count:,} | {build} | {disk:.0f} | {start_up:.1f} | {memory} | {answer:.3f} |", flush=True)


def cost_of_an_answer(server: ServedCommand, process: psutil.Process) -> float:
    """Ask the questions of the load, all once to warm up, then again."""
    paths = [address.path for address in addresses([]) if address.kind in _KINDS]
    for path in paths:
        urlopen(server.url + path, timeout=600).close()
    before = cpu_seconds(process)
    for path in paths:
        urlopen(server.url + path, timeout=600).close()
    return (cpu_seconds(process) - before) / len(paths)


def cpu_seconds(process: psutil.Process) -> float:
    """CPU seconds of a process until now."""
    times = process.cpu_times()
    return times.user + times.system


if __name__ == "__main__":
    os.nice(5)
    main()
