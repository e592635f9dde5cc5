"""A collection of practices to a serving snapshot."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.loading.collect import Collection
from corpus.model import Passage, Practice
from corpus.text.acronyms import ranked
from corpus.text.tokens import Limit
from index.build.encoding import encode_passages
from index.build.inferred_objectives import infer_objectives
from index.build.preparation import PreparedPractice, prepare_practices
from index.build.report import BuildReport
from index.build.vector_cache import EmbeddingProgress
from index.embedding.embedder import Embedder
from index.embedding.models import Models
from index.enrichment.near_duplicates import RULE, group_near_duplicates
from index.enrichment.objective_classifier import InferredObjective
from index.errors import BuildRunningError, DamagedSnapshotError, NoSnapshotError
from index.facets.masks import FacetValues, facet_values, organisations_of
from index.lexical.bm25_index import LexicalIndex
from index.query.acronyms import Acronyms
from index.query.spelling import SpellingReader
from index.snapshot.files import check_files, read_manifest, read_report, serving_id, write_snapshot

_MADE_WITH = ("model", "across", "tokens", "chunk", "open_until", "near_identical")
"""What a snapshot depends on beside its pages."""


def build_snapshot(
    folder: Path,
    collection: Collection,
    models: Models | Embedder,
    budget: Limit,
    *,
    sources: Sequence[str] = (),
    cache: Path | None = None,
    progress: EmbeddingProgress | None = None,
) -> BuildReport:
    """Build a snapshot in an index folder and let it serve; an unchanged collection keeps the snapshot it has.

    :param budget: the most tokens of a passage.
    :param cache: the file to keep vectors in (see :func:`index.snapshot.files.cache_file`); ``None`` embeds everything
        anew, also where nothing has changed.
    :param sources: the paths read, written into the manifest so that a damaged index can say how to mend it.
    :raises BuildRunningError: another process builds here; two at once would undo each other's work.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "build.lock")
    try:
        with lock.acquire(timeout=0):
            given = models if isinstance(models, Models) else Models(models)
            return _build(folder, collection, given, budget, list(sources), cache, progress)
    except Timeout:
        raise BuildRunningError(
            f"Another build is running in {folder}. Wait for it, or build with another --index."
        ) from None


def _build(
    folder: Path,
    collection: Collection,
    models: Models,
    budget: Limit,
    sources: list[str],
    cache: Path | None,
    progress: EmbeddingProgress | None,
) -> BuildReport:
    started = time.perf_counter()
    report = BuildReport.of(collection)
    practices, own = collection.practices, models.main
    kept = cache.with_suffix(".prepared.sqlite") if cache else None
    prepared = list(prepare_practices(practices, budget, own.limit, own.name, kept))
    _told(report, practices, prepared)
    passages = [passage for one in prepared for passage in one.passages]
    inputs = [text for one in prepared for text in one.inputs]
    practice_lines = [_line(practice.to_dict()) for practice in practices]
    passage_lines = [_line(passage.to_dict()) for passage in passages]
    withdrawn_lines = [_line(asdict(tombstone)) for tombstone in collection.withdrawn]
    open_until = datetime.now(UTC).year
    manifest: dict[str, Any] = {
        "model": _described(models.main),
        "across": _described(models.multilingual),
        "tokens": models.gives_tokens,
        "chunk": {"tokens": budget.tokens},
        "open_until": open_until,
        "near_identical": RULE,
        "counts": {"practices": report.practices, "sections": report.sections, "passages": report.passages},
        "sources": sources,
    }
    made_with = json.dumps([manifest[part] for part in _MADE_WITH])
    manifest["content"] = _content_hash([made_with, *practice_lines, *passage_lines, *withdrawn_lines])
    if cache and (serving := _serving_with(folder, manifest["content"])):
        report.snapshot, report.unchanged, report.reused = serving, True, len(passages)
        for name in ("acronyms", "inferred", "duplicate_groups", "near_identical"):
            setattr(report, name, read_report(folder, serving)[name])
        report.seconds = time.perf_counter() - started
        return report
    encoded = encode_passages(passages, inputs, models, cache, progress)
    report.embedded, report.reused = encoded.embedded, len(passages) - encoded.embedded
    inferred = infer_objectives(prepared, models, encoded)
    acronyms = ranked(one.acronyms for one in prepared)
    duplicates = [
        [practices[number].practice_id for number in group]
        for group in group_near_duplicates([one.trace for one in prepared])
    ]
    report.acronyms, report.inferred = len(acronyms), len(inferred)
    report.duplicate_groups, report.near_identical = len(duplicates), sum(map(len, duplicates))

    def write(home: Path) -> None:
        _write_lines(home / "practices.jsonl", practice_lines)
        _write_lines(home / "passages.jsonl", passage_lines)
        _write_lines(home / "withdrawn.jsonl", withdrawn_lines)
        _write_lines(home / "duplicates.json", [_line(duplicates)])
        _write_lines(
            home / "inferred.jsonl",
            (
                _line({"practice_id": practice_id, "objectives": [asdict(one) for one in found]})
                for practice_id, found in inferred.items()
            ),
        )
        _write_lines(home / "acronyms.jsonl", map(_line, Acronyms(acronyms).to_records()))
        SpellingReader.from_texts(
            (text, passage.language) for text, passage in zip(inputs, passages, strict=True)
        ).save(home / "vocabulary.json")
        encoded.save(home)
        (home / "lexical").mkdir()
        LexicalIndex.build(home / "lexical", _postings(practices, passages, inputs, inferred, open_until))
        report.seconds = time.perf_counter() - started
        _write_lines(home / "report.json", [_line(asdict(report))])

    report.snapshot = write_snapshot(folder, manifest, write)
    report.seconds = time.perf_counter() - started
    return report


def _told(report: BuildReport, practices: Sequence[Practice], prepared: Sequence[PreparedPractice]) -> None:
    """Count what was made of the practices."""
    report.passages = sum(len(one.passages) for one in prepared)
    report.truncated = sum(one.truncated for one in prepared)
    report.cut_runs = sum(one.cut_runs for one in prepared)
    report.notes += [
        f"{practice.source or practice.practice_id}: no text to search, only a title."
        for practice, one in zip(practices, prepared, strict=True)
        if not one.passages
    ]


def _postings(
    practices: Sequence[Practice],
    passages: Iterable[Passage],
    inputs: Iterable[str],
    inferred: Mapping[str, Sequence[InferredObjective]],
    open_until: int,
) -> Iterator[tuple[str, str | None, FacetValues]]:
    by_id = {practice.practice_id: practice for practice in practices}
    organisations = organisations_of(practices)
    for passage, text in zip(passages, inputs, strict=True):
        practice = by_id[passage.practice_id]
        values = facet_values(
            practice,
            passage.section,
            language=passage.language,
            inferred=[one.objective for one in inferred.get(practice.practice_id, ())],
            open_until=open_until,
            organisations=organisations,
        )
        yield text, passage.language, values


def _described(model: Embedder | None) -> dict[str, Any] | None:
    return {"name": model.name, "dimension": model.dimension, "limit": model.limit.tokens} if model else None


def _serving_with(folder: Path, content: str) -> str | None:
    """The serving snapshot where it holds this very content and is whole."""
    try:
        snapshot_id = serving_id(folder)
        manifest = read_manifest(folder, snapshot_id)
        if manifest["content"] != content:
            return None
        check_files(folder, snapshot_id, manifest)
    except (NoSnapshotError, DamagedSnapshotError):
        return None
    return snapshot_id


def _content_hash(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode())
    return digest.hexdigest()


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _line(record: object) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
