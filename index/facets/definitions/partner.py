"""The partners of a practice; donors among them, where its page does not tell the two apart."""

from __future__ import annotations

from index.facets.organisations import organisation_facet

FACET = organisation_facet(
    name="partner",
    title="Partner",
    hint="Partner organisation, by its name or initials; donors too, where pages do not tell them apart.",
    named=lambda practice: practice.partners,
    place=73,
)
