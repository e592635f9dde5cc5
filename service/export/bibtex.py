"""BibTeX for LaTeX and JabRef: one ``@misc`` entry a practice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.text.strings import slug
from service.export.record import ExportRecord, SearchRecord, collapse_whitespace

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


def export_bibtex(matches: Sequence[ExportRecord], record: SearchRecord) -> str:
    """The matches as BibTeX, with the best passage as abstract and the search in the note. Text is UTF-8."""
    return "\n".join(_entry(match, record) for match in matches)


def _entry(match: ExportRecord, record: SearchRecord) -> str:
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(match, record))
    return f"@misc{{{_key(match)},\n{fields}}}\n"


def _fields(match: ExportRecord, record: SearchRecord) -> Iterator[tuple[str, str]]:
    practice = match.practice
    yield "title", f"{{{_text(practice.title)}}}"
    if practice.implementing:
        yield "author", " and ".join(f"{{{_text(organisation)}}}" for organisation in practice.implementing)
    if match.year:
        yield "year", match.year
    yield "url", re.sub(r"[{}\\\s]", "", match.url)
    yield "abstract", _text(match.hit.passage.text)
    if keywords := [*match.countries, *match.objectives, *([practice.type] if practice.type else [])]:
        yield "keywords", _text("; ".join(keywords))
    if practice.language:
        yield "langid", practice.language
    notes = [f"Section quoted: {match.section}. {match.link}", record.sentence]
    if match.inferred:
        notes.insert(0, f"Inferred from the text, not stated: {'; '.join(match.inferred_objectives)}.")
    if practice.digest_of:
        notes.insert(0, f"Digest of: {practice.digest_of}.")
    yield "note", _text(" ".join(notes))


def _key(match: ExportRecord) -> str:
    ascii_only = re.sub(r"[^a-z0-9-]", "", slug(match.practice.practice_id))
    return f"practice{match.rank}-{ascii_only}".rstrip("-")


def _text(text: str) -> str:
    return collapse_whitespace(text).translate(_SPECIAL)
