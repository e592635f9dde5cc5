"""A relevance case: what is asked, and what a person who has read the practices expects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from index.facets.registry import FACETS
from tests.relevance.wording import did_you_mean

DEPTH = 20
"""Practices looked at in a ranking."""
FILTERS = tuple(dict.fromkeys((*FACETS, "region", "principle", "sdg", "organisation", "year", "basis")))
"""Filters that a case may use; one that the search does not offer yet makes the case fail, with that reason."""
_LISTS = ("include", "exclude", "only", "outcome", "quote_from")


class Case(BaseModel):
    """One case. Practices are named by their id; every expectation holds for each of the queries."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    group: str
    why: str = Field(min_length=1)
    query: str = ""
    queries: tuple[str, ...] = ()
    related_to: str = ""
    filters: dict[str, tuple[str | int, ...]] = {}
    within: int = Field(10, ge=1, le=DEPTH)
    first: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    only: tuple[str, ...] | None = None
    shared: int = Field(0, ge=0)
    outcome: tuple[str, ...] = ()
    quote_from: tuple[str, ...] = ()
    quote_words: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The wordings to ask, one or several."""
        return (self.query,) if self.query else self.queries

    @property
    def practice_ids(self) -> tuple[str, ...]:
        """Every practice that the case names."""
        single = [practice_id for practice_id in (self.related_to, self.first) if practice_id]
        return (*single, *self.include, *self.exclude, *self.order, *(self.only or ()), *self.quote_from)

    @model_validator(mode="before")
    @classmethod
    def _one_or_several(cls, given: dict[str, Any]) -> dict[str, Any]:
        """Allow a single value to be written without a list."""
        lists: dict[str, Any] = {key: [given[key]] for key in _LISTS if isinstance(given.get(key), str)}
        if isinstance(filters := given.get("filters"), dict):
            lists["filters"] = {
                key: [value] if isinstance(value, str | int) else value for key, value in filters.items()
            }
        return given | lists

    @model_validator(mode="after")
    def _makes_sense(self) -> Case:
        for wrong, sentence in self._contradictions():
            if wrong:
                raise ValueError(sentence)
        return self

    def _contradictions(self) -> Iterator[tuple[bool, str]]:
        given = self.model_fields_set
        lists = (self.include, self.exclude, self.order, self.outcome, self.quote_from)
        expected = self.first or self.shared or any(lists) or self.only is not None
        outcomes = {"found", "partly", "not_found"}
        unknown = [facet for facet in self.filters if facet not in FILTERS]
        yield len(given & {"query", "queries", "related_to"}) != 1, "give one of: query, queries, related_to"
        yield not all(self.asked or (self.related_to,)), "a query is empty"
        yield "queries" in given and len(set(self.queries)) < 2, "queries needs two or more different wordings"
        yield (
            not expected,
            "nothing is expected; give first, include, exclude, order, only, shared, outcome or quote_from",
        )
        yield (
            "within" in given and not given & {"include", "exclude", "shared"},
            "within belongs with include, exclude or shared",
        )
        yield "shared" in given and not self.queries, "shared compares several wordings; give queries"
        yield "shared" in given and not 0 < self.shared <= self.within, "shared must be 1 to within"
        yield len(self.include) > self.within, f"include names more practices than the first {self.within} can hold"
        yield bool({*self.include, self.first} & {*self.exclude}), "a practice is both wanted and excluded"
        yield "order" in given and len(set(self.order)) < 2, "order needs two or more different practices"
        yield bool({*self.outcome} - outcomes), "outcome is one or more of: found, partly, not_found"
        yield bool(self.quote_words and not self.quote_from), "quote_words needs quote_from"
        about_asking = given & {"filters", "outcome", "quote_from"}
        yield bool(self.related_to and about_asking), "filters, outcome and quote_from do not go with related_to"
        yield bool(unknown), "".join(f"there is no filter {facet!r}{did_you_mean(facet, FILTERS)}" for facet in unknown)
