"""BibTeX for LaTeX and JabRef: one ``@misc`` entry a practice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.text.strings import slug, squeezed
from service.export.export_format import ExportFormat
from service.export.record import ExportRecord, SearchRecord

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        '"': r"{\textquotedbl}",
    }
)


def export_bibtex(records: Sequence[ExportRecord], search: SearchRecord) -> str:
    """Write the records as BibTeX in UTF-8, with the best passage as abstract and the search in the note."""
    return "\n".join(_entry(record, search) for record in records)


def _entry(record: ExportRecord, search: SearchRecord) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(record, search))
    return f"@misc{{{_key(record)},\n{fields}}}\n"


def _fields(record: ExportRecord, search: SearchRecord) -> Iterator[tuple[str, str]]:
    practice = record.practice
    yield "title", f"{{{_escape(practice.title)}}}"
    if practice.implementing:
        yield "author", " and ".join(f"{{{_escape(organisation)}}}" for organisation in practice.implementing)
    if record.year:
        yield "year", record.year
    yield "url", re.sub(r"[{}\\\s]", "", record.url)
    yield "abstract", _escape(record.hit.passage.text)
    if keywords := [*record.countries, *record.objectives, *([practice.type] if practice.type else [])]:
        yield "keywords", _escape("; ".join(keywords))
    if practice.language:
        yield "langid", practice.language
    notes = [f"Section quoted: {record.section}. {record.link}", search.sentence]
    if record.inferred:
        notes.insert(0, f"Inferred from the text, not stated: {'; '.join(record.inferred_objectives)}.")
    if practice.donors:
        notes.insert(0, f"Donors: {'; '.join(practice.donors)}.")
    if practice.digest_of:
        notes.insert(0, f"Digest of: {practice.digest_of}.")
    yield "note", _escape(" ".join(notes))


def _key(record: ExportRecord) -> str:
    ascii_only = re.sub(r"[^a-z0-9-]", "", slug(record.practice.practice_id))
    return f"practice{record.rank}-{ascii_only}".rstrip("-")


def _escape(text: str) -> str:
    return squeezed(text).translate(_SPECIAL)


FORMAT = ExportFormat(
    name="bibtex",
    label="BibTeX",
    extension="bib",
    media_type="application/x-bibtex; charset=utf-8",
    export=export_bibtex,
    prominence=1,
)
