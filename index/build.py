"""A collection of practices to a serving snapshot."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.collect import Collection
from corpus.model import Passage, Practice
from corpus.tokens import Limit
from index.cache import Progress, VectorCache
from index.dense import DenseIndex
from index.embed import Embedder
from index.errors import BuildRunningError, DamagedSnapshotError, NoSnapshotError
from index.facets import FacetValues, facet_values
from index.inputs import chunk_for, passage_inputs
from index.lexical import LexicalIndex
from index.snapshot import check_files, read_manifest, serving_id, write_snapshot


@dataclass(slots=True)
class BuildReport:
    """What a build met and did; it is kept in the snapshot."""

    snapshot: str = ""
    unchanged: bool = False
    files: int = 0
    practices: int = 0
    sections: int = 0
    passages: int = 0
    embedded: int = 0
    reused: int = 0
    truncated: int = 0
    cut_runs: int = 0
    seconds: float = 0.0
    languages: dict[str, int] = field(default_factory=dict)
    furniture: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)


def build(
    folder: Path,
    collection: Collection,
    embedder: Embedder,
    budget: Limit,
    *,
    sources: Sequence[str] = (),
    cache: Path | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Build a snapshot in an index folder and let it serve; an unchanged collection keeps the snapshot it has.

    :param budget: the most tokens of a passage.
    :param cache: the file to keep vectors in (see :func:`index.snapshot.cache_file`); ``None`` embeds everything anew,
        also where nothing has changed.
    :param sources: the paths read, written into the manifest so that a damaged index can say how to mend it.
    :raises BuildRunningError: another process builds here; two at once would undo each other's work.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "build.lock")
    try:
        with lock.acquire(timeout=0):
            return _build(folder, collection, embedder, budget, list(sources), cache, progress)
    except Timeout:
        raise BuildRunningError(
            f"Another build is running in {folder}. Wait for it, or build with another --index."
        ) from None


def _build(
    folder: Path,
    collection: Collection,
    embedder: Embedder,
    budget: Limit,
    sources: list[str],
    cache: Path | None,
    progress: Progress | None,
) -> BuildReport:
    started = time.perf_counter()
    report = _report(collection)
    passages, inputs = _passages(collection.practices, embedder, budget, report)
    practice_lines = [_line(practice.to_dict()) for practice in collection.practices]
    passage_lines = [_line(asdict(passage)) for passage in passages]
    manifest: dict[str, Any] = {
        "content": _content_hash(embedder.name, [*practice_lines, *passage_lines]),
        "model": {"name": embedder.name, "dimension": embedder.dimension, "limit": embedder.limit.tokens},
        "chunk": {"tokens": budget.tokens},
        "counts": {"practices": report.practices, "sections": report.sections, "passages": report.passages},
        "sources": sources,
    }
    if cache and (serving := _serving_with(folder, manifest["content"])):
        report.snapshot, report.unchanged, report.reused = serving, True, len(passages)
        report.seconds = time.perf_counter() - started
        return report
    with VectorCache(cache) as known:
        vectors, report.embedded = known.embed(embedder, inputs, progress)
    report.reused = len(passages) - report.embedded

    def write(home: Path) -> None:
        _write_lines(home / "practices.jsonl", practice_lines)
        _write_lines(home / "passages.jsonl", passage_lines)
        DenseIndex.from_vectors(vectors).save(home / "dense.faiss")
        (home / "lexical").mkdir()
        LexicalIndex.build(home / "lexical", _postings(collection.practices, passages, inputs))
        report.seconds = time.perf_counter() - started
        _write_lines(home / "report.json", [_line(asdict(report))])

    report.snapshot = write_snapshot(folder, manifest, write)
    report.seconds = time.perf_counter() - started
    return report


def _passages(
    practices: Iterable[Practice], embedder: Embedder, budget: Limit, report: BuildReport
) -> tuple[list[Passage], list[str]]:
    """The passages of all practices and the text that is embedded for each; counts go into the report."""
    passages: list[Passage] = []
    inputs: list[str] = []
    for practice in practices:
        chunks = chunk_for(practice, budget, embedder.limit)
        passages += chunks.passages
        inputs += passage_inputs(practice, chunks.passages, embedder.limit)
        report.cut_runs += chunks.cut_runs
        if not chunks.passages:
            report.notes.append(f"{practice.source or practice.practice_id}: no text to search, only a title.")
    report.passages = len(passages)
    report.truncated = sum(count > embedder.limit.tokens for count in embedder.limit.counter.count(inputs))
    return passages, inputs


def _postings(
    practices: Iterable[Practice], passages: Iterable[Passage], inputs: Iterable[str]
) -> Iterator[tuple[str, str | None, FacetValues]]:
    by_id = {practice.practice_id: practice for practice in practices}
    for passage, text in zip(passages, inputs, strict=True):
        practice = by_id[passage.practice_id]
        yield text, practice.language, facet_values(practice, passage.section)


def _report(collection: Collection) -> BuildReport:
    practices = collection.practices
    return BuildReport(
        files=collection.files,
        practices=len(practices),
        sections=sum(len(practice.sections) for practice in practices),
        languages=dict(Counter(practice.language or "unknown" for practice in practices)),
        furniture=dict(collection.furniture),
        notes=list(collection.notes),
        problems=[asdict(problem) for problem in collection.problems],
    )


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


def _content_hash(model: str, lines: Iterable[str]) -> str:
    digest = hashlib.sha256(model.encode())
    for line in lines:
        digest.update(line.encode())
    return digest.hexdigest()


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
