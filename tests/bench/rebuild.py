"""What a rebuild after one changed page costs beside the first build. Run: .venv/bin/python -m tests.bench.rebuild.

20,000 passages are made of the 602 projects of ``eutf_projects.jsonl`` by repetition with changed words. To save a
quarter of an hour of embedding, texts get the vectors of real ones with noise; what the real models would take for them
is measured on a sample of the very texts asked for, and added. Reading the file is part of both builds, loading the
models of none. Prints a table and writes var/rebuild.json.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus import collect
from index.arrays import Vectors
from index.build.builder import build_snapshot
from index.build.report import BuildReport
from index.embedding.model_roles import Models
from index.embedding.transformer_embedder import TransformerEmbedder
from index.snapshot.files import cache_file
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.bench.speed import PROJECTS, Seconded, machine, print_column, repeated, timed

RESULT = Path("var/rebuild.json")
_PASSAGES = 20_000
_SAMPLE = 300
_CHANGED = 1_000
"""The number of the practice that changes."""


class Noted(Seconded):
    """The stand-in for a model, with a note of every text it is asked for."""

    def __init__(self, real: TransformerEmbedder, samples: Sequence[str]) -> None:
        super().__init__(real, samples)
        self.asked: list[str] = []
        self.really = real.embed_tokens

    def embed_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """Vectors of others, and a note."""
        self.asked += texts
        return super().embed_tokens(texts)


def main() -> None:
    """Measure, print, write."""
    if not PROJECTS.is_file():
        sys.exit(f"{PROJECTS} is needed and not here.")
    bootstrap = Bootstrap(Settings())
    records = enough(PROJECTS)
    samples = [record["text"][:900] for record in records[:200]]
    main_model, multilingual = bootstrap.models.main, bootstrap.models.multilingual
    assert isinstance(main_model, TransformerEmbedder)
    assert isinstance(multilingual, TransformerEmbedder)  # the one of Windows gives no tokens
    own, across = Noted(main_model, samples), Noted(multilingual, samples)
    models = Models(own, across)
    with tempfile.TemporaryDirectory() as scratch:
        source, folder = Path(scratch) / "practices.jsonl", Path(scratch) / "index"

        def built() -> BuildReport:
            return build_snapshot(folder, collect([source]), models, bootstrap.budget, cache=cache_file(folder))

        write(source, records)
        first, _ = measured(built, own, across)
        records[_CHANGED]["text"] += " It also trained forty nurses in two districts."
        write(source, records)
        again, report = measured(built, own, across)
        unchanged, _ = measured(built, own, across)
    result: dict[str, Any] = {
        "passages": report.passages,
        "passages_embedded_again": report.embedded,
        **{f"first_{name}": value for name, value in first.items()},
        **{f"again_{name}": value for name, value in again.items()},
        "unchanged_seconds": unchanged["seconds"],
        "again_to_first": again["seconds"] / first["seconds"],
        "again_to_first_cpu": again["cpu_seconds"] / first["cpu_seconds"],
    }
    print_column("rebuild after one changed page", result)
    print(f"on {machine()}")
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps(result | {"machine": machine()}, indent=1) + "\n", encoding="utf-8")


def enough(path: Path) -> list[dict[str, Any]]:
    """Return records that make about as many passages as are wanted."""
    kept, passages = [], 0
    for record in repeated([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()], 60):
        kept.append(record)
        passages += 1 + len(record["text"]) // 900
        if passages >= _PASSAGES:
            break
    return kept


def write(path: Path, records: Sequence[dict[str, Any]]) -> None:
    """One record a line."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def measured(built: Callable[[], BuildReport], *models: Noted) -> tuple[dict[str, float], BuildReport]:
    """Seconds of a build, and seconds of CPU, with what the real models would take for the texts that it asked for."""
    for model in models:
        model.asked.clear()
    reports: list[BuildReport] = []
    rest, rest_cpu = both_clocks(lambda: reports.append(built()))
    spent = [really(model) for model in models]
    embedding, embedding_cpu = sum(seconds for seconds, _ in spent), sum(cpu for _, cpu in spent)
    figures = {
        "seconds": rest + embedding,
        "embedding": embedding,
        "rest": rest,
        "cpu_seconds": rest_cpu + embedding_cpu,
    }
    return figures, reports[0]


def really(model: Noted) -> tuple[float, float]:
    """Seconds and CPU seconds that the real model takes for the texts asked for, from a sample of them."""
    if not model.asked:
        return 0.0, 0.0
    sample = random.Random(7).sample(model.asked, min(_SAMPLE, len(model.asked)))
    seconds, cpu = both_clocks(lambda: model.really(sample))
    return seconds * len(model.asked) / len(sample), cpu * len(model.asked) / len(sample)


def both_clocks(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds that a call takes, and CPU seconds, which a busy machine draws out less."""
    before = time.process_time()
    return timed(work), time.process_time() - before


if __name__ == "__main__":
    main()
