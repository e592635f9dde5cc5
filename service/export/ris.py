"""RIS for Zotero, EndNote and Mendeley: one ELEC reference a practice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.text.strings import squeezed
from service.export.export_format import ExportFormat
from service.export.record import ExportRecord, SearchRecord


def export_ris(records: Sequence[ExportRecord], search: SearchRecord) -> str:
    """Write the records as RIS, with the best passage as abstract and the search in the notes."""
    return "".join(_reference(record, search) for record in records)


def _reference(record: ExportRecord, search: SearchRecord) -> str:
    lines = [f"{tag}  - {squeezed(value)}\r\n" for tag, value in _tags(record, search)]
    return "".join([*lines, "ER  - \r\n", "\r\n"])


def _tags(record: ExportRecord, search: SearchRecord) -> Iterator[tuple[str, str]]:
    practice = record.practice
    yield "TY", "ELEC"
    yield "TI", practice.title
    yield from (("AU", f"{organisation},") for organisation in practice.implementing or ())
    if record.year:
        yield "PY", record.year
    yield "UR", record.url
    yield "L2", record.link
    yield "AB", record.hit.passage.text
    yield from (("KW", keyword) for keyword in (*record.countries, *record.objectives, practice.type or "") if keyword)
    if practice.language:
        yield "LA", practice.language
    if practice.digest_of:
        yield "N1", f"Digest of: {practice.digest_of}"
    if practice.donors:
        yield "N1", f"Donors: {'; '.join(practice.donors)}"
    if record.dates:
        yield "N1", f"Dates of the practice: {record.dates}"
    if record.inferred:
        yield "N1", f"Inferred from the text, not stated: {'; '.join(record.inferred_objectives)}"
    yield "N1", f"Quoted section: {record.section}"
    yield "N1", search.sentence
    yield "ID", practice.practice_id


FORMAT = ExportFormat(
    name="ris",
    label="RIS (Zotero, EndNote)",
    extension="ris",
    media_type="application/x-research-info-systems; charset=utf-8",
    export=export_ris,
    prominence=2,
)
