"""The donors of a practice, where its page tells them from other partners."""

from __future__ import annotations

from index.facets.organisations import organisation_facet

FACET = organisation_facet(
    name="donor",
    title="Donor",
    hint="Organisation that gives the money, by its name or initials, where pages say who does.",
    named=lambda practice: practice.donors,
    place=72,
)
