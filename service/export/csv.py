"""CSV for spreadsheets: one practice a row (RFC 4180, UTF-8 with a byte order mark so that Excel reads it right)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from service.export.record import ExportRecord, SearchRecord

COLUMNS = (
    "rank title url countries objectives inferred_objectives type dates implementing partners language section passage "
    "passage_link score practice_id query filters snapshot model date"
).split()

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export_csv(matches: Sequence[ExportRecord], record: SearchRecord) -> str:
    """The matches as CSV. A cell that a spreadsheet would run as a formula gets an apostrophe in front."""
    file = io.StringIO(newline="")
    file.write("\ufeff")
    rows = csv.writer(file)
    rows.writerow(COLUMNS)
    for match in matches:
        rows.writerow([_safe(cell) for cell in _row(match, record)])
    return file.getvalue()


def _row(match: ExportRecord, record: SearchRecord) -> list[str]:
    practice = match.practice
    return [
        str(match.rank),
        practice.title,
        match.url,
        "; ".join(match.countries),
        "; ".join(match.objectives),
        "; ".join(match.inferred_objectives),
        practice.type or "",
        match.dates,
        "; ".join(practice.implementing or ()),
        "; ".join(practice.partners or ()),
        practice.language or "",
        match.section,
        match.hit.passage.text.strip(),
        match.link,
        f"{match.hit.score:.4f}",
        practice.practice_id,
        record.query,
        "; ".join(f"{facet}={value}" for facet, values in record.filters.items() for value in values),
        record.snapshot,
        record.model,
        record.date,
    ]


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
