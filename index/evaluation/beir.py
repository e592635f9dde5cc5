"""Test collections in BEIR layout: corpus.jsonl, queries.jsonl, qrels/SPLIT.tsv."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.loading.collect import Collection
from corpus.model import Practice, Section, SectionKind
from corpus.text.strings import clean
from index.errors import TestCollectionError


@dataclass(frozen=True, slots=True)
class BeirFolder:
    """A test collection: its corpus as practices, and the queries that one split judges."""

    collection: Collection
    queries: dict[str, str]
    qrels: dict[str, dict[str, int]]


def read_beir(folder: Path, split: str = "test", asked_in: Path | None = None) -> BeirFolder:
    """Read a folder in BEIR layout.

    :param asked_in: another folder to take the queries and judgments from.
    :raises TestCollectionError: a file is missing or not as it should be; the message names it.
    """
    practices = {}
    for record in _records(folder / "corpus.jsonl"):
        title, text = clean(str(record.get("title") or "")), clean(str(record.get("text") or ""))
        identity = clean(str(record["_id"]))
        section = Section(SectionKind.SUMMARY, None, text if text.strip() else title)
        practices[identity] = Practice(identity, title if text.strip() else "", (section,))
    if not practices:
        raise TestCollectionError(f"{folder / 'corpus.jsonl'} holds no document.")
    asked = asked_in or folder
    texts = {str(record["_id"]): clean(str(record.get("text") or "")) for record in _records(asked / "queries.jsonl")}
    qrels = _qrels(asked / "qrels", split)
    missing = sorted(qrels.keys() - texts.keys())
    if missing:
        raise TestCollectionError(
            f"{asked / 'queries.jsonl'}: {len(missing)} judged queries are missing, first {missing[0]!r}."
        )
    collection = Collection(practices=list(practices.values()), files=1)
    return BeirFolder(collection, {query_id: texts[query_id] for query_id in qrels}, qrels)


def _records(path: Path) -> Iterator[dict[str, Any]]:
    if not path.is_file():
        raise TestCollectionError(
            f"{path} is missing; a BEIR folder has corpus.jsonl, queries.jsonl and qrels/SPLIT.tsv."
        )
    for number, line in _lines(path):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            record["_id"]
        except (ValueError, KeyError, TypeError) as error:
            raise TestCollectionError(f"{path}:{number}: expected an object with an '_id': {error!r}.") from error
        yield record


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield numbered lines, without their ends."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise TestCollectionError(f"{path}:{number}: this line is not UTF-8: {error}.") from error


def _qrels(folder: Path, split: str) -> dict[str, dict[str, int]]:
    path = folder / f"{split}.tsv"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in folder.glob("*.tsv"))) or "none"
        raise TestCollectionError(f"{path} is missing; the splits of this folder: {known}. Choose one with --split.")
    qrels: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        row = line.split("\t")
        if not line.strip() or (number == 1 and row[0] == "query-id"):
            continue
        try:
            query_id, *_, practice_id, relevance = row
            qrels.setdefault(query_id, {})[practice_id] = int(float(relevance))
        except (ValueError, OverflowError) as error:
            raise TestCollectionError(f"{path}:{number}: expected query-id, corpus-id, score; found {row}.") from error
    if not qrels:
        raise TestCollectionError(f"{path} judges no query.")
    return qrels
