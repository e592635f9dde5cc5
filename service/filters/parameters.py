"""Filters as parameters: what they are called, declared once for the API, the command line and the pages."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from index.facets.registry import FACETS

TITLES = {name: facet.title for name, facet in FACETS.items()}
"""The facets as people read them, in their order."""

HINTS = {name: facet.hint for name, facet in FACETS.items()}
"""How a value is written, by facet."""

OPERATORS_HELP = (
    "Several values of one filter mean any of them, several filters all of them. not:VALUE leaves out the practices "
    "that have it (not:Niger), all:VALUE asks for each of several (all:Niger and all:Chad), missing for those that "
    "state no value (or that there is none), and any:VALUE takes what follows as it is. A practice that does not state "
    "the field is left out under not: and all:, unless missing is asked for too. Years and sums take ranges, both ends "
    "included: 2017-2019, 2017-, -2019. One filter takes 50 values, all together 100 with 6,000 characters."
)
"""How the values of a filter are put together, for whoever writes one."""

RawFilters = dict[str, Sequence[str]]
"""Values as they were written, by facet."""


def with_filter_parameters(
    annotation: Callable[[str], object], default: list[str] | None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a function take each facet as a parameter of its own, in the place of its one parameter ``raw_filters``.

    :param annotation: the annotation of the parameter of a facet, as the framework that calls the function reads it.
    :param default: its default there.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(function, eval_str=True)
        parameters: list[inspect.Parameter] = []
        for parameter in signature.parameters.values():
            facets = FACETS if parameter.name == "raw_filters" else ()
            parameters += [parameter.replace(name=f, default=default, annotation=annotation(f)) for f in facets] or [
                parameter
            ]

        @wraps(function)
        def call_with_filters(**values: Any) -> Any:  # noqa: ANN401
            raw_filters = {facet: values.pop(facet) or () for facet in FACETS}
            return function(raw_filters=raw_filters, **values)

        call_with_filters.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        return call_with_filters

    return decorate
