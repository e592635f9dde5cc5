"""The filters as parameters: what they are called, declared once for the API, the command line and the pages."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

TITLES = {
    "country": "Country",
    "region": "Region",
    "objective": "GCM objective",
    "principle": "Guiding principle",
    "sdg": "Sustainable Development Goal",
    "type": "Type of practice",
    "organisation": "Organisation",
    "section": "Section",
    "language": "Language",
    "year": "Year",
    "basis": "Objectives stated or inferred",
}
"""The facets as people read them, in the order of :data:`index.facets.masks.FACETS`."""

HINTS = {
    "country": "Country by name or ISO code; repeat for any of several.",
    "region": "Region of the world, as Western Africa; its parts belong to it.",
    "objective": "GCM objective, 1 to 23.",
    "principle": "Guiding principle of the GCM, 1 to 10 or its name.",
    "sdg": "Sustainable Development Goal, 1 to 17.",
    "type": "Type of practice, as Project/Programme.",
    "organisation": "Implementing or partner organisation, by its name or initials.",
    "section": "Section of the page, as key_lessons.",
    "language": "Language of the passage, as fr or French.",
    "year": "Year the practice ran in, as 2019; any year of 2018-2020.",
    "basis": "Whether the objectives are stated by the page or inferred: stated, inferred.",
}
"""How a value is written, by facet."""

RawFilters = dict[str, Sequence[str]]
"""Values as they were written, by facet."""


def with_filter_parameters(
    annotation: Callable[[str], object], default: list[str] | None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a function take each facet as a parameter of its own, in the place of its one parameter ``wanted``.

    :param annotation: the annotation of the parameter of a facet, as the framework that calls the function reads it.
    :param default: its default there.
    """

    def widened(function: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(function, eval_str=True)
        parameters: list[inspect.Parameter] = []
        for parameter in signature.parameters.values():
            each = TITLES if parameter.name == "wanted" else ()
            parameters += [parameter.replace(name=f, default=default, annotation=annotation(f)) for f in each] or [
                parameter
            ]

        @wraps(function)
        def called(**values: Any) -> Any:  # noqa: ANN401
            wanted = {facet: values.pop(facet) or () for facet in TITLES}
            return function(wanted=wanted, **values)

        called.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        return called

    return widened
