"""The files of a snapshot, written into a new folder; :mod:`index.snapshot.files` says what each is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from index.build.content import CollectionContent, json_line
from index.build.enrichment import Enrichment
from index.build.report import BuildReport
from index.enrichment.objective_classifier import InferredObjective
from index.facets.facet import FacetUnit
from index.facets.values import FacetValues, facet_values, practice_values, vocabularies_of
from index.lexical.bm25_index import LexicalIndex
from index.query.acronyms import Acronyms
from index.query.spelling import SpellingReader


def write_content(home: Path, content: CollectionContent, enrichment: Enrichment) -> None:
    """Write practices, passages, what was inferred from them, and the word statistics."""
    for name, lines in content.lines.items():
        _write_lines(home / name, lines)
    inferred = (
        {"practice_id": practice_id, "objectives": [asdict(objective) for objective in objectives]}
        for practice_id, objectives in enrichment.inferred.items()
    )
    _write_lines(home / "duplicates.json", [json_line(enrichment.duplicates)])
    _write_lines(home / "inferred.jsonl", map(json_line, inferred))
    _write_lines(home / "acronyms.jsonl", map(json_line, Acronyms(enrichment.acronyms).to_records()))
    texts = ((text, passage.language) for text, passage in zip(content.inputs, content.passages, strict=True))
    SpellingReader.from_texts(texts).save(home / "vocabulary.json")


def write_postings(
    home: Path, content: CollectionContent, inferred: Mapping[str, Sequence[InferredObjective]], open_until: int
) -> None:
    """Write the inverted index of all passages, with their facet values.

    :param open_until: the year an ongoing practice is taken to run to.
    """
    folder = home / "lexical"
    folder.mkdir()
    LexicalIndex.build(folder, _postings(content, inferred, open_until))


def write_report(home: Path, report: BuildReport) -> None:
    """Write the report of the build."""
    _write_lines(home / "report.json", [json_line(asdict(report))])


def _postings(
    content: CollectionContent, inferred: Mapping[str, Sequence[InferredObjective]], open_until: int
) -> Iterator[tuple[str, str | None, FacetValues]]:
    vocabularies = vocabularies_of(content.practices)
    for practice, prepared in zip(content.practices, content.prepared, strict=True):
        guesses = [objective.objective for objective in inferred.get(practice.practice_id, ())]
        of_practice = practice_values(FacetUnit(practice, guesses, open_until, vocabularies))
        for passage, text in zip(prepared.passages, prepared.inputs, strict=True):
            values = facet_values(
                practice,
                passage.section,
                language=passage.language,
                inferred=guesses,
                open_until=open_until,
                vocabularies=vocabularies,
                of_practice=of_practice,
            )
            yield text, passage.language, values


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)
