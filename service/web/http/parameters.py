"""The parameters that routes share."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field, StringConstraints

from index.facets.masks import Filters
from service.filters.bounds import LONGEST_FILTER_VALUE, MOST_FILTER_VALUES
from service.filters.parameters import HINTS, RawFilters, with_filter_parameters
from service.filters.parsing import parse_filters
from service.questions.given_plans.document import PlanDocument
from service.questions.given_plans.parsing import LONGEST_PLAN, parse_plan

LONGEST_QUERY = 2_000


OptionalQuery = Annotated[str, Query(max_length=LONGEST_QUERY, description="A question, or nothing.")]
_QUESTION = {"minLength": 1, "format": "question"}
"""A text of which something is left where white space, tags and words of politeness are taken off."""


QueryParameter = Annotated[
    str,
    Query(
        max_length=LONGEST_QUERY,
        json_schema_extra=_QUESTION,
        description="A question or words to look for. Every match holds what stands between quotation marks, word for "
        "word, where that is at least half of the query, or where a plus sign (`%2B` in an address) stands before the "
        "opening mark; otherwise those that hold it rank higher.",
    ),
]


LONGEST_ID = 300
"""Characters of the id of a practice or a passage."""
Identifier = Annotated[str, StringConstraints(max_length=LONGEST_ID)]


WithoutParameter = Annotated[
    list[Annotated[str, StringConstraints(max_length=300)]],
    Query(
        max_length=20,
        description="Constraints of the question that are not to be applied, by their `key`; `kind` "
        "to have it answered with sentences rather than with a set.",
    ),
]


WriteParameter = Annotated[bool, Query(description="Whether the answer writer, where one is set, writes too.")]


LAST_OFFSET = 10_000_000
"""The last practice, or page of them, that can be asked for; no collection is as large."""
MOST_PRACTICES = 100
TopParameter = Annotated[int, Query(ge=1, le=MOST_PRACTICES, description="How many practices, at the most.")]


def _parameter(facet: str) -> object:
    schema = Field(json_schema_extra={"format": f"{facet.replace('_', '-')}-filter"})
    value = Annotated[str, StringConstraints(max_length=LONGEST_FILTER_VALUE), schema]
    return Annotated[list[value], Query(max_length=MOST_FILTER_VALUES, description=HINTS[facet])]


@with_filter_parameters(_parameter, default=[])
def read_filters(raw_filters: RawFilters) -> Filters:
    """Read the filters of a request; blank ones are none."""
    return parse_filters(raw_filters)


FilterParameters = Annotated[Filters, Depends(read_filters)]


PlanText = Annotated[
    str,
    Query(
        max_length=LONGEST_PLAN,
        json_schema_extra={"format": "question-plan", "contentMediaType": "application/json"},
        description="What the question is to be taken for, in the place of what is read in it: JSON as the `plan` "
        "of an answer, of which everything may be left out; values as names, too. The question stays what is "
        "shown, and what of it was not understood stays so.",
    ),
]


def read_plan_parameter(plan: PlanText = "") -> PlanDocument | None:
    """Read the plan of a request; a blank one is none."""
    return parse_plan(plan) if plan.strip() else None


PlanParameter = Annotated[PlanDocument | None, Depends(read_plan_parameter)]
