from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import ir_measures
import numpy as np
import pytest

from corpus import Limit, default_counter
from index.beir import read_beir
from index.build import build
from index.embed import Embedder
from index.errors import TestCollectionError
from index.evaluate import evaluate_folder
from index.search import CHANNELS, Searcher, Snapshot

WORDS = "harbour orchard telescope violin glacier bakery lantern compass meadow anchor".split()
BUDGET = Limit(default_counter(), 30)
MEASURES = {"nDCG@10": ir_measures.nDCG @ 10, "RR@10": ir_measures.RR @ 10, "R@100": ir_measures.R @ 100}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty documents of random words, some long enough for several passages, and twelve queries."""
    folder = tmp_path_factory.mktemp("beir")
    chance = np.random.default_rng(2)
    documents = [
        {"_id": f"d{n}", "title": f"Title {n}", "text": " ".join(chance.choice(WORDS, 5 + n)) + "."} for n in range(60)
    ]
    queries = [{"_id": f"q{n}", "text": " ".join(chance.choice(WORDS, 2))} for n in range(12)]
    rows = [f"q{n}\td{d}\t{chance.integers(0, 3)}" for n in range(10) for d in chance.choice(60, 8, replace=False)]
    (folder / "qrels").mkdir()
    for name, records in (("corpus", documents), ("queries", queries)):
        lines = "".join(f"{json.dumps(record)}\n" for record in records)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n" + "\n".join(rows), encoding="utf-8")
    return folder


@pytest.mark.parametrize("weight", [0.0, 0.65, 1.0])
def test_figures_are_those_of_ir_measures_for_the_runs_of_the_serving_pipeline(
    folder: Path, hashing_embedder: Embedder, tmp_path: Path, weight: float
) -> None:
    collection = read_beir(folder)
    build(tmp_path, collection.collection, hashing_embedder, BUDGET)
    searcher = Searcher(Snapshot.open(tmp_path), hashing_embedder, weight)

    result = evaluate_folder(folder, hashing_embedder, BUDGET, dense_weight=weight)

    assert (result.practices, result.queries) == (60, 10)
    assert result.passages == len(searcher.snapshot.passages) > 60
    for channel in CHANNELS:
        run = {
            query_id: {hit.practice.practice_id: hit.score for hit in searcher.search(text, 100, channel=channel)}
            for query_id, text in collection.queries.items()
        }
        theirs = ir_measures.calc_aggregate(MEASURES.values(), collection.qrels, run)
        expected = {name: theirs[measure] for name, measure in MEASURES.items()}
        assert result.measures[channel] == pytest.approx(expected, abs=1e-9)
        assert all(0 < figure <= 1 for figure in expected.values())


def test_with_all_weight_on_one_channel_the_fusion_finds_what_that_channel_finds(
    folder: Path, hashing_embedder: Embedder
) -> None:
    result = evaluate_folder(folder, hashing_embedder, BUDGET, dense_weight=1.0)

    assert result.measures["fused"]["nDCG@10"] == pytest.approx(result.measures["dense"]["nDCG@10"], abs=1e-9)


def test_a_second_evaluation_takes_the_vectors_from_the_cache(
    folder: Path, hashing_embedder: Embedder, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []

    first, second = (
        evaluate_folder(
            folder,
            hashing_embedder,
            BUDGET,
            cache=tmp_path / "v.sqlite",
            progress=lambda done, total: steps.append((done, total)),
        )
        for _ in range(2)
    )

    assert steps == [(first.passages, first.passages)]
    assert second.measures == first.measures


def test_a_split_that_is_not_there_is_an_error_that_lists_what_is(folder: Path, hashing_embedder: Embedder) -> None:
    with pytest.raises(TestCollectionError, match="the splits of this folder: test"):
        evaluate_folder(folder, hashing_embedder, BUDGET, split="dev")


@pytest.mark.model
def test_the_command_prints_one_json_object_with_the_figures(folder: Path, tmp_path: Path) -> None:
    shown = subprocess.run(
        [Path(sys.executable).parent / "practices", "eval", folder, "--json", "--index", tmp_path / "index"],
        cwd=tmp_path,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    result = json.loads(shown.stdout)
    assert shown.returncode == 0
    assert (result["practices"], result["queries"]) == (60, 10)
    assert {channel: list(figures) for channel, figures in result["measures"].items()} == {
        channel: list(MEASURES) for channel in CHANNELS
    }
    assert result["measures"]["lexical"]["R@100"] > 0.5
