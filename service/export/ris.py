"""RIS for Zotero, EndNote and Mendeley: one ELEC reference a practice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.export.record import ExportRecord, SearchRecord, collapse_whitespace


def export_ris(matches: Sequence[ExportRecord], record: SearchRecord) -> str:
    """The matches as RIS, with the best passage as abstract and the search in the notes."""
    lines = [line for match in matches for line in (*_reference(match, record), ("ER", ""), None)]
    return "".join("\r\n" if line is None else f"{line[0]}  - {collapse_whitespace(line[1])}\r\n" for line in lines)


def _reference(match: ExportRecord, record: SearchRecord) -> Iterator[tuple[str, str]]:
    practice = match.practice
    yield "TY", "ELEC"
    yield "TI", practice.title
    yield from (("AU", f"{organisation},") for organisation in practice.implementing or ())
    if match.year:
        yield "PY", match.year
    yield "UR", match.url
    yield "L2", match.link
    yield "AB", match.hit.passage.text
    yield from (("KW", keyword) for keyword in (*match.countries, *match.objectives, practice.type or "") if keyword)
    if practice.language:
        yield "LA", practice.language
    if practice.digest_of:
        yield "N1", f"Digest of: {practice.digest_of}"
    if match.dates:
        yield "N1", f"Dates of the practice: {match.dates}"
    if match.inferred:
        yield "N1", f"Inferred from the text, not stated: {'; '.join(match.inferred_objectives)}"
    yield "N1", f"Quoted section: {match.section}"
    yield "N1", record.sentence
    yield "ID", practice.practice_id
