"""The build of a serving snapshot: a collection is prepared, encoded, enriched, and written."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import naming
from corpus.loading.collect import Collection
from corpus.text.tokens import Limit
from index.build.content import prepare_content
from index.build.encoding import encode_passages
from index.build.enrichment import enrich
from index.build.manifest import compose_manifest
from index.build.report import BuildReport
from index.build.vector_cache import EmbeddingProgress
from index.build.writing import write_content, write_postings, write_report
from index.embedding.embedder import Embedder
from index.embedding.model_roles import Models
from index.errors import BuildRunningError, DamagedSnapshotError, NoSnapshotError
from index.snapshot.disk_room import reporting_full_disk
from index.snapshot.files import read_report, serving_id
from index.snapshot.integrity import check_files, read_manifest
from index.snapshot.writing import write_snapshot

_CURE = "Build again; with PRACTICES_LOG_LEVEL=debug it is said where this comes from."


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
    with reporting_full_disk(folder), naming(folder, _CURE):
        folder.mkdir(parents=True, exist_ok=True)
        with _only_build_in(folder):
            given = models if isinstance(models, Models) else Models(models)
            return _build(folder, collection, given, budget, list(sources), cache, progress)


@contextmanager
def _only_build_in(folder: Path) -> Iterator[None]:
    lock = FileLock(folder / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BuildRunningError(
            f"Another build is running in {folder}. Wait for it, or build with another --index."
        ) from None
    try:
        yield
    finally:
        lock.release()


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

    content = prepare_content(collection, budget, models, cache)
    problems = [*collection.problems, *content.problems]
    report = BuildReport.of(replace(collection, practices=list(content.practices), problems=problems))
    report.count_prepared(content.practices, content.prepared)
    report.notes += filter(None, [models.note])
    manifest = compose_manifest(content, models, budget, sources)
    if cache and (serving := _serving_with(folder, manifest["content"])):
        report.take_over(serving, read_report(folder, serving))
        report.seconds = time.perf_counter() - started
        return report

    encoded = encode_passages(content.passages, content.inputs, models, cache, progress)
    report.embedded, report.reused = encoded.embedded, len(content.passages) - encoded.embedded
    enrichment = enrich(content.practices, content.prepared, models, encoded)
    report.count_enriched(len(enrichment.acronyms), len(enrichment.inferred), enrichment.duplicates)

    def write(home: Path) -> None:
        write_content(home, content, enrichment)
        encoded.save(home)
        write_postings(home, content, enrichment.inferred, manifest["open_until"])
        report.seconds = time.perf_counter() - started
        write_report(home, report)

    report.snapshot = write_snapshot(folder, manifest, write)
    report.seconds = time.perf_counter() - started
    return report


def _serving_with(folder: Path, content: str) -> str | None:
    """Find the serving snapshot where it holds this very content and is whole; ``None`` elsewhere."""
    try:
        snapshot_id = serving_id(folder)
        manifest = read_manifest(folder, snapshot_id)
        if manifest["content"] != content:
            return None
        check_files(folder, snapshot_id, manifest)
    except (NoSnapshotError, DamagedSnapshotError):
        return None
    return snapshot_id
