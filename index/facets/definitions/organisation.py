"""The organisations of a practice in any role, by whichever of their names."""

from __future__ import annotations

from index.facets.organisations import named_by, organisation_facet

FACET = organisation_facet(
    name="organisation",
    title="Organisation",
    hint="Organisation in any role, by its name or initials.",
    named=named_by,
    place=70,
)
