"""Recall for each pair of languages. Run: ``.venv/bin/python -m tests.bench.languages`` (fifteen minutes at first).

The questions of each ``xquad-*`` folder on the paragraphs of each other one, and the titles of each ``gcm-practices-*``
folder on the practices of each other one: what ``practices eval FOLDER --queries OTHER`` says, for all pairs; with
``--every 4`` every fourth question of the first. Prints Markdown tables: R@10 and, in brackets, the share of questions
with the right practice first. Last, the paragraphs of all ``xquad-*`` folders in one collection, in which each question
has five right ones: how many of them are among the first ten, on every fourth question.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from corpus.loading.collect import Collection
from index.build.builder import build_snapshot
from index.evaluation.beir import read_beir
from index.evaluation.measures import Run, evaluate_run
from index.retrieval.searcher import Searcher
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.support.paths import SHARED

COLLECTIONS = SHARED / "data/ir"
SETS = {"xquad": ("test", "en es ar ru zh".split()), "gcm-practices": ("title", "en fr es".split())}


def main() -> None:
    """Print a table for each set."""
    if not COLLECTIONS.is_dir():
        sys.exit(f"{COLLECTIONS} is needed and not here.")
    every = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
    bootstrap = Bootstrap(Settings())
    for name, (split, languages) in SETS.items():
        print(f"\n{name}: questions down, passages across\n")
        print(f"| | {' | '.join(languages)} |\n|---|{'---|' * len(languages)}")
        columns = {language: column(bootstrap, name, split, language, languages, every) for language in languages}
        for asked in languages:
            print(f"| {asked} | {' | '.join(columns[language][asked] for language in languages)} |", flush=True)
    print("\nxquad, all languages in one collection\n\n| questions | right versions among the first ten |\n|---|---:|")
    for asked, recall in mixed(bootstrap, "xquad", *SETS["xquad"], every=max(4, every)).items():
        print(f"| {asked} | {recall:.3f} |", flush=True)


def column(bootstrap: Bootstrap, name: str, split: str, language: str, asked: list[str], every: int) -> dict[str, str]:
    """Return the figures of questions in each language on the passages of one."""
    folder, figures = COLLECTIONS / f"{name}-{language}", {}
    cache = cache_file(bootstrap.settings.index, f"eval-{folder.name}")
    with tempfile.TemporaryDirectory() as scratch:
        collection = read_beir(folder, split).collection
        build_snapshot(Path(scratch), collection, bootstrap.models, bootstrap.budget, cache=cache)
        searcher = Searcher(Snapshot.open(Path(scratch)), bootstrap.models)
        for other in asked:
            questions = read_beir(folder, split, COLLECTIONS / f"{name}-{other}")
            queries = dict(list(questions.queries.items())[:: every if split == "test" else 1])
            means = evaluate_run(_first_ten(searcher, queries), {key: questions.qrels[key] for key in queries})
            figures[other] = f"{means['R@10']:.3f} ({means['P@1']:.3f})"
    return figures


def mixed(bootstrap: Bootstrap, name: str, split: str, languages: list[str], every: int) -> dict[str, float]:
    """Measure R@10 of questions in each language on the passages of all, each version a right one."""
    folders = {language: read_beir(COLLECTIONS / f"{name}-{language}", split) for language in languages}
    practices = [
        replace(practice, practice_id=f"{language}-{practice.practice_id}")
        for language, folder in folders.items()
        for practice in folder.collection.practices
    ]
    cache = cache_file(bootstrap.settings.index, f"eval-{name}")
    with tempfile.TemporaryDirectory() as scratch:
        build_snapshot(Path(scratch), Collection(practices=practices), bootstrap.models, bootstrap.budget, cache=cache)
        searcher = Searcher(Snapshot.open(Path(scratch)), bootstrap.models)
        recalls = {}
        for language, folder in folders.items():
            queries = dict(list(folder.queries.items())[::every])
            qrels = {
                key: {f"{other}-{right}": 1 for right in folder.qrels[key] for other in languages} for key in queries
            }
            recalls[language] = evaluate_run(_first_ten(searcher, queries), qrels)["R@10"]
    return recalls


def _first_ten(searcher: Searcher, queries: dict[str, str]) -> Run:
    return {
        key: {hit.practice.practice_id: hit.score for hit in searcher.search(text, 10, passages_each=1)}
        for key, text in queries.items()
    }


if __name__ == "__main__":
    main()
