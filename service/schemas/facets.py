"""What a search can be narrowed to, as it goes over the wire."""

from __future__ import annotations

from pydantic import BaseModel, Field

from service.engine import FacetCounts
from service.filters.parameters import TITLES


class FacetsOut(BaseModel):
    """The values of every facet in the filtered set, with the number of its practices that have each."""

    class Facet(BaseModel):
        """One facet, its most frequent value first."""

        class Value(BaseModel):
            """A value: what one more choice would give; or what is chosen in the request, with its operator."""

            value: str
            label: str
            practices: int
            selected: bool

        facet: str
        label: str
        values: list[Value]
        none: int = Field(description="Practices that say that there is none.")
        not_stated: int = Field(description="Practices that do not say.")
        missing: int = Field(description="Practices that the value `missing` lets through.")

    practices: int
    facets: list[Facet]
    snapshot: str

    @classmethod
    def of(cls, counts: FacetCounts) -> FacetsOut:
        """Render the counts of facets."""
        facets = [
            {
                "facet": facet,
                "label": TITLES[facet],
                "values": choices,
                "none": counts.gaps[facet].none,
                "not_stated": counts.gaps[facet].not_stated,
                "missing": counts.gaps[facet].missing,
            }
            for facet, choices in counts.choices.items()
        ]
        values = {"practices": counts.practices, "facets": facets, "snapshot": counts.snapshot}
        return cls.model_validate(values, from_attributes=True)
