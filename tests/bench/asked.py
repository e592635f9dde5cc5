"""Questions put to collections: what the measurements of answers have in common."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.build.builder import build_snapshot
from index.evaluation.beir import read_beir
from index.retrieval.searcher import Searcher
from index.snapshot.files import cache_file
from index.snapshot.snapshot import Snapshot
from service.bootstrap import Bootstrap
from service.settings import Settings
from tests.support.paths import DATA, ROOT, SHARED

COLLECTIONS = SHARED / "data/ir"
BUILT_IN = "built-in"
GOOD = DATA / "answers/good_questions.jsonl"
UNANSWERED = DATA / "answers/unanswered_questions.jsonl"
"""Questions of the field that the built-in collection does not answer."""
SPLITS = {"squad2-dev-half": "dev"} | dict.fromkeys(
    (f"gcm-practices-{language}" for language in ("en", "es", "fr")), "title"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a collection; ``golds`` are answers in its words, ``paragraph`` is what it was written on."""

    text: str
    golds: tuple[str, ...] = ()
    paragraph: str = ""


def searcher(name: str, bootstrap: Bootstrap) -> Searcher:
    """Open a collection, built in ``var/bench`` or taken from there, in a folder of the multilingual model."""
    multilingual = bootstrap.models.multilingual
    folder = ROOT / "var/bench" / (multilingual.name if multilingual else "none") / name
    if name == BUILT_IN:
        Bootstrap(Settings(index=folder), bootstrap.models).build([])
    else:
        collection = read_beir(COLLECTIONS / name, SPLITS.get(name, "test")).collection
        build_snapshot(folder, collection, bootstrap.models, bootstrap.budget, cache=cache_file(folder))
    return Searcher(Snapshot.open(folder), bootstrap.models)


def questions(name: str, most: int | None = None) -> list[Asked]:
    """Questions of a collection, evenly drawn; titles where it has no others."""
    if name == BUILT_IN:
        return [Asked(row["question"], (row["answer"],)) for row in _lines(GOOD)]
    if (COLLECTIONS / name / "qa.jsonl").is_file():
        asked = [
            Asked(row["question"], tuple(answer["text"] for answer in row["answers"]), row["doc_id"])
            for row in _lines(COLLECTIONS / name / "qa.jsonl")
        ]
    else:
        read = read_beir(COLLECTIONS / name, SPLITS.get(name, "test"))
        asked = [Asked(text, (), next(iter(read.qrels[query_id]))) for query_id, text in read.queries.items()]
    if most is None or most >= len(asked):
        return asked
    return [asked[number] for number in np.linspace(0, len(asked) - 1, most).astype(int)]


def unanswered() -> list[Asked]:
    """Return the questions of the field that the built-in collection does not answer."""
    return [Asked(row["question"]) for row in _lines(UNANSWERED)]


def parallel(asked: str, of: str, most: int) -> list[Asked]:
    """Questions of one translation with the golds of another, evenly drawn: both have the same ones."""
    golds = {row["id"]: row for row in _lines(COLLECTIONS / of / "qa.jsonl")}
    both = [
        (row["question"], golds[row["id"]]) for row in _lines(COLLECTIONS / asked / "qa.jsonl") if row["id"] in golds
    ]
    return [
        Asked(question, tuple(answer["text"] for answer in gold["answers"]), gold["doc_id"])
        for question, gold in (both[number] for number in np.linspace(0, len(both) - 1, most).astype(int))
    ]


def paragraphs(name: str) -> dict[str, str]:
    """Return the texts of a collection, by their ids."""
    return {row["_id"]: row["text"] for row in _lines(COLLECTIONS / name / "corpus.jsonl")}


def shared_paragraphs() -> set[str]:
    """Return the paragraphs of ``squad2-dev-half`` that ``xquad-en`` has too, left out of every fit."""
    texts = {text.strip() for text in paragraphs("xquad-en").values()}
    return {name for name, text in paragraphs("squad2-dev-half").items() if text.strip() in texts}


def _lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]
