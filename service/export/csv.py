"""CSV for spreadsheets: one practice a row (RFC 4180, UTF-8 with a byte order mark so that Excel reads it right)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from service.export.export_format import ExportFormat
from service.export.record import ExportRecord, SearchRecord

COLUMNS = (
    "rank title url countries objectives inferred_objectives type dates implementing partners donors accountable "
    "amounts language section passage passage_link score practice_id query filters narrowed_to plan snapshot model date"
).split()

_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
"""Signs that begin a formula, those of full width too, as a spreadsheet set up for Chinese or Japanese takes them."""


def export_csv(records: Sequence[ExportRecord], search: SearchRecord) -> str:
    """Write the records as CSV. A cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    file = io.StringIO(newline="")
    file.write("\ufeff")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for record in records:
        writer.writerow([_neutralise_formula(cell) for cell in _row(record, search)])
    return file.getvalue()


def _row(record: ExportRecord, search: SearchRecord) -> list[str]:
    practice = record.practice
    return [
        str(record.rank),
        practice.title,
        record.url,
        "; ".join(record.countries),
        "; ".join(record.objectives),
        "; ".join(record.inferred_objectives),
        practice.type or "",
        record.dates,
        "; ".join(practice.implementing or ()),
        "; ".join(practice.partners or ()),
        "; ".join(practice.donors or ()),
        "; ".join(practice.accountable or ()),
        "; ".join(amount.as_written for amount in practice.amounts or ()),
        practice.language or "",
        record.section,
        record.hit.passage.text.strip(),
        record.link,
        f"{record.hit.score:.4f}",
        practice.practice_id,
        search.query,
        search.parameters,
        search.narrowed_to,
        search.plan,
        search.snapshot,
        search.model,
        search.date,
    ]


def _neutralise_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA) else cell


FORMAT = ExportFormat(
    name="csv",
    label="CSV (Excel)",
    extension="csv",
    media_type="text/csv; charset=utf-8",
    export=export_csv,
)
