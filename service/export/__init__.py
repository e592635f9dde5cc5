"""The top matches as files that reference managers and spreadsheets read: one writer a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.errors import RequestError
from service.export.bibtex import write_bibtex
from service.export.csv import write_csv
from service.export.record import Match, SearchRecord, matches
from service.export.ris import write_ris

__all__ = ["WRITERS", "Format", "Match", "SearchRecord", "export_format", "matches"]

Writer = Callable[[Sequence[Match], SearchRecord], str]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write matches: the writer, its media type and the file ending."""

    write: Writer
    media_type: str
    ending: str


WRITERS: dict[str, Format] = {
    "bibtex": Format(write_bibtex, "application/x-bibtex; charset=utf-8", "bib"),
    "csv": Format(write_csv, "text/csv; charset=utf-8", "csv"),
    "ris": Format(write_ris, "application/x-research-info-systems; charset=utf-8", "ris"),
}


def export_format(name: str) -> Format:
    """The format with a name.

    :raises RequestError: there is none; the message lists the known ones.
    """
    if name in WRITERS:
        return WRITERS[name]
    raise RequestError(f"{name!r} is no export format; the formats are: {', '.join(WRITERS)}.")
