"""Search results as files that reference managers and spreadsheets read: one module a format.

In: the hits of a search. Out: the text of a file. May import: practices, errors, and index (types only, so that the
help of the command line can list the formats at once).
A format is added by a module here that declares ``FORMAT``; the page, the API and the command line read the registry.
"""

from service.export.export_format import Exporter, ExportFormat
from service.export.record import ExportRecord, SearchRecord, export_records
from service.export.registry import EXPORT_FORMATS, find_export_format, list_export_formats

__all__ = [
    "EXPORT_FORMATS",
    "ExportFormat",
    "ExportRecord",
    "Exporter",
    "SearchRecord",
    "export_records",
    "find_export_format",
    "list_export_formats",
]
