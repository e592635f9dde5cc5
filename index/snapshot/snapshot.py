"""The opened snapshot: everything a search needs, checked file by file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from corpus.errors import naming
from corpus.model import Passage, Practice, Tombstone
from index.arrays import Ordinals
from index.dense.late_interaction import TokenVectors
from index.dense.retriever import DenseRetriever
from index.dense.vector_index import DenseIndex
from index.embedding.centring import Centring
from index.embedding.model_roles import MAIN_LANGUAGE, is_in_main_language
from index.enrichment.near_duplicates import DuplicateGroups
from index.enrichment.objective_classifier import InferredObjective
from index.errors import DamagedSnapshotError
from index.facets.masks import FacetMasks, Filters
from index.lexical.bm25_index import LexicalIndex
from index.query.acronyms import Acronyms
from index.query.reader import QueryReader
from index.query.spelling import SpellingReader
from index.snapshot.files import build_command, serving_id
from index.snapshot.integrity import check_facets, check_files, read_manifest

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An opened snapshot; everything in it is in the order of the passage ordinals."""

    folder: Path
    snapshot_id: str
    manifest: dict[str, Any]
    practices: dict[str, Practice]
    withdrawn: dict[str, Tombstone]
    """Practices that their site no longer has, by id."""
    groups: DuplicateGroups
    inferred: dict[str, tuple[InferredObjective, ...]]
    """Likely objectives, best first, of the practices that state none."""
    passages: list[Passage]
    owners: Ordinals
    """Number of the practice of each passage, shape (passages,), ascending."""
    languages: NDArray[np.str_]
    """The language of each passage, shape (passages,); empty: not known."""
    numbers: dict[str, int]
    """The number of each practice."""
    ordinals: dict[str, int]
    """The ordinal of each passage, by its id."""
    dense: DenseRetriever
    tokens: TokenVectors | None
    """Of the main model."""
    multilingual_tokens: TokenVectors | None
    centring: Centring | None
    """Of the main model, where it is narrow."""
    multilingual_centring: Centring | None
    lexical: LexicalIndex
    facets: FacetMasks
    reader: QueryReader

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Open the serving snapshot of an index folder, after checking every file of it.

        :raises NoSnapshotError: nothing has been built.
        :raises DamagedSnapshotError: a file is missing, changed or foreign, or a facet is younger; the error names it.
        """
        snapshot_id = serving_id(folder)
        with naming(folder / "snapshots" / snapshot_id, _mend(folder), DamagedSnapshotError):
            manifest = read_manifest(folder, snapshot_id)
            home = check_files(folder, snapshot_id, manifest)
            check_facets(folder, snapshot_id, manifest)
            return cls._of(folder, snapshot_id, manifest, _Files(home, _mend(folder, manifest["sources"])))

    @classmethod
    def _of(cls, folder: Path, snapshot_id: str, manifest: dict[str, Any], files: _Files) -> Self:
        records = files.records("practices.jsonl", Practice.from_dict)
        practices = {practice.practice_id: practice for practice in records}
        tombstones = files.records("withdrawn.jsonl", lambda record: Tombstone(**record))
        inferred = dict(files.records("inferred.jsonl", _inferred))
        passages = files.records("passages.jsonl", lambda record: Passage(**record))
        numbers = {practice_id: number for number, practice_id in enumerate(practices)}
        owners = np.array([numbers[passage.practice_id] for passage in passages], np.int64)
        in_main_language = np.array([is_in_main_language(passage.language) for passage in passages], bool)
        multilingual = files.load("across", DenseIndex.load) if manifest["across"] else None
        return cls(
            folder,
            snapshot_id,
            manifest,
            practices,
            {tombstone.practice_id: tombstone for tombstone in tombstones},
            DuplicateGroups(practices, files.load("duplicates.json", lambda path: json.loads(path.read_bytes()))),
            inferred,
            passages,
            owners,
            np.array([passage.language or "" for passage in passages], np.str_),
            numbers,
            {passage.passage_id: ordinal for ordinal, passage in enumerate(passages)},
            DenseRetriever(files.load("dense", DenseIndex.load), in_main_language, multilingual),
            files.load("dense-tokens", _tokens),
            files.load("across-tokens", _tokens),
            files.load("dense-centring.npy", _centring),
            files.load("across-centring.npy", _centring),
            files.load("lexical", LexicalIndex.open),
            FacetMasks(
                practices,
                passages,
                {practice_id: [guess.objective for guess in guesses] for practice_id, guesses in inferred.items()},
                manifest["open_until"],
            ),
            QueryReader(
                files.load("vocabulary.json", SpellingReader.load),
                Acronyms.from_records(files.records("acronyms.jsonl", dict)),
                Counter(passage.language or MAIN_LANGUAGE for passage in passages),
            ),
        )

    def speaks(self, language: str) -> bool:
        """Tell whether any passage is in a language."""
        return language in self.facets.values("language")

    def passage(self, passage_id: str) -> Passage:
        """Look a passage up by its id.

        :raises KeyError: there is none of this id.
        """
        return self.passages[self.ordinals[passage_id]]

    def passages_of(self, practice_id: str) -> list[Passage]:
        """List the passages of a practice, in page order."""
        return [self.passages[ordinal] for ordinal in self.ordinals_of(practice_id).tolist()]

    def ordinals_of(self, practice_id: str) -> Ordinals:
        """List the ordinals of the passages of a practice, ascending."""
        number = self.numbers[practice_id]
        return np.arange(*np.searchsorted(self.owners, [number, number + 1]))

    def near_identical(self, practice_id: str) -> list[Practice]:
        """List the practices that say the same as a given one, or nearly."""
        return [self.practices[other] for other in self.groups.others(practice_id)]

    def practices_with(self, filters: Filters) -> list[Practice]:
        """List the practices that a filter lets through, those without any text by what they state."""
        return list(compress(self.practices.values(), self.facets.practices(filters, textless=True).tolist()))


@dataclass(frozen=True, slots=True)
class _Files:
    """The files of a snapshot; what a library raises at one of them names it, and the command that mends it."""

    home: Path
    mend: str

    def load(self, name: str, load: Callable[[Path], _T]) -> _T:
        with naming(self.home / name, self.mend, DamagedSnapshotError):
            return load(self.home / name)

    def records(self, name: str, make: Callable[[dict[str, Any]], _T]) -> list[_T]:
        return self.load(name, lambda path: [make(record) for record in _read_lines(path)])


def _mend(folder: Path, sources: list[str] | None = None) -> str:
    return f"Mend it with: {build_command(folder, sources)}"


def _inferred(record: dict[str, Any]) -> tuple[str, tuple[InferredObjective, ...]]:
    return record["practice_id"], tuple(InferredObjective(**objective) for objective in record["objectives"])


def _tokens(folder: Path) -> TokenVectors | None:
    return TokenVectors.load(folder) if folder.is_dir() else None


def _centring(path: Path) -> Centring | None:
    return Centring.from_bytes(path.read_bytes()) if path.is_file() else None


def _read_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
