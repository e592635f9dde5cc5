from __future__ import annotations

import inspect

from index.facets.registry import FACETS
from service.filters.parameters import RawFilters, with_filter_parameters


def test_a_function_takes_each_facet_as_a_parameter_and_gets_what_was_written() -> None:
    def command(query: str, raw_filters: RawFilters, top: int = 5) -> tuple[str, RawFilters, int]:
        return query, raw_filters, top

    widened = with_filter_parameters(lambda facet: f"the {facet}", default=None)(command)

    parameters = inspect.signature(widened).parameters
    assert list(parameters) == ["query", *FACETS, "top"]
    assert (parameters["sdg"].annotation, parameters["sdg"].default) == ("the sdg", None)
    given = dict.fromkeys(FACETS) | {"country": ["Niger", "Mali"]}
    query, raw_filters, top = widened(query="q", top=3, **given)
    assert (query, top, raw_filters["country"], raw_filters["year"]) == ("q", 3, ["Niger", "Mali"], ())
