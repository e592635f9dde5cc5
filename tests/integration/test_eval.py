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
from corpus.text.strings import slug
from index.build.builder import build_snapshot
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.errors import TestCollectionError
from index.evaluation.beir import read_beir
from index.evaluation.evaluate import evaluate_folder
from index.retrieval.searcher import CHANNELS, Searcher
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.settings import Settings

WORDS = "harbour orchard telescope violin glacier bakery lantern compass meadow anchor".split()
BUDGET = Limit(default_counter(), 30)
MEASURES = {
    "nDCG@10": ir_measures.nDCG @ 10,
    "RR@10": ir_measures.RR @ 10,
    "P@1": ir_measures.P @ 1,
    "R@10": ir_measures.R @ 10,
    "R@100": ir_measures.R @ 100,
}


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
    build_snapshot(tmp_path, collection.collection, hashing_embedder, BUDGET)
    searcher = Searcher(Snapshot.open(tmp_path), hashing_embedder, weight)

    result = evaluate_folder(folder, Models(hashing_embedder), BUDGET, dense_weight=weight)

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
        assert 0 < expected["nDCG@10"] < 1


def test_with_all_weight_on_words_the_fusion_ranks_as_the_word_search_does(
    folder: Path, hashing_embedder: Embedder
) -> None:
    result = evaluate_folder(folder, Models(hashing_embedder), BUDGET, dense_weight=0.0)

    assert result.measures["lexical"]["nDCG@10"] > 0
    for name in ("nDCG@10", "RR@10", "P@1", "R@10"):
        assert result.measures["fused"][name] == pytest.approx(result.measures["lexical"][name], abs=1e-9)


def test_a_second_evaluation_takes_the_vectors_from_the_cache(
    folder: Path, hashing_embedder: Embedder, tmp_path: Path
) -> None:
    steps: list[tuple[int, int]] = []

    first, second = (
        evaluate_folder(
            folder,
            Models(hashing_embedder),
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
        evaluate_folder(folder, Models(hashing_embedder), BUDGET, split="dev")


@pytest.fixture(scope="module")
def elsewhere(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three queries of another folder, each judged by the one document it was taken from."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    documents = read_beir(folder).collection.practices
    (elsewhere / "qrels").mkdir()
    queries = [{"_id": f"other-{n}", "text": documents[n].sections[0].text} for n in (3, 4, 5)]
    (elsewhere / "queries.jsonl").write_text("".join(f"{json.dumps(query)}\n" for query in queries), encoding="utf-8")
    rows = "".join(f"other-{n}\td{n}\t1\n" for n in (3, 4, 5))
    (elsewhere / "qrels" / "test.tsv").write_text(rows, encoding="utf-8")
    return elsewhere


def test_a_collection_can_be_asked_the_questions_of_another_folder(
    folder: Path, elsewhere: Path, hashing_embedder: Embedder
) -> None:
    own = evaluate_folder(folder, Models(hashing_embedder), BUDGET)
    other = evaluate_folder(folder, Models(hashing_embedder), BUDGET, asked_in=elsewhere)

    assert (own.queries, other.queries) == (10, 3)
    assert (other.practices, other.passages) == (own.practices, own.passages)
    assert other.measures["dense"] == dict.fromkeys(MEASURES, 1.0)
    assert own.measures["dense"]["P@1"] < 1


def test_questions_in_another_language_are_asked_through_the_model_across_languages(
    hashing_embedder: Embedder, other_embedder: Embedder, tmp_path: Path
) -> None:
    """The second model of this test is a dictionary: it alone knows what a Russian question means."""
    home, asked = tmp_path / "home", tmp_path / "asked"
    english = ["The harbour for ships of the coast", "An orchard with many apple trees", "A telescope for the stars"]
    russian = ["Какие гавани есть для кораблей?", "Где находится яблоневый сад?", "Для чего служит телескоп?"]
    known = dict(zip(russian, english, strict=True))
    plain = other_embedder.embed_queries
    other_embedder.embed_queries = lambda texts: plain([known.get(text, text) for text in texts])
    for folder, texts in ((home, english), (asked, russian)):
        (folder / "qrels").mkdir(parents=True)
        lines = [json.dumps({"_id": f"{n}", "text": text}) for n, text in enumerate(texts)]
        (folder / "queries.jsonl").write_text("\n".join(lines), encoding="utf-8")
        (folder / "qrels" / "test.tsv").write_text("0\t0\t1\n1\t1\t1\n2\t2\t1\n", encoding="utf-8")
    (home / "corpus.jsonl").write_bytes((home / "queries.jsonl").read_bytes())

    alone = evaluate_folder(home, Models(hashing_embedder), BUDGET, asked_in=asked)
    both = evaluate_folder(home, Models(hashing_embedder, other_embedder), BUDGET, asked_in=asked)

    assert both.measures["fused"]["P@1"] == both.measures["dense"]["P@1"] == 1.0
    assert both.measures["lexical"]["P@1"] == alone.measures["lexical"]["P@1"] == 0.0
    assert alone.measures["fused"]["P@1"] < 1.0


def test_the_wiring_hands_the_other_folder_on_and_keeps_a_cache_for_each_collection(
    folder: Path, elsewhere: Path, hashing_embedder: Embedder, tmp_path: Path
) -> None:
    bootstrap = Bootstrap(Settings(index=tmp_path / "index", passage_tokens=30), Models(hashing_embedder))

    first, second = (bootstrap.evaluate(folder, "test", elsewhere) for _ in range(2))

    assert first.queries == 3
    assert first.measures == second.measures
    kept = {path.name for path in (tmp_path / "index" / "cache").iterdir()}
    assert kept == {f"eval-{slug(folder.name)}.sqlite", f"eval-{slug(folder.name)}.prepared.sqlite"}


@pytest.mark.model
@pytest.mark.parametrize("foreign", [False, True], ids=["own queries", "queries of another folder"])
def test_the_command_prints_one_json_object_with_the_figures(
    folder: Path, elsewhere: Path, tmp_path: Path, foreign: bool
) -> None:
    command = [Path(sys.executable).parent / "practices", "eval", folder, "--json", "--index", tmp_path / "index"]
    shown = subprocess.run(
        [*command, "--queries", elsewhere] if foreign else command,
        cwd=tmp_path,
        env=os.environ,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    result = json.loads(shown.stdout)
    assert shown.returncode == 0
    assert (result["practices"], result["queries"]) == (60, 3 if foreign else 10)
    assert {channel: list(figures) for channel, figures in result["measures"].items()} == {
        channel: list(MEASURES) for channel in CHANNELS
    }
    assert result["measures"]["lexical"]["R@100"] > 0.5
