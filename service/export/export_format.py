"""An export format: what it is called, what it writes, and with what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from service.export.record import ExportRecord, SearchRecord


class Exporter(Protocol):
    """A writer of search results in one format.

    It is pure: the same records give the same text. ``tests/support/suites/exporters.py`` holds what every
    exporter has to keep: the order, one entry a record, any text, and the record of the search.
    """

    def __call__(self, records: Sequence[ExportRecord], search: SearchRecord, /) -> str:
        """Write the records, in their order, and the search that found them, as the text of a file."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """A file format for search results. A module of this package that has one as ``FORMAT`` is on offer."""

    name: str
    """The value of ``format`` in the API and of ``--format`` on the command line."""
    label: str
    """The name for people, with the programs that read it."""
    extension: str
    """The end of the file's name, without a dot."""
    media_type: str
    """The media type (RFC 6838) with its parameters."""
    export: Exporter
    prominence: int = 0
    """Where a sentence lists the formats, the higher come first."""
