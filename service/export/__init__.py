"""The top matches as files that reference managers and spreadsheets read: one writer a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.errors import RequestError
from service.export.bibtex import export_bibtex
from service.export.csv import export_csv
from service.export.record import ExportRecord, SearchRecord, export_records
from service.export.ris import export_ris

__all__ = ["EXPORT_FORMATS", "ExportFormat", "ExportRecord", "SearchRecord", "export_records", "find_export_format"]

Exporter = Callable[[Sequence[ExportRecord], SearchRecord], str]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A way to write matches: the writer, its media type and the file ending."""

    write: Exporter
    media_type: str
    ending: str


EXPORT_FORMATS: dict[str, ExportFormat] = {
    "bibtex": ExportFormat(export_bibtex, "application/x-bibtex; charset=utf-8", "bib"),
    "csv": ExportFormat(export_csv, "text/csv; charset=utf-8", "csv"),
    "ris": ExportFormat(export_ris, "application/x-research-info-systems; charset=utf-8", "ris"),
}


def find_export_format(name: str) -> ExportFormat:
    """The format with a name.

    :raises RequestError: there is none; the message lists the known ones.
    """
    if name in EXPORT_FORMATS:
        return EXPORT_FORMATS[name]
    raise RequestError(f"{name!r} is no export format; the formats are: {', '.join(EXPORT_FORMATS)}.")
