"""Requests as the API and the command line both take them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from corpus.text.strings import clean
from index.facets.masks import Filters
from index.retrieval.searcher import Searcher
from service.errors import RequestError
from service.export import ExportFormat, SearchRecord
from service.export.record import export_records
from service.schemas.search import ReadingOut, SearchOut, practice_matches


def normalise_query(query: str) -> str:
    """The query without white space around it.

    :raises RequestError: nothing is left.
    """
    if text := clean(query).strip():
        return text
    raise RequestError("q is empty; give a question or some words to look for.")


def search_out(query: str, searcher: Searcher, base_url: str, filters: Filters, top: int) -> SearchOut:
    """The matches of a query, as they go out."""
    query = normalise_query(query)
    started = time.perf_counter()
    read = searcher.read(query)
    found = searcher.search(read, top, filters=filters, grouped=True)
    took = round(1000 * (time.perf_counter() - started), 1)
    return SearchOut(
        query=query,
        reading=ReadingOut.of(read),
        practices=practice_matches(read, found, base_url),
        snapshot=searcher.snapshot.snapshot_id,
        took_ms=took,
    )


def exported(
    form: ExportFormat, query: str, searcher: Searcher, base_url: str, filters: Filters, top: int
) -> tuple[str, int]:
    """The top matches of a query in an export format, and how many there are."""
    query = normalise_query(query)
    found = searcher.search(query, top, filters=filters)
    today = datetime.now(UTC).date().isoformat()
    record = SearchRecord(query, searcher.snapshot.snapshot_id, searcher.models.main.name, today, filters)
    return form.export(export_records(found, base_url), record), len(found)
