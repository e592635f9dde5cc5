"""Speed of building and searching, as ratios within one run. Run: make bench (about an hour and a half on two cores).

Built: the 602 projects of ``eutf_projects.jsonl``, and paragraphs in each of six languages. Searched: the projects, and
100,000 passages made of them (``search_speed.py``), once of the English ones alone, for which English questions need no
multilingual model. Prints tables and writes var/bench.json; ``--small`` leaves out the 100,000 passages.
"""

from __future__ import annotations

import json
import platform
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sentence_transformers import SentenceTransformer

from corpus import collect
from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.build.preparation import prepare_practice
from index.embedding.embedder import TokenEmbedder
from index.embedding.model_roles import Models
from index.embedding.packaged.minilm import packaged_folder
from index.embedding.passage_text import InputLimits
from index.embedding.transformer_embedder import TransformerEmbedder
from index.evaluation.beir import read_beir
from index.retrieval.searcher import Searcher
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.bench.answer_speed import measure_answers
from tests.bench.search_speed import Seconded, large, measure_search, memory_at_rest, timed
from tests.support.paths import SHARED

PROJECTS = SHARED / "data/practices/eutf_projects.jsonl"
RESULT = Path("var/bench.json")
LANGUAGES = {"fr": "gcm-practices-fr"} | {language: f"xquad-{language}" for language in ("en", "es", "ar", "ru", "zh")}
"""Collections, by their language."""
_EACH = 60
_BATCHES = (8, 16, 32)


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
        answers = measure_answers(Bootstrap(Settings(index=Path(scratch) / "index"), bootstrap.models).open_engine())
        for kind, figures in answers.items():
            print_column(f"answers, {kind}", figures)
    languages = measure_languages(bootstrap)
    print_column("a passage of a build, ms", languages)
    memory: dict[str, dict[str, float]] = {}
    if "--small" not in sys.argv:
        searches |= measure_large(bootstrap, records, inputs, memory)
    result = {
        "machine": machine(),
        "help_cpu_seconds": help_cpu_seconds(),
        "peak_memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "build": built,
        "embedding": batches,
        "build_by_language_ms": languages,
        "search": searches,
        "answers": answers,
        "memory_at_rest": memory,
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


def measure_languages(bootstrap: Bootstrap) -> dict[str, float]:
    """Time of a build for each passage in each language, in ms, and what bare encoding of the English ones takes."""
    spent = {language: build_cost(bootstrap, name)[0] for language, name in LANGUAGES.items()}
    return spent | {"bare encode, en": build_cost(bootstrap, LANGUAGES["en"], bare_model())[1]}


def build_cost(bootstrap: Bootstrap, name: str, library: SentenceTransformer | None = None) -> tuple[float, float]:
    """Build some practices; ms a passage, and what the library takes for bare encoding of the same."""
    read = read_beir(SHARED / "data/ir" / name, "title" if name.startswith("gcm") else "test").collection
    collection = Collection(practices=read.practices[:_EACH])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "index"
        seconds = timed(lambda: build_snapshot(folder, collection, bootstrap.models, bootstrap.budget))
        texts = [passage.text for passage in Snapshot.open(folder).passages]
    bare = timed(lambda: library.encode(texts, batch_size=16, show_progress_bar=False)) if library else 0.0
    return 1000 * seconds / len(texts), 1000 * bare / len(texts)


def measure_large(
    bootstrap: Bootstrap, records: Sequence[dict[str, Any]], inputs: Sequence[str], memory: dict[str, dict[str, float]]
) -> dict[str, dict[str, float]]:
    """Search 100,000 passages, all English and in two languages; ``memory`` gets what a service of each takes."""
    roles = [bootstrap.models.main, bootstrap.models.multilingual]
    models = Models(*(Seconded(model, inputs) for model in roles if isinstance(model, TokenEmbedder)))
    english = [record for record in records if record["lang"] == "en"]
    titles = {"en": [record["title"] for record in english]}
    for language in ("es", "ar", "ru", "zh"):
        titles[language] = list(read_beir(SHARED / f"data/ir/xquad-{language}", "test").queries.values())
    searches: dict[str, dict[str, float]] = {}
    for name, some, asked in (("English", english, ("en",)), ("English and French", records, tuple(titles))):
        with tempfile.TemporaryDirectory() as scratch:
            searcher = large(bootstrap, Path(scratch), some, models)
            for language in asked:
                key = f"100,000 passages in {name}, asked in {language}"
                searches[key] = measure_search(searcher, titles[language])
                print_column(key, searches[key])
            memory[name] = memory_at_rest(Path(scratch) / "index", titles["en"][0])
            print_column(f"memory of a service, 100,000 passages in {name}", memory[name])
    return searches


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
