"""How many values filters may have, and how long these may be."""

from __future__ import annotations

import pytest

from service.errors import ParameterError
from service.filters.bounds import (
    LONGEST_FILTER_VALUE,
    MOST_CHARACTERS_TOGETHER,
    MOST_FILTER_VALUES,
    MOST_VALUES_TOGETHER,
)
from service.filters.parsing import parse_filters


def words(number: int, length: int = 5) -> list[str]:
    return [f"{place:0{length}d}" for place in range(number)]


@pytest.mark.parametrize(
    ("raw_filters", "message"),
    [
        ({"type": words(51)}, "type: 51 values are more than the 50 that are read"),
        ({"type": ["x" * 301]}, "type: 301 characters are more than the 300 that are read"),
        (
            {"year": [";".join(map(str, range(1950, 2001)))]},
            "year: 51 values are more than the 50 that are read",
        ),
        ({"type": words(50), "donor": words(50), "region": ["Asia"]}, "region, type, donor have 101 values"),
        ({"type": words(20, 300), "donor": ["GIZ"]}, "with 6003 characters together; 100 values with 6000 characters"),
        ({"organisation": ["\ufdfa" * 300]}, "organisation: "),
    ],
)
def test_more_is_refused_with_what_was_given_and_the_limit(raw_filters: dict[str, list[str]], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        parse_filters(raw_filters)


def test_what_is_within_the_bounds_is_read() -> None:
    assert MOST_FILTER_VALUES * LONGEST_FILTER_VALUE > MOST_CHARACTERS_TOGETHER > MOST_VALUES_TOGETHER
    read = parse_filters({"type": words(MOST_FILTER_VALUES), "donor": words(MOST_FILTER_VALUES), "sdg": ["", " "]})

    assert {facet: len(values) for facet, values in read.items()} == {"type": 50, "donor": 50}
    assert len(parse_filters({"type": words(20, 300)})["type"]) == 20
