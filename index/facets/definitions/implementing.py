"""The organisations that carry a practice out."""

from __future__ import annotations

from index.facets.organisations import organisation_facet

FACET = organisation_facet(
    name="implementing",
    title="Implementing organisation",
    hint="Organisation that carries the practice out, by its name or initials.",
    named=lambda practice: practice.implementing,
    place=71,
)
