"""A numbered list for a message or a note: one line a practice, under the search that found it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.text.strings import squeezed
from service.export.export_format import ExportFormat
from service.export.record import ExportRecord, SearchRecord


def export_plain(records: Sequence[ExportRecord], search: SearchRecord) -> str:
    """Write the search as the first line and each record as a line of its number, title and address."""
    lines = [f"{record.rank}. {record.practice.title} <{record.url}>" for record in records]
    return "".join(f"{squeezed(line)}\n" for line in (search.sentence, *lines))


FORMAT = ExportFormat(
    name="plain",
    label="Plain text",
    extension="txt",
    media_type="text/plain; charset=utf-8",
    export=export_plain,
)
