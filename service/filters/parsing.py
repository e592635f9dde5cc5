"""Parsing of filters: what people write to narrow a search, to the values that the index knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from index.errors import FacetValueError
from index.facets.facet import Facet
from index.facets.masks import Filters
from index.facets.operators import OPERATORS, Operator, parse_condition
from index.facets.registry import FACETS
from service.errors import RequestError
from service.filters.bounds import check_filters

_PREFIXED = re.compile(r"\w+\s*:")


def parse_filters(raw_filters: Mapping[str, Sequence[str]]) -> Filters:
    """Read filters by facet from values as people write them: country names or codes, ranges, with their operators.

    :raises ParameterError: there are more or longer ones than are read.
    :raises RequestError: a value is not of its facet; the message names it and says what is.
    """
    written = {name: [value.strip() for value in raw_filters.get(name, ()) if value.strip()] for name in FACETS}
    check_filters(written)
    filters = {}
    for name, texts in written.items():
        if texts:
            filters[name] = tuple(dict.fromkeys(value for text in texts for value in _parse(FACETS[name], text)))
    check_filters(filters)
    return filters


def _parse(facet: Facet, written: str) -> Iterator[str]:
    condition = parse_condition(written)
    if condition.operand is None:
        yield str(condition)
        return
    operand = condition.operand.strip()
    if not operand or _has_two_operators(written):
        raise RequestError(f"{facet.name} {written!r} is no value behind an operator; there is: {OPERATORS}.")
    try:
        for value in facet.parse(operand):
            yield str(replace(condition, operand=value))
    except FacetValueError as error:
        advice = f" What may stand before a value: {OPERATORS}." if _PREFIXED.match(operand) else ""
        raise RequestError(f"{error}{advice}") from None


def _has_two_operators(written: str) -> bool:
    _, _, behind = written.partition(":")
    operators = (parse_condition(written).operator, parse_condition(behind.strip()).operator)
    return Operator.ANY not in operators
