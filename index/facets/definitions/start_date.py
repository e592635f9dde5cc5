"""The date that a practice started on."""

from __future__ import annotations

from index.facets.dates import date_facet

FACET = date_facet(
    name="start_date",
    title="Date of the start",
    hint="Date that the practice started on, as 2018-03 or 2018-03-15; 2018-03..2018-08, 2018-03.. or ..2018-08.",
    date_of=lambda unit: unit.practice.dates.start if unit.practice.dates else None,
    place=109,
)
