"""A collection of practices to a serving snapshot."""

from __future__ import annotations

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.acronyms import mine
from corpus.collect import Collection
from corpus.language import language_of
from corpus.model import Passage, Practice
from corpus.tokens import Limit
from index.cache import Progress
from index.embed import Embedder
from index.encode import Models, encode
from index.errors import BuildRunningError, DamagedSnapshotError, NoSnapshotError
from index.expand import Acronyms
from index.facets import FacetValues, facet_values, organisations_of
from index.infer import infer
from index.inputs import chunk_for, passage_inputs
from index.lexical import LexicalIndex
from index.objectives import Inferred
from index.snapshot import check_files, read_manifest, serving_id, write_snapshot
from index.spelling import Vocabulary


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
    acronyms: int = 0
    inferred: int = 0
    seconds: float = 0.0
    languages: dict[str, int] = field(default_factory=dict)
    furniture: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)


def build(
    folder: Path,
    collection: Collection,
    models: Models | Embedder,
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
    progress: Progress | None,
) -> BuildReport:
    started = time.perf_counter()
    report = _report(collection)
    passages, inputs = _passages(collection.practices, models.own, budget, report)
    practice_lines = [_line(practice.to_dict()) for practice in collection.practices]
    passage_lines = [_line(asdict(passage)) for passage in passages]
    open_until = datetime.now(UTC).year
    manifest: dict[str, Any] = {
        "model": _described(models.own),
        "across": _described(models.across),
        "tokens": models.gives_tokens,
        "chunk": {"tokens": budget.tokens},
        "open_until": open_until,
        "counts": {"practices": report.practices, "sections": report.sections, "passages": report.passages},
        "sources": sources,
    }
    made_with = json.dumps([manifest[part] for part in ("model", "across", "tokens", "chunk", "open_until")])
    manifest["content"] = _content_hash([made_with, *practice_lines, *passage_lines])
    if cache and (serving := _serving_with(folder, manifest["content"])):
        report.snapshot, report.unchanged, report.reused = serving, True, len(passages)
        report.seconds = time.perf_counter() - started
        return report
    encoded = encode(passages, inputs, models, cache, progress)
    report.embedded, report.reused = encoded.embedded, len(passages) - encoded.embedded
    inferred = infer(collection.practices, passages, inputs, models, encoded)
    acronyms = mine(collection.practices)
    report.acronyms, report.inferred = len(acronyms), len(inferred)

    def write(home: Path) -> None:
        _write_lines(home / "practices.jsonl", practice_lines)
        _write_lines(home / "passages.jsonl", passage_lines)
        _write_lines(
            home / "inferred.jsonl",
            (
                _line({"practice_id": practice_id, "objectives": [asdict(one) for one in found]})
                for practice_id, found in inferred.items()
            ),
        )
        _write_lines(home / "acronyms.jsonl", map(_line, Acronyms(acronyms).to_records()))
        Vocabulary.from_texts((text, passage.language) for text, passage in zip(inputs, passages, strict=True)).save(
            home / "vocabulary.json"
        )
        encoded.save(home)
        (home / "lexical").mkdir()
        LexicalIndex.build(home / "lexical", _postings(collection.practices, passages, inputs, inferred, open_until))
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
        passages += (with_language(passage, practice) for passage in chunks.passages)
        inputs += passage_inputs(practice, chunks.passages, embedder.limit)
        report.cut_runs += chunks.cut_runs
        if not chunks.passages:
            report.notes.append(f"{practice.source or practice.practice_id}: no text to search, only a title.")
    report.passages = len(passages)
    report.truncated = sum(count > embedder.limit.tokens for count in embedder.limit.counter.count(inputs))
    return passages, inputs


def with_language(passage: Passage, practice: Practice) -> Passage:
    """The passage with the language its text is in, or its page's where the text is too short to tell."""
    return replace(passage, language=language_of(passage.text) or practice.language)


def _postings(
    practices: Sequence[Practice],
    passages: Iterable[Passage],
    inputs: Iterable[str],
    inferred: Mapping[str, Sequence[Inferred]],
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


def _content_hash(lines: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for line in lines:
        digest.update(line.encode())
    return digest.hexdigest()


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def _line(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"
