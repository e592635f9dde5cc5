"""The organisations that are accountable for a practice."""

from __future__ import annotations

from index.facets.organisations import organisation_facet

FACET = organisation_facet(
    name="accountable",
    title="Accountable organisation",
    hint="Organisation that is accountable or responsible, by its name or initials.",
    named=lambda practice: practice.accountable,
    place=74,
)
